/**
 * Which value goes into which field: the target's fields with an expression each, what comes beside them, and suggestions by
 * name. Values stand under each expression for real rows. NOT the meaning of names: that is `suggestions.ts`.
 */
import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Path, valueAt, withValue } from "./document.ts";
import classes from "./editor.module.css";
import { recordOf, useEditor, useValue } from "./editor-context.ts";
import { useTried } from "./live.ts";
import { MappingRow } from "./mapping-row.tsx";
import { useNames } from "./names.ts";
import { Questions, useAskedFields } from "./questions.tsx";
import { useReach } from "./reach.ts";
import { SourceFields } from "./source-fields.tsx";
import { quoted, suggest } from "./suggestions.ts";
import { entityQuery, targetFields, writtenTableQuery } from "./tables.ts";
import { useEditorWords } from "./words.ts";

/** `path` is that of the step. */
export function Mapping({ path }: { readonly path: Path }) {
  const say = useEditorWords();
  const { shown, change } = useEditor();
  const at = [...path, "map"];
  const [value, setValue] = useValue(at);
  const map = recordOf(value);
  const { target } = shown;
  const { within } = useReach();
  const table = useQuery(writtenTableQuery(within(target)));
  const entity = useQuery(entityQuery(target));
  const asked = useAskedFields();
  const [all, setAll] = useState(false);
  const focused = useRef<{ readonly field: HTMLTextAreaElement; readonly name: string }>(undefined);
  const known = useNames(path);
  const tried = useTried(known, map);

  const fields = targetFields(target, table.data, entity.data)
    .filter(({ name }) => name !== "responses" || "responses" in map)
    .map((field) => ({ ...field, required: field.required || asked.required.includes(field.name) }));
  const free = fields.filter(({ name }) => !(name in map)).map(({ name }) => name);
  const candidates = known.names
    .filter(({ text }) => !Object.keys(map).includes(text))
    .map(({ text }) => ({ expression: text, name: text.split(".").at(-1)?.replaceAll("`", "") ?? text }));
  const suggestions = new Map(suggest(free, candidates).map((one) => [one.target, one.expression]));
  const set = (name: string, expression: string | undefined) =>
    change((text) => withValue(text, [...at, name], expression === "" ? undefined : expression));
  const acceptAll = () => setValue({ ...map, ...Object.fromEntries(suggestions) });

  const others = Object.keys(map)
    .filter((name) => !fields.some((field) => field.name === name) && name !== "responses")
    .map((name) => ({ name, type: "", required: false, description: undefined }));
  const listed = [...fields.filter(({ name }) => name !== "responses"), ...others];
  const isShown = ({ name, required }: { name: string; required: boolean }) =>
    all || required || name in map || suggestions.has(name);
  const hidden = listed.filter((field) => !isShown(field));
  const isOpen = fields.length === 0;

  const insert = (expression: string) => {
    const now = focused.current;
    if (now === undefined) {
      // Nothing is chosen: into a file it becomes a column of its own name.
      const name = expression.split(".").at(-1)?.replaceAll("`", "") ?? expression;
      if (isOpen && !(name in map)) set(name, expression);
      return;
    }
    const { field, name } = now;
    const before = String(valueAt(map, [name]) ?? "");
    const caret = field.selectionStart;
    set(name, before.slice(0, caret) + expression + before.slice(field.selectionEnd));
    field.focus();
  };

  return (
    <div className={classes.mapping}>
      <SourceFields known={known} onTake={insert} />
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {say("goesOut")}
        </Text>
        {suggestions.size > 0 && (
          <Alert color="accent" p="xs">
            <Group justify="space-between">
              <Text size="sm">{say("canBeMatched", { count: suggestions.size })}</Text>
              <Button size="xs" onClick={acceptAll}>
                {say("acceptAll")}
              </Button>
            </Group>
          </Alert>
        )}
        {isOpen && Object.keys(map).length === 0 && (
          <Group>
            <Text size="sm">{say("anyField")}</Text>
            <Button
              size="xs"
              variant="default"
              disabled={known.names.length === 0}
              onClick={() =>
                setValue(
                  Object.fromEntries(
                    known.names
                      .filter(({ text }) => !text.includes("."))
                      .map(({ text }) => [text.replaceAll("`", ""), text]),
                  ),
                )
              }
            >
              {say("takeAll")}
            </Button>
          </Group>
        )}
        {listed.filter(isShown).map((field) => (
          <MappingRow
            key={field.name}
            path={[...at, field.name]}
            field={field}
            known={known}
            values={tried[field.name]}
            suggestion={suggestions.get(field.name)}
            onChange={(expression) => set(field.name, expression)}
            onFocus={(textarea) => {
              focused.current = { field: textarea, name: field.name };
            }}
          />
        ))}
        <Questions path={[...at, "responses"]} known={known} />
        <Group>
          {(hidden.length > 0 || all) && (
            <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)}>
              {all ? say("fewerFields") : say("moreFields", { count: hidden.length })}
            </Button>
          )}
          {isOpen && <AddField onAdd={(name) => set(name, quoted(name))} taken={Object.keys(map)} />}
        </Group>
      </Stack>
    </div>
  );
}

/** A field by name, where the target takes any. */
function AddField({
  onAdd,
  taken,
}: {
  readonly onAdd: (name: string) => void;
  readonly taken: readonly string[];
}) {
  const say = useEditorWords();
  const [name, setName] = useState("");
  const add = () => {
    if (name.trim() === "" || taken.includes(name.trim())) return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <Group gap="xs">
      <TextInput
        size="xs"
        aria-label={say("newField")}
        placeholder={say("newField")}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {say("addField")}
      </Button>
    </Group>
  );
}
