/** A filled line over time, as the pictures of a webinar show it. NOT its title, sentence or figures (`Picture`). */
import "@mantine/charts/styles.css";
import { AreaChart } from "@mantine/charts";
import { figure } from "../language/moments.ts";
import { ink } from "./bars.tsx";

export interface AreaProps {
  /** What the line counts. */
  readonly name: string;
  readonly points: readonly { readonly at: string; readonly value: number }[];
  /** Steps for what stays the same between two points, a line for what grows. */
  readonly shape: "stepAfter" | "linear";
}

export function Area({ name, points, shape }: AreaProps) {
  return (
    <AreaChart
      h={240}
      data={points.map(({ at, value }) => ({ at, value }))}
      dataKey="at"
      series={[{ name: "value", label: name, color: ink }]}
      curveType={shape}
      withDots={points.length === 1}
      valueFormatter={figure}
      // Its figures are read out as a table; what cannot be seen must not take the focus either.
      accessibilityLayer={false}
      xAxisProps={{ minTickGap: 40, interval: "equidistantPreserveStart" }}
      yAxisProps={{ allowDecimals: false, width: 44 }}
      // Room for the first and the last figure of the scales, which else are moved inside.
      areaChartProps={{ margin: { top: 12, right: 16, bottom: 0, left: 0 } }}
      areaProps={{ isAnimationActive: false }}
    />
  );
}
