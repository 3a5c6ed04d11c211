/** What stands where there is nothing yet: one sentence, one button, and perhaps one link. */
import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function EmptyState({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Stack align="flex-start" gap="md" maw={560}>
        <Text>{text}</Text>
        {children}
      </Stack>
    </Paper>
  );
}
