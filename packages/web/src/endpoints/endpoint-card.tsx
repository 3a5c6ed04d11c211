/** One endpoint: how it is, what it is, what uses it, how it looks from agents; test, change, remove. */
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { agentsQuery } from "../api/agents.ts";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import { useMay } from "../api/session.ts";
import { fromNow, listed } from "../language/moments.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import { type Agent, type Endpoint, endpointsQuery, endpointTestQuery, sentenceOf } from "./endpoint.ts";
import { useEndpointWords } from "./words.ts";

export interface EndpointCardProps {
  readonly endpoint: Endpoint;
  readonly mayWrite: boolean;
  /** Names of flows. */
  readonly usedBy: readonly string[];
  /** Names of replicas that are copied into it. */
  readonly replicas: readonly string[];
  readonly agents: readonly Agent[];
  readonly onChange: () => void;
  readonly onTables: () => void;
}

export function EndpointCard({
  endpoint,
  mayWrite,
  usedBy,
  replicas,
  agents,
  onChange,
  onTables,
}: EndpointCardProps) {
  const say = useEndpointWords();
  const { name, settings, hasSecret } = endpoint;
  const test = useQuery({ ...endpointTestQuery(endpoint), enabled: mayWrite });
  const [removing, removal] = useDisclosure();
  const facts = [
    sentenceOf(settings, say),
    hasSecret ? say("hasSecret") : undefined,
    usedBy.length + replicas.length === 0 ? say("usedByNothing") : undefined,
    usedBy.length === 0 ? undefined : say("usedBy", { flows: listed(usedBy) }),
    replicas.length === 0 ? undefined : say("usedByReplicas", { replicas: listed(replicas) }),
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} size="h4">
              {name}
            </Title>
            {mayWrite && <Health works={test.data?.works ?? (test.isError ? false : undefined)} />}
          </Group>
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={onTables}>
              {say("tables")}
            </Button>
            {mayWrite && (
              <>
                <Button
                  variant="default"
                  size="xs"
                  loading={test.isFetching}
                  onClick={() => void test.refetch()}
                >
                  {say("test")}
                </Button>
                <Button variant="default" size="xs" onClick={onChange}>
                  {say("change")}
                </Button>
                <Button variant="subtle" color="red" size="xs" onClick={removal.open}>
                  {say("remove")}
                </Button>
              </>
            )}
          </Group>
        </Group>
        <Text>{facts.filter(Boolean).join(" ")}</Text>
        <div aria-live="polite">
          {test.data !== undefined && (
            <Text size="sm" {...(test.data.works ? { c: "dimmed" } : {})}>
              <HubWords>
                {[test.data.message, test.data.meaning, test.data.remedy].filter(Boolean).join(" ")}
              </HubWords>
            </Text>
          )}
          {test.isError && <FailureNotice failure={failureOf(test.error)} />}
        </div>
        {agents.map((agent) => (
          <FromAgent key={agent.name} agent={agent} endpoint={name} />
        ))}
      </Stack>
      {removing && <Removal name={name} usedBy={usedBy} replicas={replicas} onClose={removal.close} />}
    </Paper>
  );
}

function Health({ works }: { readonly works: boolean | undefined }) {
  const say = useEndpointWords();
  const [word, color, Icon] =
    works === undefined
      ? ([say("asking"), "gray", IconCircleDashed] as const)
      : works
        ? ([say("works"), "green", IconCircleCheck] as const)
        : ([say("worksNot"), "red", IconCircleX] as const);
  return (
    <Badge
      variant="default"
      tt="none"
      miw="max-content"
      leftSection={<Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
    >
      {word}
    </Badge>
  );
}

/** How an endpoint of the hub's looks from an agent whose flows use it. */
function FromAgent({ agent, endpoint }: { readonly agent: Agent; readonly endpoint: string }) {
  const say = useEndpointWords();
  const mayTest = useMay("agents:write");
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      told(
        api.POST("/api/v1/agents/{name}/tests", {
          params: { path: { name: agent.name } },
          body: { endpoint },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: agentsQuery.queryKey }),
  });
  const tell = useTellAsText();
  const test = agent.tests.find((one) => one.endpoint === endpoint);
  if (test === undefined) return null;
  const { works, testedAt, message = "", remedy = "" } = test;
  const words =
    works === undefined || testedAt === undefined
      ? say("agentUntested")
      : works
        ? say("agentWorks", { when: fromNow(new Date(testedAt), new Date()) })
        : say("agentWorksNot", { words: tell(`${message} ${remedy}`.trim()) });
  return (
    <>
      <Group gap="xs">
        <Text size="sm">
          {say("fromAgent", { agent: agent.name })}: {words}
        </Text>
        {mayTest && (
          <Button
            variant="default"
            size="compact-xs"
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            {say("testFromThere")}
          </Button>
        )}
      </Group>
      {again.isError && <FailureNotice failure={failureOf(again.error)} />}
    </>
  );
}

interface RemovalProps {
  readonly name: string;
  readonly usedBy: readonly string[];
  readonly replicas: readonly string[];
  readonly onClose: () => void;
}

function Removal({ name, usedBy, replicas, onClose }: RemovalProps) {
  const say = useEndpointWords();
  const queries = useQueryClient();
  const removal = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/endpoints/{name}", { params: { path: { name } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({
        message: say("removed", { name }),
      });
      await queries.invalidateQueries({ queryKey: endpointsQuery.queryKey });
    },
  });
  return (
    <Confirmation
      title={say("removeTitle", { name })}
      action={say("remove")}
      change={removal}
      onClose={onClose}
    >
      <Text>{say("removeText")}</Text>
      {usedBy.length > 0 && <Text fw={600}>{say("removeUsed", { flows: listed(usedBy) })}</Text>}
      {replicas.length > 0 && <Text fw={600}>{say("removeReplicas", { replicas: listed(replicas) })}</Text>}
    </Confirmation>
  );
}
