/** One flow in the list: from where to where, when it runs, how it went, what waits; on or off, run, change. */
import { Anchor, Badge, Button, Group, Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { useMay } from "../api/session.ts";
import { type Names, useNames } from "../entities/names.ts";
import { fromNow } from "../language/moments.ts";
import type { Say } from "../language/words.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { type Definition, type Flow, flowKeys, isFile, isGoTo, type Place, tableOf } from "./flow.ts";
import { RemoveFlow } from "./remove-flow.tsx";
import { RunQuestion } from "./runs/run-now.tsx";
import { useFlowWords } from "./words.ts";

type FlowSay = ReturnType<typeof useFlowWords>;

export function FlowCard({ flow, mayWrite }: { readonly flow: Flow; readonly mayWrite: boolean }) {
  const say = useFlowWords();
  const names = useNames();
  const queries = useQueryClient();
  const mayRun = useMay("flows:run");
  const { name, description, enabled, keptRows } = flow;
  const path = { name };
  const [asking, ask] = useDisclosure();
  const turn = useMutation({
    mutationFn: (on: boolean) =>
      told(api.PUT("/api/v1/flows/{name}/enabled", { params: { path }, body: { enabled: on } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: flowKeys.all }),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} maw={720}>
          <Group gap="xs">
            <Title order={2} size="h4">
              <Anchor inherit renderRoot={(props) => <Link {...props} to="/flows/$name" params={path} />}>
                {name}
              </Anchor>
            </Title>
            {keptRows > 0 && (
              <Badge variant="light" color="orange" tt="none">
                {say("kept", { count: keptRows })}
              </Badge>
            )}
          </Group>
          {description !== undefined && <Text size="sm">{description}</Text>}
          <Text size="sm" c="dimmed">
            {sentenceOf(flow, say, names, new Date())}
          </Text>
        </Stack>
        <Group gap="sm">
          {mayWrite && (
            <Switch
              aria-label={say("on", { name })}
              checked={enabled}
              disabled={turn.isPending}
              onChange={({ currentTarget }) => turn.mutate(currentTarget.checked)}
            />
          )}
          {mayWrite && (
            <Button
              variant="default"
              size="xs"
              renderRoot={(props) => <Link {...props} to="/flows/$name/edit" params={path} />}
              aria-label={say("changeNamed", { name })}
            >
              {say("change")}
            </Button>
          )}
          {mayRun && enabled && (
            <Button size="xs" variant="default" aria-label={say("runNamed", { name })} onClick={ask.open}>
              {say("run")}
            </Button>
          )}
          {mayWrite && <RemoveFlow flow={flow} />}
        </Group>
      </Group>
      {asking && <RunQuestion flow={flow} onClose={ask.close} />}
      {turn.isError && <FailureNotice failure={failureOf(turn.error)} />}
    </Paper>
  );
}

/** From where to where, when it runs next, how it went. */
function sentenceOf(flow: Flow, say: FlowSay, names: Names, now: Date): string {
  const { source, target, schedule } = flow.definition as Definition;
  const from = placeName(source, say, names);
  const way =
    target === undefined
      ? say("fromOnly", { from })
      : say("fromTo", { from, to: placeName(target, say, names) });
  return [way, nextOf(flow, schedule, say, now), lastOf(flow, say, now)].join(" ");
}

function placeName(place: Place | undefined, say: Say<"ofGoTo" | "ofEndpoint">, names: Names): string {
  const [table, endpoint] = [tableOf(place), place?.endpoint ?? ""];
  if (isGoTo(endpoint)) return say("ofGoTo", { table: names.entity(table) });
  return isFile(endpoint) ? table : say("ofEndpoint", { table, endpoint });
}

function nextOf({ enabled, scheduled, nextRunAt }: Flow, schedule: unknown, say: FlowSay, now: Date): string {
  if (!enabled) return say("isOff");
  if (schedule === undefined) return say("notScheduled");
  if (!scheduled) return say("scheduleOff");
  const { after } = schedule as { readonly after?: string };
  if (after !== undefined) return say("after", { flow: after });
  return nextRunAt === undefined
    ? say("notScheduled")
    : say("nextRun", { when: fromNow(new Date(nextRunAt), now) });
}

function lastOf({ lastRun }: Flow, say: FlowSay, now: Date): string {
  if (lastRun === undefined) return say("never");
  const when = fromNow(new Date(lastRun.requestedAt), now);
  const { state, failed } = lastRun;
  return state === "done" && failed > 0
    ? say("last_rows", { when, count: failed })
    : say(`last_${state}`, { when });
}
