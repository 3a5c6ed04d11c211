/** What is to be done at GoTo itself, where the hub cannot erase. */
import { Stack, Text, Title } from "@mantine/core";
import { Copyable } from "../../parts/copyable.tsx";
import { commandsIn } from "./found.ts";
import { usePersonalDataWords } from "./words.ts";

export function AtGoTo({ lines }: { readonly lines: readonly string[] }) {
  const say = usePersonalDataWords();
  const commands = commandsIn(lines);
  return (
    <Stack component="section" gap="xs" aria-label={say("goto")}>
      <Title order={3} size="h5">
        {say("goto")}
      </Title>
      <Text size="sm">{say("gotoText")}</Text>
      {commands.length > 0 && <Copyable label={say("gotoCommands")} value={commands.join("\n")} />}
    </Stack>
  );
}
