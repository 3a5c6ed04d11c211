/** The small forms of the sentence's chips that are one choice: the connection, and the most rows. */
import { Button, NumberInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Connection } from "../connections/connection.ts";
import { Choices } from "./choices.tsx";
import { limitInWords } from "./run-words.ts";
import { useDataWords } from "./words.ts";

export function ConnectionForm({
  connections,
  chosen,
  onChoose,
}: {
  readonly connections: readonly Connection[];
  readonly chosen: string | undefined;
  readonly onChoose: (alias: string) => void;
}) {
  const say = useDataWords();
  return (
    <Choices
      label={say("connection")}
      choices={connections.map(({ alias, name }) => ({ name: alias, label: name }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

const usual = [100, 500, 5_000, 50_000];

export function LimitForm({
  limit,
  onChoose,
}: {
  readonly limit: number | "all";
  readonly onChoose: (limit: number | "all") => void;
}) {
  const say = useDataWords();
  const [other, setOther] = useState<number | string>("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof other === "number") onChoose(other);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Choices
          label={say("limit")}
          choices={[
            ...usual.map((count) => ({
              name: String(count),
              label: limitInWords(count, say),
            })),
            { name: "all", label: say("limitAll") },
          ]}
          chosen={String(limit)}
          onChoose={(next) => onChoose(next === "all" ? "all" : Number(next))}
        />
        <Text size="xs" c="dimmed">
          {say("limitAllText")}
        </Text>
        <NumberInput
          label={say("otherNumber")}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={other}
          onChange={setOther}
        />
        <Button type="submit" size="xs" w="fit-content" disabled={typeof other !== "number"}>
          {say("apply")}
        </Button>
      </Stack>
    </form>
  );
}
