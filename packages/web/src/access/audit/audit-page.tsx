/** The audit log: who changed what and when, newest first, with a filter; an entry opens beside the list. */
import { Box, Button, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { failureOf } from "../../api/failure.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { Moment } from "../../parts/moment.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Waiting } from "../../parts/waiting.tsx";
import type { AuditSearch } from "./audit-search.ts";
import { type AuditEntry, allEntries, entriesQuery } from "./entries.ts";
import { EntryDrawer } from "./entry-drawer.tsx";
import { Filter } from "./filter.tsx";
import { useAuditNames, useAuditWords } from "./words.ts";

export function AuditPage() {
  const say = useAuditWords();
  const search = useSearch({ from: "/settings/audit" });
  const navigate = useNavigate();
  const look = (next: AuditSearch) =>
    void navigate({ to: "/settings/audit", search: next, replace: true, resetScroll: false });
  // Not suspended: what was found before stays while the next is looked for, and with it the place where somebody types.
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(
    {
      ...entriesQuery(search),
      placeholderData: keepPreviousData,
    },
  );
  if (error !== null && data === undefined) throw error;
  const entries = data?.pages.flatMap((page) => page.entries);
  const open = entries?.find(({ number }) => number === search.entry);
  const save = useMutation({
    mutationFn: () => allEntries(search),
    onSuccess: (all) => saveFile("rostrum-audit.json", "application/json", JSON.stringify(all, undefined, 2)),
  });
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            {say("export")}
          </Button>
        }
      />
      <Stack>
        <Filter search={search} onChange={look} />
        {save.isError && <FailureNotice failure={failureOf(save.error)} />}
        {entries === undefined ? (
          <Waiting words={say("looking")} size="md" />
        ) : entries.length === 0 ? (
          <EmptyState text={say("none")} />
        ) : (
          <Box opacity={isPlaceholderData ? 0.5 : 1} aria-busy={isPlaceholderData}>
            <Entries entries={entries} onOpen={(entry) => look({ ...search, entry })} />
          </Box>
        )}
        {hasNextPage ? (
          <Button
            variant="default"
            w="fit-content"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {say("older")}
          </Button>
        ) : (
          !isPlaceholderData &&
          entries !== undefined &&
          entries.length > 0 && (
            <Text size="sm" c="dimmed" role="status">
              {say("all", { count: entries.length })}
            </Text>
          )
        )}
      </Stack>
      <EntryDrawer
        entry={open}
        onClose={() => {
          const { entry: _, ...rest } = search;
          look(rest);
        }}
        onLook={look}
      />
    </>
  );
}

interface EntriesProps {
  readonly entries: readonly AuditEntry[];
  readonly onOpen: (number: string) => void;
}

function Entries({ entries, onOpen }: EntriesProps) {
  const say = useAuditWords();
  const names = useAuditNames();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section aria-label={say("table")} tabIndex={0} style={{ overflowX: "auto" }}>
      <Table miw={640} verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("when")}</Table.Th>
            <Table.Th>{say("who")}</Table.Th>
            <Table.Th>{say("what")}</Table.Th>
            <Table.Th>{say("thing")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ number, at, actor, action, kind, id, after }) => (
            <Table.Tr key={number} onClick={() => onOpen(number)} style={{ cursor: "pointer" }}>
              <Table.Td style={{ whiteSpace: "nowrap" }}>
                <Moment at={at} />
              </Table.Td>
              <Table.Td>{names.actor(actor)}</Table.Td>
              <Table.Td>
                <UnstyledButton
                  fz="sm"
                  td="underline"
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpen(number);
                  }}
                >
                  {names.done(action)}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                {names.kind(kind)} <strong style={{ overflowWrap: "anywhere" }}>{id}</strong>{" "}
                {names.more(id, after)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
