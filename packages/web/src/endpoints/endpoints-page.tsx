/** Endpoints: how each is, what it is in a sentence, what uses it; added, changed and removed by form. */
import { Anchor, Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { agentsQuery } from "../api/agents.ts";
import { useMay } from "../api/session.ts";
import { connectionsQuery } from "../connections/connection.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import {
  type Endpoint,
  endpointsQuery,
  flowDefinitionsQuery,
  flowsThatUse,
  replicasIntoQuery,
} from "./endpoint.ts";
import { EndpointCard } from "./endpoint-card.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { fileKinds, hasFiles } from "./files.ts";
import { TablesDrawer } from "./tables-drawer.tsx";
import { useEndpointWords } from "./words.ts";

const route = getRouteApi("/endpoints");

export function EndpointsPage() {
  const say = useEndpointWords();
  const { data } = useSuspenseQuery(endpointsQuery);
  const { data: flows } = useQuery({ ...flowDefinitionsQuery, enabled: useMay("flows:read") });
  const { data: replicas } = useQuery({ ...replicasIntoQuery, enabled: useMay("replicas:read") });
  const { data: agents } = useQuery({ ...agentsQuery, enabled: useMay("agents:read") });
  const { of, table, add: adding } = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay("endpoints:write");
  const [editing, setEditing] = useState<Endpoint | "new" | undefined>(adding === "new" ? "new" : undefined);
  const { endpoints } = data;
  const add = mayWrite ? <Button onClick={() => setEditing("new")}>{say("add")}</Button> : undefined;
  return (
    <>
      <PageTitle title={say("title")} text={say("text")} action={endpoints.length === 0 ? undefined : add} />
      <Stack>
        {endpoints.length === 0 && <EmptyState text={say("none")}>{add}</EmptyState>}
        {endpoints.map((endpoint) => (
          <EndpointCard
            key={endpoint.name}
            endpoint={endpoint}
            mayWrite={mayWrite}
            usedBy={flowsThatUse(endpoint.name, flows?.flows ?? [])}
            replicas={(replicas?.replicas ?? [])
              .filter((replica) => replica.endpoint === endpoint.name)
              .map(({ name }) => name)}
            agents={agents?.agents ?? []}
            onChange={() => setEditing(endpoint)}
            onTables={() => void navigate({ search: { of: endpoint.name } })}
          />
        ))}
        <ByThemselves onTables={(name) => void navigate({ search: { of: name } })} />
        {agents?.agents.some((agent) => agent.endpoints.length > 0) && (
          <Paper withBorder p="md" component="section" aria-label={say("atAgents")}>
            <Title order={2} size="h4">
              {say("atAgents")}
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              {say("atAgentsText")}
            </Text>
            <List size="sm">
              {agents.agents.flatMap((agent) =>
                agent.endpoints.map(({ name, kind }) => (
                  <List.Item key={`${agent.name} ${name}`}>
                    {agent.name}: {name} ({kind})
                  </List.Item>
                )),
              )}
            </List>
          </Paper>
        )}
      </Stack>
      {editing !== undefined && (
        <EndpointForm
          {...(editing === "new" ? {} : { endpoint: editing })}
          taken={endpoints.map(({ name }) => name)}
          onClose={() => setEditing(undefined)}
        />
      )}
      {of !== undefined && (
        <TablesDrawer
          endpoint={of}
          ofFiles={hasFiles(of, endpoints.find(({ name }) => name === of)?.kind)}
          table={table}
          onTable={(chosen) =>
            void navigate({ search: chosen === undefined ? { of } : { of, table: chosen } })
          }
          onClose={() => void navigate({ search: {} })}
        />
      )}
    </>
  );
}

/** What need not be added. */
function ByThemselves({ onTables }: { readonly onTables: (name: string) => void }) {
  const say = useEndpointWords();
  const { data } = useQuery(connectionsQuery);
  const names = [...fileKinds, ...(data?.connections ?? []).map(({ alias }) => `goto:${alias}`)];
  return (
    <Paper withBorder p="md" component="section" aria-label={say("byItself")}>
      <Title order={2} size="h4">
        {say("byItself")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {say("byItselfText")}
      </Text>
      <Group gap="md">
        {names.map((name) => (
          <Anchor key={name} component="button" size="sm" onClick={() => onTables(name)}>
            {name}
          </Anchor>
        ))}
      </Group>
    </Paper>
  );
}
