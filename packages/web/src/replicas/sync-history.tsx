/** The syncs of a replica, latest first. */
import { Badge, Paper, Table, Text, Title } from "@mantine/core";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { failureOf } from "../api/failure.ts";
import { duration, figure } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import { Moment } from "../parts/moment.tsx";
import { TableFrame } from "../parts/table-frame.tsx";
import { type Sync, sumOf, syncsQuery } from "./replica.ts";
import { useReplicaWords } from "./words.ts";

const looks = {
  waiting: { color: "gray", icon: IconCircleDashed },
  running: { color: "blue", icon: IconPlayerPlay },
  stopped: { color: "orange", icon: IconPlayerPause },
  done: { color: "green", icon: IconCircleCheck },
  failed: { color: "red", icon: IconCircleX },
} as const;

export function SyncHistory({ name, isSyncing }: { readonly name: string; readonly isSyncing: boolean }) {
  const say = useReplicaWords();
  const { data, error } = useQuery({ ...syncsQuery(name, isSyncing), placeholderData: keepPreviousData });
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {say("history")}
      </Title>
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      {data?.syncs.length === 0 && <Text>{say("noSyncs")}</Text>}
      {data !== undefined && data.syncs.length > 0 && (
        <TableFrame minWidth={720} maxHeight={480} label={say("history")}>
          <Table stickyHeader verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say("when")}</Table.Th>
                <Table.Th>{say("outcome")}</Table.Th>
                <Table.Th>{say("reason")}</Table.Th>
                {(["new", "changed", "gone", "calls", "duration"] as const).map((column) => (
                  <Table.Th key={column} ta="right">
                    {say(column)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.syncs.map((sync) => (
                <SyncRow key={sync.id} sync={sync} />
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
    </Paper>
  );
}

function SyncRow({ sync }: { readonly sync: Sync }) {
  const say = useReplicaWords();
  const { state, requestedAt, reason, complete, progress, seconds, error } = sync;
  const sum = sumOf(sync);
  const { color, icon: Icon } = looks[state];
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        <Moment at={requestedAt} />
      </Table.Td>
      <Table.Td>
        <Badge
          variant="default"
          tt="none"
          miw="max-content"
          leftSection={<Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
        >
          {say(`state_${state}`)}
        </Badge>{" "}
        {complete && (
          <Text span size="sm" c="dimmed">
            {say("complete_yes")}
          </Text>
        )}
        {error !== null && (
          <Text size="sm">
            <HubWords>{`${error.message} ${error.remedy}`}</HubWords>
          </Text>
        )}
      </Table.Td>
      <Table.Td>{say(`reason_${reason}`)}</Table.Td>
      <Table.Td ta="right">{figure(sum.new)}</Table.Td>
      <Table.Td ta="right">{figure(sum.changed)}</Table.Td>
      <Table.Td ta="right">{figure(sum.gone)}</Table.Td>
      <Table.Td ta="right">{figure(progress.calls)}</Table.Td>
      <Table.Td ta="right">{duration(seconds)}</Table.Td>
    </Table.Tr>
  );
}
