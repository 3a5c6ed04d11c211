/** One replica: how it is, a sync live, what the last one found, all its syncs; changed and removed. */
import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { useNames } from "../entities/names.ts";
import { figure } from "../language/moments.ts";
import { HubWords } from "../parts/hub-words.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { TableFrame } from "../parts/table-frame.tsx";
import { type Replica, replicaQuery, type Sync } from "./replica.ts";
import { ReplicaAlerts } from "./replica-alerts.tsx";
import { ReplicaForm } from "./replica-form.tsx";
import { ReplicaRemoval } from "./replica-removal.tsx";
import { ReplicaSentences } from "./replica-sentences.tsx";
import { SyncButtons } from "./sync-buttons.tsx";
import { SyncHistory } from "./sync-history.tsx";
import { SyncProgress } from "./sync-progress.tsx";
import { useReplicaWords } from "./words.ts";

const route = getRouteApi("/replicas/$name");

export function ReplicaPage() {
  const say = useReplicaWords();
  const { name } = route.useParams();
  const { data: replica } = useSuspenseQuery(replicaQuery(name));
  const mayWrite = useMay("replicas:write");
  const [changing, change] = useDisclosure();
  const [removing, removal] = useDisclosure();
  const { syncing, lastSync } = replica;
  return (
    <>
      <AnchorLink to="/replicas" size="sm">
        ← {say("back")}
      </AnchorLink>
      <PageTitle
        title={name}
        action={
          mayWrite ? (
            <Group gap="xs">
              <Button variant="subtle" color="red" onClick={removal.open}>
                {say("remove")}
              </Button>
              <Button variant="default" onClick={change.open}>
                {say("change")}
              </Button>
              <SyncButtons replica={replica} withComplete />
            </Group>
          ) : undefined
        }
      />
      <Stack>
        <Paper withBorder p="md" component="section" aria-label={name}>
          <Stack gap="sm">
            <ReplicaSentences replica={replica} />
            {syncing !== null && <SyncProgress sync={syncing} withEntities />}
          </Stack>
        </Paper>
        <Copied replica={replica} />
        {lastSync !== null && Object.keys(lastSync.counts).length > 0 && <Found sync={lastSync} />}
        <ReplicaAlerts replica={replica} />
        <SyncHistory name={name} isSyncing={syncing !== null} />
      </Stack>
      {changing && <ReplicaForm replica={replica} onClose={change.close} />}
      {removing && <ReplicaRemoval replica={replica} onClose={removal.close} />}
    </>
  );
}

function Copied({ replica: { entities } }: { readonly replica: Replica }) {
  const say = useReplicaWords();
  const names = useNames();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {say("what")}
      </Title>
      <Group gap="xs">
        {entities.map((entity) => (
          <Badge key={entity} variant="default" tt="none" size="lg" fw={400}>
            {names.entity(entity)}
          </Badge>
        ))}
      </Group>
    </Paper>
  );
}

const found = ["new", "changed", "gone", "same"] as const;

function Found({ sync: { counts, progress } }: { readonly sync: Sync }) {
  const say = useReplicaWords();
  const names = useNames();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {say("lastTitle")}
      </Title>
      {progress.remarks?.map((remark) => (
        <Text key={remark} size="sm" mb="xs">
          <HubWords>{remark}</HubWords>
        </Text>
      ))}
      <TableFrame minWidth={400} maxHeight={400} label={say("lastTitle")}>
        <Table stickyHeader verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("entity")}</Table.Th>
              {found.map((what) => (
                <Table.Th key={what} ta="right">
                  {say(what)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(counts).map(([entity, count]) => (
              <Table.Tr key={entity}>
                <Table.Th fw={400}>{names.entity(entity)}</Table.Th>
                {found.map((what) => (
                  <Table.Td key={what} ta="right">
                    {figure(count[what])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </Paper>
  );
}
