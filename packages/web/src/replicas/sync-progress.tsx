/** A sync while it goes: how far it is as a whole, and each entity. */
import { Progress, Stack, Table, Text } from "@mantine/core";
import { useNames } from "../entities/names.ts";
import { figure, share as shareWords } from "../language/moments.ts";
import { TableFrame } from "../parts/table-frame.tsx";
import { type Sync, shareOf } from "./replica.ts";
import { useReplicaWords } from "./words.ts";

export interface SyncProgressProps {
  readonly sync: Sync;
  /** Each entity in a line of its own. */
  readonly withEntities?: boolean;
}

export function SyncProgress({ sync, withEntities = false }: SyncProgressProps) {
  const say = useReplicaWords();
  const names = useNames();
  const share = shareOf(sync);
  const { lines } = sync.progress;
  return (
    <Stack gap="sm">
      <Progress
        value={(share ?? 1) * 100}
        striped={share === undefined}
        animated={share === undefined}
        aria-label={say("progress")}
        size="lg"
      />
      {withEntities && lines.length > 0 && (
        <TableFrame minWidth={320} label={say("progress")}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say("entity")}</Table.Th>
                <Table.Th ta="right">{say("rows")}</Table.Th>
                <Table.Th ta="right">{say("share")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map(({ label, rows, share: part }) => (
                <Table.Tr key={label}>
                  <Table.Th fw={400}>{names.entity(label)}</Table.Th>
                  <Table.Td ta="right">{figure(rows)}</Table.Td>
                  <Table.Td ta="right">{part === undefined ? "" : shareWords(part)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      <Text size="sm" c="dimmed">
        {say("leave")}
      </Text>
    </Stack>
  );
}
