/** Who is told when something goes wrong with a flow, what is wrong now, and what people were told. */

import { Button, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import { useMay } from "../../api/session.ts";
import { dayAndTime, figure, listed } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { HubWords } from "../../parts/hub-words.tsx";
import { AnchorLink } from "../../parts/links.tsx";
import type { Flow } from "../flow.ts";
import { AlertsForm } from "./alerts-form.tsx";
import { definitionOf } from "./definition.ts";
import { type Alerts, alertsQuery } from "./run.ts";
import { useFlowPageWords } from "./words.ts";

export function FlowAlerts({ flow }: { readonly flow: Flow }) {
  const say = useFlowPageWords();
  const mayWrite = useMay("flows:write");
  const [editing, { open, close }] = useDisclosure();
  const { alerts } = definitionOf(flow);
  const { data, error } = useQuery(alertsQuery(flow.name));
  return (
    <Paper withBorder p="md" component="section" aria-label={say("alerts")} h="100%">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say("alerts")}
        </Title>
        {alerts === undefined ? (
          <Text>{say("noAlerts")}</Text>
        ) : (
          <>
            <Text>
              {say("alertsTo", {
                receivers: listed(receiversOf(alerts, say)),
                hours: figure(alerts.every),
                late: figure(alerts.late),
              })}
            </Text>
            <Text size="sm" c="dimmed">
              {say("alertsText")}
            </Text>
          </>
        )}
        {error !== null && <FailureNotice failure={failureOf(error)} />}
        {data !== undefined && flow.keptRows === 0 && data.troubleSince === undefined && (
          <Text size="sm">{say("wellSince")}</Text>
        )}
        {data !== undefined && <Troubles flow={flow.name} alerts={data} />}
        {data !== undefined && data.messages.length > 0 && <Messages messages={data.messages} />}
        {mayWrite && (
          <Button variant="default" w="fit-content" onClick={open}>
            {alerts === undefined ? say("setAlerts") : say("change")}
          </Button>
        )}
      </Stack>
      {editing && <AlertsForm flow={flow} onClose={close} />}
    </Paper>
  );
}

function receiversOf(
  { email = [], webhook }: { readonly email?: readonly string[]; readonly webhook?: string },
  say: ReturnType<typeof useFlowPageWords>,
): readonly string[] {
  // The path of a webhook may be a secret.
  const host = webhook === undefined ? undefined : (URL.parse(webhook)?.host ?? "");
  return [...email, ...(host === undefined ? [] : [say("alertsWebhook", { host })])];
}

function Troubles({
  flow,
  alerts: { troubleSince, troubles },
}: {
  readonly flow: string;
  readonly alerts: Alerts;
}) {
  const say = useFlowPageWords();
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
            {run !== undefined && (
              <AnchorLink size="sm" to="/flows/$name/runs/$id" params={{ name: flow, id: run }}>
                {say("watch")}
              </AnchorLink>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Messages({ messages }: { readonly messages: Alerts["messages"] }) {
  const say = useFlowPageWords();
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
