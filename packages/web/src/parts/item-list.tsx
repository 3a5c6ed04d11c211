/**
 * A short list of things, each with a name, a sentence and what can be done with it: reads well from 360 px up. NOT a
 * table: what has many columns or rows is one.
 */
import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./item-list.module.css";

export function ItemList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder component="ul" aria-label={label} className={styles.list}>
      {children}
    </Paper>
  );
}

export interface ItemProps {
  readonly name: ReactNode;
  /** Beside the name: a state, in words. */
  readonly badge?: ReactNode;
  /** Buttons, at the right. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function Item({ name, badge, actions, children }: ItemProps) {
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="xs" p="md">
        <Stack gap={4} flex="1 1 240px" miw={0}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: "anywhere" }}>
              {name}
            </Text>
            {badge}
          </Group>
          {children}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </li>
  );
}
