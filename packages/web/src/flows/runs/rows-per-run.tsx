/** Rows of each run as a picture. Apart, since charts are large. */
import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { dayAndTime, figure } from "../../language/moments.ts";
import { Picture } from "../../parts/picture.tsx";
import { type Run, takenOf } from "./run.ts";
import { useFlowPageWords } from "./words.ts";

const mostBars = 30;

export default function RowsPerRun({ runs }: { readonly runs: readonly Run[] }) {
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
        // Hidden from who cannot see it, so nothing in it may take the focus.
        barChartProps={{ accessibilityLayer: false }}
        maxBarWidth={40}
        xAxisProps={{ tick: false, height: 8 }}
        yAxisProps={{ allowDecimals: false }}
      />
    </Picture>
  );
}
