/** One connection: its name, its health, what uses it; test, authenticate again, remove. */
import { Alert, Badge, Button, Group, Modal, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import { figure, fromNow } from "../language/moments.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { AgentTests } from "./agent-tests.tsx";
import { type Connection, connectionsQuery, endsSoon, healthOf, usesOf } from "./connection.ts";
import { Consent } from "./consent.tsx";
import { RenameConnection } from "./rename-connection.tsx";
import { useConnectionWords } from "./words.ts";

const looks = {
  working: { color: "green", icon: IconCircleCheck },
  unfinished: { color: "gray", icon: IconCircleDashed },
  failing: { color: "orange", icon: IconAlertTriangle },
  dead: { color: "red", icon: IconCircleX },
} as const;

export function ConnectionCard({
  connection,
  mayWrite,
}: {
  readonly connection: Connection;
  readonly mayWrite: boolean;
}) {
  const say = useConnectionWords();
  const tell = useTellAsText();
  const now = new Date();
  const { name, alias, state, oauthClient, usedBy, consentEndsAt } = connection;
  const { color, icon: Icon } = looks[state];
  const [consenting, consent] = useDisclosure();
  const [removing, removal] = useDisclosure();
  const [isRenaming, renaming] = useDisclosure();
  const [asked, setAsked] = useState(0);
  const test = useMutation({
    onMutate: () => setAsked((times) => times + 1),
    mutationFn: () => told(api.POST("/api/v1/connections/{alias}/test", { params: { path: { alias } } })),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} size="h4">
              {name}
            </Title>
            <Badge
              variant="default"
              tt="none"
              leftSection={<Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
            >
              {say(`state_${state}`)}
            </Badge>
          </Group>
          {mayWrite && (
            <Group gap="xs">
              <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate()}>
                {say("test")}
              </Button>
              <Button variant="default" size="xs" onClick={renaming.open}>
                {say("rename")}
              </Button>
              <Button variant={state === "working" ? "default" : "filled"} size="xs" onClick={consent.open}>
                {state === "unfinished" ? say("finish") : say("authenticate")}
              </Button>
              <Button variant="subtle" color="red" size="xs" onClick={removal.open}>
                {say("remove")}
              </Button>
            </Group>
          )}
        </Group>
        <Text>{healthOf(connection, say, tell, now)}</Text>
        {endsSoon(connection, now) && state === "working" && consentEndsAt !== null && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
            {say("soon", { left: fromNow(new Date(consentEndsAt), now) })}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {say("alias")}: {alias} · {say("client")}: {oauthClient} ·{" "}
          {usedBy.length === 0 ? say("usedByNothing") : `${say("usedBy")}: ${usesOf(usedBy, say)}`}
        </Text>
        <div aria-live="polite">
          {test.isSuccess && (
            <Alert color="green" withCloseButton onClose={test.reset} closeButtonLabel={say("close")}>
              {say("worksNow", {
                count: figure(test.data.webinars),
                ms: figure(Math.round(test.data.answeredInMs)),
              })}
            </Alert>
          )}
          {test.isError && <FailureNotice failure={failureOf(test.error)} />}
          <AgentTests alias={alias} asked={asked} />
        </div>
      </Stack>
      <Modal
        opened={consenting}
        onClose={consent.close}
        title={say("authenticate")}
        closeButtonProps={{ "aria-label": say("close") }}
      >
        <Consent alias={alias} name={name} onClose={consent.close} />
      </Modal>
      {isRenaming && <RenameConnection connection={connection} onClose={renaming.close} />}
      {removing && <Removal connection={connection} onClose={removal.close} />}
    </Paper>
  );
}

function Removal({
  connection: { name, alias, usedBy },
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useConnectionWords();
  const queries = useQueryClient();
  const removal = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/connections/{alias}", { params: { path: { alias } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("removed", { name }) });
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
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
      {usedBy.length > 0 && <Text fw={600}>{say("removeUsed", { uses: usesOf(usedBy, say) })}</Text>}
    </Confirmation>
  );
}
