/** Bars that lie, each under its name: for names of any length, on any screen. NOT its title or figures (`Picture`). */
import { Box, Group, Stack, Text } from "@mantine/core";

/** Of bars and lines: to be seen on light and on dark. */
export const ink = "light-dark(var(--mantine-color-accent-8), var(--mantine-color-accent-4))";

export interface Bar {
  readonly name: string;
  /** In a few words, under the name. */
  readonly text?: string;
  /** As it is to be read. */
  readonly value: string;
  /** How long the bar is, 0 to 1. */
  readonly share: number;
}

export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <Stack gap="sm">
      {bars.map(({ name, text, value, share }) => (
        <div key={name}>
          <Group justify="space-between" wrap="nowrap" gap="md" align="flex-end">
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {name}
              {text !== undefined && (
                <Text span size="xs" c="dimmed">
                  {" "}
                  {text}
                </Text>
              )}
            </Text>
            <Text size="sm" style={{ whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}>
              {value}
            </Text>
          </Group>
          <Box h={12} mt={4} bg="light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))">
            <Box h="100%" w={`${Math.min(1, share) * 100}%`} bg={ink} />
          </Box>
        </div>
      ))}
    </Stack>
  );
}
