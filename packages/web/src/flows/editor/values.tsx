/** Values by name: what a step writes or sends. Each is a text, or with "=" an expression. */
import { ActionIcon, Autocomplete, Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { type Path, withValue } from "./document.ts";
import { recordOf, useEditor, useValue } from "./editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import { useTriedTemplates } from "./live.ts";
import type { Known } from "./names.ts";
import { RawPart } from "./raw-part.tsx";
import { useEditorWords } from "./words.ts";

export interface ValuesProps {
  readonly path: Path;
  readonly label: string;
  readonly text?: string;
  readonly fields: readonly string[];
  readonly known: Known;
}

export function Values({ path, label, text, fields, known }: ValuesProps) {
  const say = useEditorWords();
  const { change } = useEditor();
  const [value] = useValue(path);
  const [adding, setAdding] = useState("");
  const given = recordOf(value);
  const tried = useTriedTemplates(known, given);
  const set = (name: string, next: unknown) => change((before) => withValue(before, [...path, name], next));
  const add = () => {
    const name = adding.trim();
    if (name === "" || name in given) return;
    set(name, "=");
    setAdding("");
  };
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <div>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        {text !== undefined && (
          <Text size="xs" c="dimmed">
            {text}
          </Text>
        )}
      </div>
      {Object.entries(given).map(([name, one]) => (
        <Group key={name} gap="xs" align="flex-start">
          <Text size="sm" ff="monospace" w={{ base: "100%", xs: 160 }} truncate title={name} mt={6}>
            {name}
          </Text>
          <Box flex={1} miw={160}>
            {typeof one === "object" && one !== null ? (
              <RawPart path={[...path, name]} label={name} />
            ) : (
              <ExpressionField
                label={say("valueOf", { name })}
                hideLabel
                isTemplate
                known={known}
                values={tried[name]}
                placeholder={say("templatePlaceholder")}
                value={one === null || one === undefined ? "" : String(one)}
                onChange={(next) => set(name, next)}
              />
            )}
          </Box>
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={4}
            aria-label={say("removeNamed", { name })}
            onClick={() => set(name, undefined)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs">
        <Autocomplete
          size="xs"
          aria-label={say("newFieldOf", { name: label })}
          placeholder={say("newField")}
          data={fields.filter((field) => !(field in given))}
          value={adding}
          onChange={setAdding}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={adding.trim() === ""}
          onClick={add}
        >
          {say("addField")}
        </Button>
      </Group>
    </Stack>
  );
}
