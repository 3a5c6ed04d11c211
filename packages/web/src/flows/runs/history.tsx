/** The runs of a flow: rows per run as a picture, and each run in a table that leads to it. */
import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { Anchor, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { dayAndTime, duration, figure } from "../../language/moments.ts";
import { Moment } from "../../parts/moment.tsx";
import { Picture } from "../../parts/picture.tsx";
import { type Run, runsQuery, takenOf } from "./run.ts";
import { RunState } from "./run-state.tsx";
import { useFlowPageWords } from "./words.ts";

const mostBars = 30;

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
          <RowsPerRun runs={runs} />
          <RunTable runs={runs} />
          <Text size="sm" c="dimmed">
            {say("kept", { days: figure(keepDays) })}
          </Text>
        </Stack>
      )}
    </Paper>
  );
}

function RowsPerRun({ runs }: { readonly runs: readonly Run[] }) {
  const say = useFlowPageWords();
  const shown = runs.slice(0, mostBars).toReversed();
  const bars = shown.map(({ requestedAt, counts }) => ({
    when: dayAndTime(new Date(requestedAt)),
    [say("written")]: takenOf(counts) - counts.unchanged,
    [say("unchanged")]: counts.unchanged,
    [say("failed")]: counts.failed,
  }));
  const sum = (of: (run: Run) => number) => figure(shown.reduce((total, run) => total + of(run), 0));
  const figures = {
    written: sum(({ counts }) => takenOf(counts)),
    failed: sum(({ counts }) => counts.failed),
  };
  return (
    <Picture
      title={say("chartTitle")}
      text={
        shown.length === 1
          ? say("chartTextOne", figures)
          : say("chartText", { ...figures, runs: figure(shown.length) })
      }
      columns={[say("when"), say("written"), say("unchanged"), say("failed")]}
      rows={shown.map(({ requestedAt, counts }) => [
        dayAndTime(new Date(requestedAt)),
        figure(takenOf(counts) - counts.unchanged),
        figure(counts.unchanged),
        figure(counts.failed),
      ])}
    >
      <BarChart
        h={180}
        data={bars}
        dataKey="when"
        type="stacked"
        withLegend
        series={[
          { name: say("written"), color: "accent.7" },
          { name: say("unchanged"), color: "gray.5" },
          { name: say("failed"), color: "red.7" },
        ]}
        valueFormatter={figure}
        maxBarWidth={40}
        xAxisProps={{ tick: false, height: 8 }}
        yAxisProps={{ allowDecimals: false }}
      />
    </Picture>
  );
}

function RunTable({ runs }: { readonly runs: readonly Run[] }) {
  const say = useFlowPageWords();
  return (
    <Table.ScrollContainer minWidth={720} mah={480} tabIndex={0} aria-label={say("history")}>
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
                <Anchor
                  component={Link}
                  to={`/flows/${flow}/runs/${id}`}
                  size="sm"
                  style={{ whiteSpace: "nowrap" }}
                >
                  <Moment at={requestedAt} />
                </Anchor>
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
    </Table.ScrollContainer>
  );
}
