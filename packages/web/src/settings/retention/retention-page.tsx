/** How long each kind of data is kept, what was removed last, and removing at once what is over. */
import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { figure, fromNow } from "../../language/moments.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ChangeDays } from "./change-days.tsx";
import { type Kept, type Retention, retentionQuery } from "./kept.ts";
import { useKindWords, useRetentionWords } from "./words.ts";

export function RetentionPage() {
  const say = useRetentionWords();
  const wordsOf = useKindWords();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(retentionQuery);
  const mayWrite = useMay("retention:write");
  const [changing, setChanging] = useState<Kept>();
  const [asking, { open, close }] = useDisclosure();
  const said = useRemoved(data.kinds);
  const apply = useMutation({
    mutationFn: () => told(api.POST("/api/v1/retention/apply")),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: retentionQuery.queryKey }),
  });
  const whatOf = ({ kind, what }: Kept) => wordsOf(kind, what).what;
  const lasting = ({ kind, what, days }: Kept) => {
    const { since } = wordsOf(kind, what);
    if (days === null) return `${say("forEver")}.`;
    return `${[say("forDays", { count: days }), since].filter(Boolean).join(", ")}.`;
  };
  const usual = ({ days, defaultDays }: Kept) =>
    days === defaultDays
      ? ""
      : defaultDays === null
        ? say("usualForEver")
        : say("usual", { count: defaultDays });
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          mayWrite ? (
            <Button variant="default" onClick={open}>
              {say("apply")}
            </Button>
          ) : undefined
        }
      />
      <Stack>
        <div aria-live="polite">
          {apply.isSuccess ? (
            <Alert color="green">
              {Object.keys(apply.data.removed).length === 0
                ? say("removedNothing")
                : say("removed", { what: said(apply.data.removed) })}
            </Alert>
          ) : (
            <Last last={data.last} said={said} />
          )}
        </div>
        <ItemList label={say("list")}>
          {data.kinds.map((kept) => (
            <Item
              key={kept.kind}
              name={whatOf(kept)}
              {...(mayWrite
                ? {
                    actions: (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`${say("change")}: ${whatOf(kept)}`}
                        onClick={() => setChanging(kept)}
                      >
                        {say("change")}
                      </Button>
                    ),
                  }
                : {})}
            >
              <Text size="sm">
                {lasting(kept)}{" "}
                <Text span c="dimmed" size="sm">
                  {usual(kept)}
                </Text>
              </Text>
            </Item>
          ))}
        </ItemList>
      </Stack>
      {changing !== undefined && <ChangeDays kept={changing} onClose={() => setChanging(undefined)} />}
      {asking && (
        <Confirmation title={say("applyTitle")} action={say("remove")} change={apply} onClose={close}>
          <Text>{say("applyText")}</Text>
          <List size="sm">
            {data.kinds
              .filter(({ days }) => days !== null)
              .map((kept) => (
                <List.Item key={kept.kind}>
                  {whatOf(kept)}. {lasting(kept)}
                </List.Item>
              ))}
          </List>
        </Confirmation>
      )}
    </>
  );
}

/** How many of each kind were removed, in words. */
function useRemoved(kinds: readonly Kept[]): (removed: Readonly<Record<string, number>>) => string {
  const say = useRetentionWords();
  const wordsOf = useKindWords();
  return (removed) =>
    Object.entries(removed)
      .map(([kind, count]) => {
        const { what } = wordsOf(kind, kinds.find((one) => one.kind === kind)?.what ?? kind);
        return say("part", { what, count: figure(count) });
      })
      .join("; ");
}

interface LastProps {
  readonly last: Retention["last"];
  readonly said: (removed: Readonly<Record<string, number>>) => string;
}

function Last({ last, said }: LastProps) {
  const say = useRetentionWords();
  if (last === null) return <Text size="sm">{say("never")}</Text>;
  if (last.endedAt === null) return <Text size="sm">{say("lastRunning")}</Text>;
  const when = fromNow(new Date(last.endedAt), new Date());
  return (
    <Text size="sm">
      {Object.keys(last.removed).length === 0
        ? say("lastNothing", { when })
        : say("last", { when, what: said(last.removed) })}
    </Text>
  );
}
