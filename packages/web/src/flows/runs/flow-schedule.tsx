/** When a flow runs by itself: in words, with the next time, a switch, and the form that changes it. */

import { Button, Group, Modal, Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { useMay } from "../../api/session.ts";
import { dayAndTime, fromNow } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { FormFoot } from "../../parts/form-foot.tsx";
import { scheduleInWords } from "../../parts/schedule/in-words.ts";
import { emptyPlan, planOf, scheduleOf } from "../../parts/schedule/schedule.ts";
import { readersZone, ScheduleEditor } from "../../parts/schedule/schedule-editor.tsx";
import { useScheduleWords } from "../../parts/schedule/words.ts";
import { type Flow, flowKeys, flowsQuery } from "../flow.ts";
import { useChangedDefinition } from "./change-definition.ts";
import { definitionOf } from "./definition.ts";
import { useFlowPageWords } from "./words.ts";

export function FlowScheduleSection({ flow }: { readonly flow: Flow }) {
  const say = useFlowPageWords();
  const saySchedule = useScheduleWords();
  const mayWrite = useMay("flows:write");
  const [editing, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  const { name, enabled, scheduled, nextRunAt } = flow;
  const { schedule } = definitionOf(flow);
  const change = useMutation({
    mutationFn: async (wish: { readonly enabled?: boolean; readonly on?: boolean }) => {
      const params = { path: { name } };
      if (wish.enabled !== undefined)
        await told(api.PUT("/api/v1/flows/{name}/enabled", { params, body: { enabled: wish.enabled } }));
      if (wish.on !== undefined)
        await told(api.PUT("/api/v1/flows/{name}/schedule", { params, body: { on: wish.on } }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: flowKeys.all }),
  });
  const sentences = [
    schedule === undefined ? say("noSchedule") : `${scheduleInWords(schedule, saySchedule)}.`,
    enabled ? undefined : say("disabledText"),
    schedule !== undefined && enabled && !scheduled ? say("scheduleOff") : undefined,
    schedule !== undefined && enabled && scheduled && !("after" in schedule)
      ? nextWords(nextRunAt, say)
      : undefined,
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label={say("schedule")} h="100%">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say("schedule")}
        </Title>
        <Text>{sentences.filter(Boolean).join(" ")}</Text>
        {mayWrite && (
          <>
            <Group gap="lg">
              <Switch
                label={say("enabled")}
                checked={enabled}
                disabled={change.isPending}
                onChange={({ currentTarget }) => change.mutate({ enabled: currentTarget.checked })}
              />
              {schedule !== undefined && (
                <Switch
                  label={say("scheduled")}
                  checked={scheduled}
                  disabled={change.isPending}
                  onChange={({ currentTarget }) => change.mutate({ on: currentTarget.checked })}
                />
              )}
            </Group>
            {change.isError && <FailureNotice failure={failureOf(change.error)} />}
            <Button variant="default" w="fit-content" onClick={open}>
              {schedule === undefined ? say("setSchedule") : say("change")}
            </Button>
          </>
        )}
      </Stack>
      {editing && <ScheduleForm flow={flow} onClose={close} />}
    </Paper>
  );
}

function nextWords(nextRunAt: string | undefined, say: ReturnType<typeof useFlowPageWords>): string {
  if (nextRunAt === undefined) return say("neverAgain");
  const at = new Date(nextRunAt);
  return say("next", { when: dayAndTime(at), left: fromNow(at, new Date()) });
}

function ScheduleForm({ flow, onClose }: { readonly flow: Flow; readonly onClose: () => void }) {
  const say = useFlowPageWords();
  const { schedule } = definitionOf(flow);
  const { data: flows } = useQuery(flowsQuery);
  const [plan, setPlan] = useState(() =>
    schedule === undefined ? emptyPlan(readersZone()) : planOf(schedule, readersZone()),
  );
  const save = useChangedDefinition(flow.name, onClose);
  const wanted = scheduleOf(plan);
  return (
    <Modal opened onClose={onClose} title={say("schedule")} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === undefined) return;
          save.mutate({
            part: { schedule: wanted ?? undefined },
            // Who sets the first schedule wants it to count; one that was turned off on purpose stays off.
            ...(schedule === undefined && wanted !== null ? { scheduled: true } : {}),
          });
        }}
      >
        <Stack>
          <ScheduleEditor
            plan={plan}
            onChange={setPlan}
            flows={(flows?.flows ?? []).map(({ name }) => name).filter((name) => name !== flow.name)}
          />
          <FormFoot change={save} action={say("save")} disabled={wanted === undefined} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
