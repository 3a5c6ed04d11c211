/** The runs of a flow: rows per run as a picture, and each run in a table that leads to it. */
import { Anchor, Group, Paper, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { duration, figure } from "../../language/moments.ts";
import { AnchorLink } from "../../parts/links.tsx";
import { Moment } from "../../parts/moment.tsx";
import { TableFrame } from "../../parts/table-frame.tsx";
import { type Run, runsQuery, takenOf } from "./run.ts";
import { RunState } from "./run-state.tsx";
import { useFlowPageWords } from "./words.ts";

// Charts are the largest part by far: the table does not wait for them.
const RowsPerRun = lazy(() => import("./rows-per-run.tsx"));

export function History({ flow, keepDays }: { readonly flow: string; readonly keepDays: number }) {
  const say = useFlowPageWords();
  const { data } = useSuspenseQuery(runsQuery(flow));
  const { runs } = data;
  return (
    <Paper withBorder p="md" component="section" aria-label={say("history")}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {say("history")}
        </Title>
        {runs.length > 0 && (
          <Anchor size="sm" href={`/api/v1/flows/${flow}/runs.csv?spreadsheet=true`} download>
            {say("csv")}
          </Anchor>
        )}
      </Group>
      {runs.length === 0 ? (
        <Text>{say("noRuns")}</Text>
      ) : (
        <Stack gap="lg">
          <Suspense fallback={<Skeleton h={280} />}>
            <RowsPerRun runs={runs} />
          </Suspense>
          <RunTable runs={runs} />
          <Text size="sm" c="dimmed">
            {say("kept", { days: figure(keepDays) })}
          </Text>
        </Stack>
      )}
    </Paper>
  );
}

function RunTable({ runs }: { readonly runs: readonly Run[] }) {
  const say = useFlowPageWords();
  return (
    <TableFrame minWidth={720} maxHeight={480} label={say("history")}>
      <Table stickyHeader highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("when")}</Table.Th>
            <Table.Th>{say("outcome")}</Table.Th>
            <Table.Th>{say("kind")}</Table.Th>
            {(["read", "written", "unchanged", "failed", "duration", "calls"] as const).map((column) => (
              <Table.Th key={column} ta="right">
                {say(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map(({ id, flow, state, kind, reason, requestedAt, counts, seconds }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <AnchorLink
                  to="/flows/$name/runs/$id"
                  params={{ name: flow, id }}
                  size="sm"
                  style={{ whiteSpace: "nowrap" }}
                >
                  <Moment at={requestedAt} />
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                <RunState state={state} failed={counts.failed} />
              </Table.Td>
              <Table.Td>{say(kind === "reprocess" ? "kind_again" : `kind_${reason}`)}</Table.Td>
              <Table.Td ta="right">{figure(counts.read)}</Table.Td>
              <Table.Td ta="right">{figure(takenOf(counts) - counts.unchanged)}</Table.Td>
              <Table.Td ta="right">{figure(counts.unchanged)}</Table.Td>
              <Table.Td ta="right" fw={counts.failed > 0 ? 600 : undefined}>
                {figure(counts.failed)}
              </Table.Td>
              <Table.Td ta="right">{duration(seconds)}</Table.Td>
              <Table.Td ta="right">{figure(counts.calls)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  );
}
