/** The data of a row to be mended: one input per field, or all of it as JSON. What was typed stays through a reload. */
import {
  Button,
  Checkbox,
  Group,
  JsonInput,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useState } from "react";
import { useFailedRowWords } from "./failed-row-words.ts";
import { kindOf, type Problem, rowOf, textOf, typedAs } from "./row-fields.ts";
import type { FailedRow } from "./run.ts";

type Row = FailedRow["source"];
type Texts = Readonly<Record<string, string>>;

export interface RowFormProps {
  readonly id: string;
  readonly row: Row;
  readonly readOnly: boolean;
  /** The field that the failure is about. */
  readonly about?: string;
  readonly isSaving: boolean;
  readonly onSave: (row: Row) => void;
  /** @param row undefined: it is as it was */
  readonly onSend: (row: Row | undefined) => void;
  readonly onGiveUp: () => void;
}

export function RowForm({ id, row, readOnly, about, isSaving, onSave, onSend, onGiveUp }: RowFormProps) {
  const say = useFailedRowWords();
  const [view, setView] = useState<"form" | "json">("form");
  const [texts, setTexts, forget] = useLocalStorage<Texts>({
    key: `rostrum.failed-row.${id}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const [json, setJson] = useState("");
  const typed = Object.entries(row).map(([field, before]) => {
    const read = typedAs(texts[field] ?? textOf(before), before);
    return { field, before, ...read };
  });
  const asTyped: Row = Object.fromEntries(
    typed.map(({ field, before, ...read }) => [field, "value" in read ? read.value : before]),
  );
  const read = view === "json" ? rowOf(json) : { row: asTyped };
  const isWrong = "problem" in read || (view === "form" && typed.some((one) => "problem" in one));
  const changed = "row" in read && JSON.stringify(read.row) !== JSON.stringify(row) ? read.row : undefined;
  const done = (act: () => void) => {
    forget();
    act();
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        value={view}
        data={[
          { value: "form", label: say("asForm") },
          { value: "json", label: say("asJson") },
        ]}
        onChange={(value) => {
          if (value === "json") setJson(JSON.stringify(asTyped, undefined, 2));
          else if ("row" in read && changed !== undefined) onSaveAsTexts(read.row);
          setView(value === "json" ? "json" : "form");
        }}
      />
      {view === "json" ? (
        <JsonInput
          label={say("source")}
          autosize
          minRows={6}
          maxRows={24}
          readOnly={readOnly}
          value={json}
          onChange={setJson}
          error={"problem" in read ? say(read.problem) : undefined}
        />
      ) : (
        typed.map(({ field, before, ...one }) => (
          <Field
            key={field}
            name={field}
            before={before}
            text={texts[field] ?? textOf(before)}
            readOnly={readOnly}
            isAbout={field === about}
            {...("problem" in one ? { problem: one.problem } : {})}
            onChange={(text) => setTexts({ ...texts, [field]: text })}
          />
        ))
      )}
      {!readOnly && (
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="red" mr="auto" onClick={() => done(onGiveUp)}>
            {say("giveUp")}
          </Button>
          <Button
            variant="default"
            disabled={isWrong || changed === undefined}
            loading={isSaving}
            onClick={() => changed !== undefined && done(() => onSave(changed))}
          >
            {say("save")}
          </Button>
          <Button disabled={isWrong} loading={isSaving} onClick={() => done(() => onSend(changed))}>
            {say(changed === undefined ? "send" : "saveAndSend")}
          </Button>
        </Group>
      )}
    </Stack>
  );

  /** What was typed as JSON, for the fields; a field that came or went stays JSON's matter. */
  function onSaveAsTexts(next: Row): void {
    setTexts(Object.fromEntries(Object.keys(row).map((field) => [field, textOf(next[field])])));
  }
}

interface FieldProps {
  readonly name: string;
  readonly before: unknown;
  readonly text: string;
  readonly readOnly: boolean;
  readonly isAbout: boolean;
  readonly problem?: Problem;
  readonly onChange: (text: string) => void;
}

function Field({ name, before, text, readOnly, isAbout, problem, onChange }: FieldProps) {
  const say = useFailedRowWords();
  const shared = {
    label: name,
    value: text,
    readOnly,
    error: problem === undefined ? undefined : say(problem),
    ...(isAbout ? { "data-autofocus": true } : {}),
  };
  switch (kindOf(before)) {
    case "boolean":
      return (
        <Checkbox
          label={name}
          checked={text === "true"}
          disabled={readOnly}
          onChange={({ currentTarget }) => onChange(String(currentTarget.checked))}
        />
      );
    case "json":
      return (
        <Textarea
          {...shared}
          autosize
          maxRows={12}
          ff="monospace"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          placeholder={before === null ? say("nothing") : undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}
