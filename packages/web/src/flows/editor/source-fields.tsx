/** What comes: the names that expressions can use, each with a value of a real row; pressed, it goes into the field in hand. */
import { ScrollArea, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { Waiting } from "../../parts/waiting.tsx";
import classes from "./editor.module.css";
import type { Known } from "./names.ts";
import { useEditorWords } from "./words.ts";

export function SourceFields({
  known,
  onTake,
}: {
  readonly known: Known;
  readonly onTake: (text: string) => void;
}) {
  const say = useEditorWords();
  const [search, setSearch] = useState("");
  const shown = known.names.filter(({ text }) => text.toLowerCase().includes(search.toLowerCase()));
  return (
    <Stack gap="xs" className={classes.comes}>
      <Text size="sm" fw={600}>
        {say("comesIn")} {known.isReading && <Waiting words={say("readingRows")} size="xs" />}
      </Text>
      {known.names.length > 12 && (
        <TextInput
          size="xs"
          aria-label={say("searchFields")}
          placeholder={say("searchFields")}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize
        mah={{ base: 200, md: 480 }}
        viewportProps={{ tabIndex: 0, "aria-label": say("comesIn"), role: "group" }}
      >
        {shown.map(({ text, about }) => (
          <UnstyledButton
            key={text}
            className={classes.name}
            // The field in hand keeps the place where the name is to stand.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(text)}
            title={say("insert", { name: text })}
          >
            <Text size="sm" ff="monospace" span>
              {text}
            </Text>
            <Text size="xs" c="dimmed" span truncate>
              {about}
            </Text>
          </UnstyledButton>
        ))}
        {known.names.length === 0 && (
          <Text size="sm" c="dimmed">
            {say("nothingComes")}
          </Text>
        )}
      </ScrollArea.Autosize>
      {known.scopes?.length === 0 && (
        <Text size="xs" c="dimmed">
          {say("noRows")}
        </Text>
      )}
      {known.failure !== null && known.failure !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)">
          <HubWords>{wordsOf(known.failure)}</HubWords>
        </Text>
      )}
    </Stack>
  );
}

function wordsOf(failure: unknown): string {
  const { words } = failure as { readonly words?: string };
  return words ?? failureOf(failure).message;
}
