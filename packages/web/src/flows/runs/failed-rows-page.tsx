/** The failed rows of a flow: why each failed, mended in a drawer, sent again one, some or all. None is left out silently. */
import { Alert, Anchor, Button, Chip, Group, Stack, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import { useMay } from "../../api/session.ts";
import { figure } from "../../language/moments.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { AnchorLink, ButtonLink } from "../../parts/links.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useChangedRows, useSentAgain } from "./change-failed-rows.ts";
import { FailedRowDrawer } from "./failed-row-drawer.tsx";
import { FailedRowTable } from "./failed-row-table.tsx";
import { useFailedRowWords } from "./failed-row-words.ts";
import { failedRowKindsQuery, failedRowsQuery } from "./run.ts";
import { SentAgain } from "./sent-again.tsx";
import { useSourceOrder } from "./source-order.ts";

const route = getRouteApi("/flows/$name/failed-rows");

export function FailedRowsPage() {
  const say = useFailedRowWords();
  const tell = useTellAsText();
  const { name } = route.useParams();
  const { run, code, row, again } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: kinds } = useSuspenseQuery(failedRowKindsQuery(name, run));
  const which = { ...(run === undefined ? {} : { run }), ...(code === undefined ? {} : { code }) };
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(
    {
      ...failedRowsQuery(name, which),
      // Those shown before stay until the others are there.
      placeholderData: keepPreviousData,
    },
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const change = useChangedRows(name);
  const [givenUp, setGivenUp] = useState<readonly string[]>([]);
  const send = useSentAgain(name, (id) => {
    setChosen(new Set());
    void navigate({ search: (before) => ({ ...before, again: id }) });
  });
  const mayRun = useMay("flows:run");
  const fields = useSourceOrder(name);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  // Those that are through meanwhile are chosen no more.
  const picked = rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const total = kinds.kinds.reduce((sum, kind) => sum + kind.rows, 0);
  const isFiltered = run !== undefined || code !== undefined;
  const giveUp = (ids: readonly string[]) =>
    change.mutate(
      { ids, state: "dropped" },
      {
        onSuccess: () => {
          setGivenUp(ids);
          setChosen(new Set());
        },
      },
    );
  return (
    <>
      <AnchorLink to="/flows/$name" params={{ name }} size="sm">
        ← {name}
      </AnchorLink>
      <PageTitle
        title={say("title", { flow: name })}
        {...(total === 0 ? {} : { text: say("text", { count: total, shown: figure(total) }) })}
        action={
          mayRun && total > 0 ? (
            <Button
              loading={send.isPending}
              disabled={isPlaceholderData}
              onClick={() => send.mutate(wanted())}
            >
              {picked.length > 0
                ? say("sendShown", { count: picked.length, shown: figure(picked.length) })
                : isFiltered
                  ? say("sendShown", { count: rows.length, shown: figure(rows.length) })
                  : say("sendAll")}
            </Button>
          ) : undefined
        }
      />
      <Stack>
        {again !== undefined && (
          <SentAgain
            id={again}
            onHide={() => void navigate({ search: ({ again: _, ...before }) => before })}
          />
        )}
        {error !== null && <FailureNotice failure={failureOf(error)} />}
        {send.isError && <FailureNotice failure={failureOf(send.error)} />}
        {change.isError && <FailureNotice failure={failureOf(change.error)} />}
        {givenUp.length > 0 && (
          <Alert
            color="gray"
            role="status"
            withCloseButton
            closeButtonLabel={say("close")}
            onClose={() => setGivenUp([])}
          >
            <Group justify="space-between" gap="sm">
              <Text size="sm">
                {say("discarded", { count: givenUp.length, shown: figure(givenUp.length) })}
              </Text>
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  change.mutate({ ids: givenUp, state: "kept" }, { onSuccess: () => setGivenUp([]) })
                }
              >
                {say("undo")}
              </Button>
            </Group>
          </Alert>
        )}
        {run !== undefined && (
          <Text size="sm">
            {say("ofRun")}{" "}
            <AnchorLink size="sm" underline="always" to="/flows/$name/failed-rows" params={{ name }}>
              {say("showAll")}
            </AnchorLink>
          </Text>
        )}
        {kinds.kinds.length > 1 && (
          <Chip.Group
            value={code ?? ""}
            onChange={(value) =>
              void navigate({
                search: ({ code: _, ...before }) =>
                  value === "" ? before : { ...before, code: String(value) },
              })
            }
          >
            <Group gap="xs" role="group" aria-label={say("kinds")}>
              <Chip value="" size="sm">
                {say("all")} ({figure(total)})
              </Chip>
              {byCode(kinds.kinds).map((kind) => (
                <Chip
                  key={kind.code}
                  value={kind.code}
                  size="sm"
                  title={tell(kind.words)}
                  styles={{
                    root: { maxWidth: "100%" },
                    label: { height: "auto", maxWidth: "100%", whiteSpace: "normal" },
                  }}
                >
                  {shortened(tell(kind.words))} ({figure(kind.rows)})
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        )}
        {data !== undefined && rows.length === 0 && (
          <EmptyState text={say(isFiltered ? "noneOfRun" : "none")}>
            <ButtonLink to="/flows/$name" params={{ name }} variant="default">
              {say("toFlow")}
            </ButtonLink>
          </EmptyState>
        )}
        {rows.length > 0 && (
          <FailedRowTable
            rows={rows}
            fields={fields}
            chosen={chosen}
            {...(mayRun ? { onChoose: setChosen } : {})}
            onOpen={(id) => void navigate({ search: (before) => ({ ...before, row: id }) })}
          />
        )}
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            {hasNextPage && (
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {say("more")}
              </Button>
            )}
            {mayRun && picked.length > 0 && (
              <Button variant="default" loading={change.isPending} onClick={() => giveUp(picked)}>
                {say("discard", { count: picked.length, shown: figure(picked.length) })}
              </Button>
            )}
            {mayRun && rows.length > 0 && (
              <Text size="sm" c="dimmed">
                {say("sendText")}
              </Text>
            )}
          </Group>
          <Anchor size="sm" href={`/api/v1/flows/${name}/failed-rows.csv?spreadsheet=true`} download>
            {say("csv")}
          </Anchor>
        </Group>
      </Stack>
      {row !== undefined && (
        <FailedRowDrawer
          key={row}
          flow={name}
          id={row}
          onSend={(id) => send.mutate([id])}
          onGiveUp={(id) => giveUp([id])}
          onClose={() => void navigate({ search: ({ row: _, ...before }) => before })}
        />
      )}
    </>
  );

  /** The rows to send: those chosen, else those shown of a filter, else all that wait, shown or not. */
  function wanted(): readonly string[] | undefined {
    if (picked.length > 0) return picked;
    return isFiltered ? rows.map(({ id }) => id) : undefined;
  }
}

interface Kind {
  readonly code: string;
  readonly words: string;
  readonly rows: number;
}

/** The same code at several steps is one to choose. */
function byCode(kinds: readonly Kind[]): readonly Kind[] {
  return [...Map.groupBy(kinds, ({ code }) => code)].map(([code, same]) => ({
    code,
    words: same[0]?.words ?? code,
    rows: same.reduce((sum, { rows }) => sum + rows, 0),
  }));
}

const longestChip = 48;

function shortened(words: string): string {
  return words.length <= longestChip ? words : `${words.slice(0, longestChip - 1)}…`;
}
