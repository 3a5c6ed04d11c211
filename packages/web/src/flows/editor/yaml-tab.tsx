/** The flow as YAML. What is typed here is the form at once, and the other way round. */
import { List, Stack, Text } from "@mantine/core";
import { CodeField } from "./code-field.tsx";
import { useEditor } from "./editor-context.ts";
import { Notice } from "./notice.tsx";
import { useEditorWords } from "./words.ts";

export function YamlTab() {
  const say = useEditorWords();
  const { text, faults, change } = useEditor();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say("yamlText")}
      </Text>
      <CodeField
        label={say("yamlField")}
        value={text}
        faults={faults}
        onChange={(next) => change(() => next)}
      />
      <div aria-live="polite">
        {faults.length > 0 && (
          <Notice tone="bad" title={say("yamlFaults")}>
            <List size="sm">
              {faults.map(({ line, message }) => (
                <List.Item key={`${line} ${message}`}>{say("faultAt", { line, words: message })}</List.Item>
              ))}
            </List>
          </Notice>
        )}
      </div>
    </Stack>
  );
}
