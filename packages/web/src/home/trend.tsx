/**
 * Stacked areas over time, drawn by hand: the library of the other pages' charts is 100 kB, half as much again as
 * everything else that the first page loads. NOT for charts that people work with: it has no more than a shape, its
 * scale, and each point's figures when pointed at.
 */
import { Group, Stack, Text } from "@mantine/core";
import { figure } from "../language/moments.ts";

export interface TrendProps {
  /** In order of time, with the value of each series. */
  readonly points: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Their names, and colours as CSS takes them; the first lies at the bottom. */
  readonly series: readonly { readonly name: string; readonly color: string }[];
  /** Where the scale ends; by default at a round figure above the highest point. */
  readonly top?: number;
  /** In pixels. */
  readonly height: number;
}

export function Trend({ points, series, top: given, height }: TrendProps) {
  const sums = points.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const top = given ?? roundAbove(Math.max(1, ...sums));
  const x = (index: number) => (points.length < 2 ? 0 : (index / (points.length - 1)) * 100);
  const y = (value: number) => 100 - (value / top) * 100;
  // How much lies under each series, and with it.
  const edges = [0, ...series.map((_, place) => place + 1)].map((upTo) =>
    points.map(({ values }) => values.slice(0, upTo).reduce((sum, value) => sum + value, 0)),
  );
  const line = (edge: readonly number[]) => edge.map((value, index) => `${x(index)},${y(value)}`);
  return (
    <Stack gap={4}>
      <Group gap="xs" wrap="nowrap" align="stretch">
        <Stack justify="space-between" gap={0} ta="right" style={{ margin: "-9px 0" }}>
          {[top, top / 2, 0].map((value) => (
            <Text key={value} size="xs" c="dimmed">
              {figure(value)}
            </Text>
          ))}
        </Stack>
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          style={{ flex: 1, minWidth: 0, height, overflow: "visible" }}
          role="presentation"
        >
          {[0, 50, 100].map((at) => (
            <line
              key={at}
              x1={0}
              x2={100}
              y1={at}
              y2={at}
              stroke="var(--table-line)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map(({ name, color }, place) => {
            const [under = [], upper = []] = [edges[place], edges[place + 1]];
            return (
              <g key={name}>
                <polygon
                  points={[...line(upper), ...line(under).toReversed()].join(" ")}
                  fill={color}
                  opacity={0.3}
                />
                <polyline
                  points={line(upper).join(" ")}
                  fill="none"
                  stroke={color}
                  strokeWidth={2}
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            );
          })}
          {points.map(({ label, values }, index) => (
            <rect
              key={label}
              x={x(index - 0.5)}
              y={0}
              width={100 / Math.max(1, points.length - 1)}
              height={100}
              fill="transparent"
            >
              <title>
                {[label, ...series.map(({ name }, place) => `${name}: ${figure(values[place] ?? 0)}`)].join(
                  "\n",
                )}
              </title>
            </rect>
          ))}
        </svg>
      </Group>
      <Group justify="space-between" pl={40}>
        {[0, Math.floor((points.length - 1) / 2), points.length - 1].map((index) => (
          <Text key={index} size="xs" c="dimmed">
            {points[index]?.label}
          </Text>
        ))}
      </Group>
    </Stack>
  );
}

/** 1, 2, 4, 6, 8 times a power of ten: halves of these are round too. */
function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((times) => times * power >= value) ?? 10;
  return Math.max(2, step * power);
}
