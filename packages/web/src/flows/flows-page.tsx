/** The list of flows: each in a sentence, with what can be done at once. NOT the page of one: that is `runs/`. */
import { Button, Group, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { type Flow, flowsQuery } from "./flow.ts";
import { FlowCard } from "./flow-card.tsx";
import { ReadyMade } from "./ready-made.tsx";
import { useFlowWords } from "./words.ts";

export function FlowsPage() {
  const say = useFlowWords();
  const { data } = useSuspenseQuery(flowsQuery);
  const { search = "", only } = useSearch({ from: "/flows" });
  const navigate = useNavigate({ from: "/flows" });
  const mayWrite = useMay("flows:write");
  const trouble = only === "trouble";
  const found = data.flows.filter((flow) => matches(flow, search) && (!trouble || wantsAHand(flow)));
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          mayWrite && (
            <Button component={Link} to="/flows/new">
              {say("add")}
            </Button>
          )
        }
      />
      {data.flows.length === 0 ? (
        <None mayWrite={mayWrite} />
      ) : (
        <Stack>
          <Group>
            <TextInput
              aria-label={say("search")}
              placeholder={say("search")}
              value={search}
              onChange={({ currentTarget: { value } }) =>
                void navigate({
                  search: ({ search: _before, ...rest }) => ({
                    ...rest,
                    ...(value === "" ? {} : { search: value }),
                  }),
                  replace: true,
                })
              }
            />
            <Switch
              label={say("onlyTrouble")}
              checked={trouble}
              onChange={({ currentTarget: { checked } }) =>
                void navigate({
                  search: ({ only: _before, ...rest }) => ({
                    ...rest,
                    ...(checked ? { only: "trouble" } : {}),
                  }),
                  replace: true,
                })
              }
            />
          </Group>
          {found.length === 0 && <Text>{say("noneFound")}</Text>}
          {found.map((flow) => (
            <FlowCard key={flow.name} flow={flow} mayWrite={mayWrite} />
          ))}
        </Stack>
      )}
    </>
  );
}

function matches({ name, description = "" }: Flow, search: string): boolean {
  return `${name} ${description}`.toLowerCase().includes(search.toLowerCase());
}

function wantsAHand({ keptRows, lastRun }: Flow): boolean {
  return keptRows > 0 || lastRun?.state === "failed";
}

/** Nothing yet: the ready-made ones to begin with. */
function None({ mayWrite }: { readonly mayWrite: boolean }) {
  const say = useFlowWords();
  if (!mayWrite) return <EmptyState text={say("noneForYou")} />;
  return (
    <Stack>
      <EmptyState text={say("none")}>
        <Button component={Link} to="/flows/new">
          {say("fromNothing")}
        </Button>
      </EmptyState>
      <Title order={2} size="h4">
        {say("readyMade")}
      </Title>
      <ReadyMade />
    </Stack>
  );
}
