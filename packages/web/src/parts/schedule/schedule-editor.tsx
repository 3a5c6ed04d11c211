/** The form of a schedule, for people who never saw a cron expression, with the next times as the hub reckons them. */
import { Chip, Group, List, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../failure-notice.tsx";
import { Moment } from "../moment.tsx";
import { dayName, scheduleInWords } from "./in-words.ts";
import { isPast, type Plan, type Schedule, scheduleOf, units } from "./schedule.ts";
import { useScheduleWords } from "./words.ts";

export interface ScheduleEditorProps {
  readonly plan: Plan;
  readonly onChange: (plan: Plan) => void;
  /** Flows after which it may run; none: that is not offered. */
  readonly flows?: readonly string[];
}

const kinds = ["daily", "weekdays", "weekly", "monthly", "interval", "once", "cron"] as const;
const weekdays = ["1", "2", "3", "4", "5", "6", "7"];
const lateMs = 300;

export function ScheduleEditor({ plan, onChange, flows = [] }: ScheduleEditorProps) {
  const say = useScheduleWords();
  const set = (change: Partial<Plan>) => onChange({ ...plan, ...change });
  const offered = [...kinds, ...(flows.length > 0 ? (["after"] as const) : []), "never" as const];
  const hasTime = ["daily", "weekdays", "weekly", "monthly"].includes(plan.kind);
  return (
    <Stack gap="sm">
      <Select
        label={say("when")}
        data={offered.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        value={plan.kind}
        allowDeselect={false}
        onChange={(value) => {
          const kind = offered.find((one) => one === value);
          if (kind !== undefined) set({ kind });
        }}
      />
      {plan.kind === "weekly" && (
        <Chip.Group multiple value={[...plan.days]} onChange={(days) => set({ days })}>
          <Group gap="xs" role="group" aria-label={say("days")}>
            {weekdays.map((day) => (
              <Chip key={day} value={day} size="sm">
                {dayName(day)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {plan.kind === "monthly" && (
        <NumberInput
          label={say("dayOfMonth")}
          description={plan.dayOfMonth > 28 ? say("dayOfMonthText") : undefined}
          min={1}
          max={31}
          clampBehavior="strict"
          allowDecimal={false}
          value={plan.dayOfMonth}
          onChange={(day) => set({ dayOfMonth: Number(day) })}
        />
      )}
      {hasTime && (
        <TextInput
          type="time"
          label={say("time")}
          value={plan.time}
          onChange={({ currentTarget }) => set({ time: currentTarget.value })}
        />
      )}
      {plan.kind === "interval" && (
        <Group align="flex-end" gap="sm" grow>
          <NumberInput
            label={say("count")}
            min={1}
            max={99_999}
            allowDecimal={false}
            value={plan.count}
            onChange={(count) => set({ count: Number(count) })}
          />
          <Select
            label={say("unit")}
            data={units.map((unit) => ({ value: unit, label: say(`unit_${unit}`) }))}
            value={plan.unit}
            allowDeselect={false}
            onChange={(value) => {
              const unit = units.find((one) => one === value);
              if (unit !== undefined) set({ unit });
            }}
          />
        </Group>
      )}
      {plan.kind === "once" && (
        <TextInput
          type="datetime-local"
          label={say("at")}
          description={say("atText", { zone: readersZone() })}
          error={plan.at !== "" && isPast(plan.at) && say("past")}
          value={plan.at}
          onChange={({ currentTarget }) => set({ at: currentTarget.value })}
        />
      )}
      {plan.kind === "cron" && (
        <TextInput
          label={say("cron")}
          description={say("cronText")}
          value={plan.cron}
          ff="monospace"
          onChange={({ currentTarget }) => set({ cron: currentTarget.value })}
        />
      )}
      {plan.kind === "after" && (
        <Select
          label={say("afterFlow")}
          data={[...flows]}
          value={plan.after}
          searchable
          onChange={(after) => set({ after: after ?? "" })}
        />
      )}
      {(hasTime || plan.kind === "cron") && (
        <Select
          label={say("zone")}
          data={zones(plan.zone)}
          value={plan.zone}
          searchable
          allowDeselect={false}
          limit={50}
          nothingFoundMessage={say("zoneNone")}
          onChange={(zone) => set({ zone: zone ?? plan.zone })}
        />
      )}
      <NextTimes plan={plan} />
    </Stack>
  );
}

function NextTimes({ plan }: { readonly plan: Plan }) {
  const say = useScheduleWords();
  const [settled] = useDebouncedValue(plan, lateMs);
  const wanted = scheduleOf(settled);
  const schedule: Schedule | undefined =
    wanted === undefined || wanted === null || "after" in wanted ? undefined : wanted;
  const { data, error, isPending } = useQuery({
    queryKey: ["schedule-times", schedule],
    enabled: schedule !== undefined,
    queryFn: ({ signal }) =>
      told(api.POST("/api/v1/schedules/times", { body: { schedule: schedule as never }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const now = scheduleOf(plan);
  return (
    <Stack gap={4} aria-live="polite">
      {now !== undefined && <Text fw={600}>{scheduleInWords(now, say)}</Text>}
      {schedule !== undefined && error !== null && <FailureNotice failure={failureOf(error)} />}
      {schedule !== undefined && error === null && (
        <>
          <Text size="sm">{say("next")}</Text>
          <Text size="sm" c="dimmed">
            {say("nextText", { zone: readersZone() })}
          </Text>
          {isPending && <Text size="sm">{say("reckoning")}</Text>}
          {data?.times.length === 0 && <Text size="sm">{say("nextNone")}</Text>}
          <List size="sm">
            {data?.times.map((at) => (
              <List.Item key={at}>
                <Moment at={at} />
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}

export function readersZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function zones(chosen: string): string[] {
  return [...new Set([chosen, readersZone(), "UTC", ...Intl.supportedValuesOf("timeZone")])];
}
