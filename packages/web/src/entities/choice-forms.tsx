/** The small forms of the sentence's chips that are one choice: the connection, and the most rows. */
import { Button, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Connection } from "../connections/connection.ts";
import { figure } from "../language/moments.ts";
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
    <Radio.Group label={say("connection")} value={chosen ?? null} onChange={onChoose}>
      <Stack gap="xs" mt="xs">
        {connections.map(({ alias, name }) => (
          <Radio key={alias} value={alias} label={name} />
        ))}
      </Stack>
    </Radio.Group>
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
        <Radio.Group
          label={say("limit")}
          value={String(limit)}
          onChange={(next) => onChoose(next === "all" ? "all" : Number(next))}
        >
          <Stack gap="xs" mt="xs">
            {usual.map((count) => (
              <Radio key={count} value={String(count)} label={say("limitUpTo", { count: figure(count) })} />
            ))}
            <Radio value="all" label={say("limitAll")} />
          </Stack>
        </Radio.Group>
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
