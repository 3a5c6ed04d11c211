/** The title line of a page: what it is, and its one main action at the right. */
import { Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

export interface PageTitleProps {
  readonly title: string;
  /** One sentence under it. */
  readonly text?: string;
  readonly action?: ReactNode;
}

export function PageTitle({ title, text, action }: PageTitleProps) {
  useEffect(() => {
    document.title = `${title} · Rostrum`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
      <Stack gap={4} flex="1 1 280px" maw={720}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {text !== undefined && <Text c="dimmed">{text}</Text>}
      </Stack>
      {action}
    </Group>
  );
}
