/** Chooses a period: one that is often asked for, or two days. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isDay, ownZone } from "../language/wall-time.ts";
import { Choices } from "./choices.tsx";
import { useNames } from "./names.ts";
import { type Period, periodInWords, usualPeriods } from "./period.ts";
import { useDataWords } from "./words.ts";

export function PeriodForm({
  period,
  meaning,
  onChoose,
}: {
  readonly period: Period;
  /** What from and to select, as the hub says it. */
  readonly meaning: string;
  readonly onChoose: (period: Period) => void;
}) {
  const say = useDataWords();
  const names = useNames();
  const [from, setFrom] = useState(isDay(period.from) ? period.from : "");
  const [to, setTo] = useState(isDay(period.to) ? period.to : "");
  const nameOf = ({ from, to }: Period) => `${from ?? ""} ${to ?? ""}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ from: from === "" ? undefined : from, to: to === "" ? undefined : to, zone: ownZone() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Choices
          label={say("period")}
          choices={usualPeriods.map((one) => ({ name: nameOf(one), label: periodInWords(one, say) }))}
          chosen={nameOf(period)}
          onChoose={(name) => onChoose(usualPeriods.find((one) => nameOf(one) === name) ?? {})}
        />
        <Text size="sm" fw={500}>
          {say("otherDays")}
        </Text>
        <Group gap="xs" grow>
          <TextInput
            type="date"
            label={say("from")}
            value={from}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          />
          <TextInput
            type="date"
            label={say("to")}
            value={to}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {say("rangeText", { meaning: names.meaning(meaning), zone: ownZone() })}
        </Text>
        <Button type="submit" size="xs" w="fit-content" disabled={from === "" && to === ""}>
          {say("apply")}
        </Button>
      </Stack>
    </form>
  );
}
