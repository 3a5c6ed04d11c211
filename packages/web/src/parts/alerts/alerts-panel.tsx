/** Who is told when something goes wrong with a flow or a replica, what is wrong now, and what people were told. */
import { Alert, Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import type { paths } from "../../api/schema.ts";
import { dayAndTime, figure, listed } from "../../language/moments.ts";
import { FailureNotice } from "../failure-notice.tsx";
import { HubWords } from "../hub-words.tsx";
import { AlertsForm } from "./alerts-form.tsx";
import type { AlertSettings } from "./settings.ts";
import { useHasMail } from "./try-out.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";
import { useAlertWords } from "./words.ts";

export type Alerts =
  paths["/api/v1/replicas/{name}/alerts"]["get"]["responses"][200]["content"]["application/json"];

export interface AlertsPanelProps {
  readonly settings: AlertSettings | undefined;
  /** How it fares; undefined while that is not known. */
  readonly alerts: Alerts | undefined;
  /** Why that is not known. */
  readonly error: Error | null;
  /** Whether something waits for people though nothing fails now. */
  readonly isWaiting?: boolean;
  /** To the run in which something went wrong. */
  readonly runLink?: ((run: string) => ReactNode) | undefined;
  readonly mayWrite: boolean;
  readonly isSaving: boolean;
  readonly saveError: Error | null;
  /** Keeps who is told; `done` is called when it is kept. */
  readonly onSave: (settings: AlertSettings | undefined, done: () => void) => void;
}

export function AlertsPanel(props: AlertsPanelProps) {
  const { settings, alerts, error, isWaiting = false, mayWrite, isSaving, saveError, onSave } = props;
  const say = useAlertWords();
  const hasMail = useHasMail();
  const [isEditing, setEditing] = useState(false);
  const close = () => setEditing(false);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("alerts")} h="100%">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say("alerts")}
        </Title>
        {settings === undefined ? (
          <Text>{say("noAlerts")}</Text>
        ) : (
          <>
            <Text>
              {say("alertsTo", {
                receivers: listed(receiversOf(settings, say)),
                hours: figure(settings.every),
                late: figure(settings.late),
              })}
            </Text>
            <Text size="sm" c="dimmed">
              {say("alertsText")}
            </Text>
          </>
        )}
        {settings?.email !== undefined && !hasMail && <Alert color="orange">{say("noMail")}</Alert>}
        {error !== null && <FailureNotice failure={failureOf(error)} />}
        {settings !== undefined &&
          alerts !== undefined &&
          !isWaiting &&
          alerts.troubleSince === undefined && <Text size="sm">{say("wellSince")}</Text>}
        {alerts !== undefined && <Troubles alerts={alerts} runLink={props.runLink} />}
        {alerts !== undefined && alerts.messages.length > 0 && <Messages messages={alerts.messages} />}
        {mayWrite && (
          <Group gap="xs">
            <Button variant="default" onClick={() => setEditing(true)}>
              {settings === undefined ? say("setAlerts") : say("change")}
            </Button>
            {settings?.webhook !== undefined && <WebhookSecret />}
          </Group>
        )}
      </Stack>
      {isEditing && (
        <AlertsForm
          alerts={settings}
          isSaving={isSaving}
          error={saveError}
          onSave={(next) => onSave(next, close)}
          onClose={close}
        />
      )}
    </Paper>
  );
}

function receiversOf(
  { email = [], webhook }: { readonly email?: readonly string[]; readonly webhook?: string },
  say: ReturnType<typeof useAlertWords>,
): readonly string[] {
  // The path of a webhook may be a secret.
  const host = webhook === undefined ? undefined : (URL.parse(webhook)?.host ?? "");
  return [...email, ...(host === undefined ? [] : [say("alertsWebhook", { host })])];
}

function Troubles({
  alerts: { troubleSince, troubles },
  runLink,
}: Pick<AlertsPanelProps, "runLink"> & { readonly alerts: Alerts }) {
  const say = useAlertWords();
  if (troubleSince === undefined) return null;
  return (
    <div>
      <Text size="sm">{say("troubleSince", { when: dayAndTime(new Date(troubleSince)) })}</Text>
      <List size="sm" spacing={4} mt={4}>
        {troubles.map(({ kind, words, remedy, times, firstAt, lastAt, run }) => (
          <List.Item key={`${kind} ${words}`}>
            <HubWords>{[words, remedy].filter(Boolean).join(" ")}</HubWords>{" "}
            <Text span c="dimmed" size="sm">
              {say("troubleTimes", { count: times, shown: figure(times) })},{" "}
              {say("troubleSpan", {
                first: dayAndTime(new Date(firstAt)),
                last: dayAndTime(new Date(lastAt)),
              })}
            </Text>{" "}
            {run !== undefined && runLink?.(run)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Messages({ messages }: { readonly messages: Alerts["messages"] }) {
  const say = useAlertWords();
  const tell = useTellAsText();
  return (
    <div>
      <Text size="sm" fw={600}>
        {say("messages")}
      </Text>
      <List size="sm" spacing={4} mt={4}>
        {messages.slice(0, 5).map(({ id, subject, receiver, state, tries, createdAt, lastError }) => (
          <List.Item key={id}>
            {dayAndTime(new Date(createdAt))} · {receiver} ·{" "}
            {/* As it stands in the mail, which is English. */}
            <span lang="en">{subject}</span> ·{" "}
            {say(`message_${state}`, { count: tries, why: tell(lastError ?? "") })}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
