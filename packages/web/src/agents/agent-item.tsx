/** One agent: its state in a sentence, what runs there, what it reaches. */
import { Badge, Button, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { fromNow } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import { Item } from "../parts/item-list.tsx";
import { type Agent, watchedAgentsQuery } from "./agent.ts";
import { useAgentWords } from "./words.ts";

const looks = {
  alive: { color: "green", icon: IconCircleCheck },
  late: { color: "orange", icon: IconAlertTriangle },
  gone: { color: "red", icon: IconCircleX },
  new: { color: "gray", icon: IconCircleDashed },
} as const;

interface AgentItemProps {
  readonly agent: Agent;
  readonly onDo?: (what: "renew" | "remove") => void;
}

export function AgentItem({ agent, onDo }: AgentItemProps) {
  const say = useAgentWords();
  const queries = useQueryClient();
  const { name, state, version, seenAt, flows, runs, endpoints, tests } = agent;
  const { color, icon: Icon } = looks[state];
  const when = seenAt === undefined ? "" : fromNow(new Date(seenAt), new Date());
  const test = useMutation({
    mutationFn: () => told(api.POST("/api/v1/agents/{name}/tests", { params: { path: { name } }, body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: watchedAgentsQuery.queryKey }),
  });
  const sentences = [
    say(state, { when, version: version ?? "" }),
    flows.length === 0 ? say("noFlows") : say("flows", { flows: flows.join(", ") }),
    ...(runs === 0 ? [] : [say("runs", { count: runs })]),
    ...(endpoints.length === 0
      ? []
      : [say("own", { endpoints: endpoints.map((one) => `${one.name} (${one.kind})`).join(", ") })]),
  ];
  return (
    <Item
      name={name}
      badge={
        <Badge
          variant="default"
          tt="none"
          leftSection={<Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
        >
          {say(`state_${state}`)}
        </Badge>
      }
      {...(onDo === undefined
        ? {}
        : {
            actions: (
              <>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${say("test")}: ${name}`}
                  disabled={state !== "alive"}
                  loading={test.isPending}
                  onClick={() => test.mutate()}
                >
                  {say("test")}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${say("renew")}: ${name}`}
                  onClick={() => onDo("renew")}
                >
                  {say("renew")}
                </Button>
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  aria-label={`${say("remove")}: ${name}`}
                  onClick={() => onDo("remove")}
                >
                  {say("remove")}
                </Button>
              </>
            ),
          })}
    >
      <Text size="sm">{sentences.join(" ")}</Text>
      {tests.length > 0 && (
        <List size="sm" aria-label={say("tested")} listStyleType="none">
          {tests.map(({ endpoint, works, message, remedy }) => (
            <List.Item key={endpoint}>
              <strong>{endpoint}</strong>:{" "}
              {works === undefined ? say("notTested") : works ? say("works") : say("fails")}
              {works === false && (
                <>
                  {" · "}
                  <HubWords>{[message, remedy].filter(Boolean).join(" ")}</HubWords>
                </>
              )}
            </List.Item>
          ))}
        </List>
      )}
      <div aria-live="polite">
        {test.isSuccess && test.data.tests.length === 0 && <Text size="sm">{say("nothingToTest")}</Text>}
        {test.isError && <FailureNotice failure={failureOf(test.error)} />}
      </div>
    </Item>
  );
}
