/** Conditions on fields: which rows are meant. Each is a field, how it is compared, and a value or an expression with "=". */
import { ActionIcon, Autocomplete, Box, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { type Condition, conditionOf, kinds, wantedOf } from "./condition.ts";
import type { Path } from "./document.ts";
import { recordOf, useValue } from "./editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import { type Tried, useTriedTemplates } from "./live.ts";
import type { Known } from "./names.ts";
import { RawPart } from "./raw-part.tsx";
import { useEditorWords } from "./words.ts";

export interface ConditionsProps {
  readonly path: Path;
  readonly label: string;
  readonly text?: string;
  /** Fields that can be named. */
  readonly fields: readonly string[];
  /** What expressions in the values can name; without it there is nothing to name yet. */
  readonly known?: Known;
}

const nothingKnown = { scopes: undefined, later: [] };

export function Conditions({ path, label, text, fields, known }: ConditionsProps) {
  const say = useEditorWords();
  const [value, setValue] = useValue(path);
  const [adding, setAdding] = useState("");
  const conditions = Object.entries(recordOf(value));
  const tried = useTriedTemplates(known ?? nothingKnown, recordOf(value));
  const set = (field: string, wanted: unknown) => setValue({ ...recordOf(value), [field]: wanted });
  const remove = (field: string) => {
    const rest = conditions.filter(([name]) => name !== field);
    setValue(rest.length === 0 ? undefined : Object.fromEntries(rest));
  };
  const add = () => {
    if (adding.trim() === "") return;
    set(adding.trim(), "");
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
      {conditions.map(([field, wanted]) => {
        const condition = conditionOf(wanted);
        return (
          <Group key={field} gap="xs" wrap="wrap" align="center">
            <Text size="sm" ff="monospace" w={{ base: "100%", xs: 160 }} truncate title={field}>
              {field}
            </Text>
            {condition === undefined ? (
              <RawPart path={[...path, field]} label={field} />
            ) : (
              <ConditionFields
                field={field}
                condition={condition}
                known={known}
                values={tried[field]}
                onChange={(next) => set(field, wantedOf(next))}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={say("removeNamed", { name: field })}
              onClick={() => remove(field)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      <Group gap="xs">
        <Autocomplete
          size="xs"
          aria-label={say("conditionField")}
          placeholder={say("conditionField")}
          data={fields.filter((field) => !(field in recordOf(value)))}
          value={adding}
          onChange={setAdding}
          onKeyDown={(event) => {
            if (event.key === "Enter" && event.currentTarget.getAttribute("aria-activedescendant") === null)
              add();
          }}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={adding.trim() === ""}
          onClick={add}
        >
          {say("addCondition")}
        </Button>
      </Group>
    </Stack>
  );
}

const placeholders = {
  is: "valuePlaceholder",
  not: "valuePlaceholder",
  contains: "valuePlaceholder",
  anyOf: "valuesPlaceholder",
  between: "fromValue",
} as const;

interface ConditionFieldsProps {
  readonly field: string;
  readonly condition: Condition;
  readonly known: Known | undefined;
  readonly values: readonly Tried[] | undefined;
  readonly onChange: (condition: Condition) => void;
}

function ConditionFields({ field, condition, known, values, onChange }: ConditionFieldsProps) {
  const say = useEditorWords();
  const { kind, first, second } = condition;
  return (
    <>
      <Select
        size="xs"
        w={150}
        aria-label={say("howCompared", { name: field })}
        data={kinds.map((one) => ({ value: one, label: say(`kind_${one}`) }))}
        value={kind}
        onChange={(next) => onChange({ ...condition, kind: kinds.find((one) => one === next) ?? "is" })}
        allowDeselect={false}
      />
      {known !== undefined && kind === "is" ? (
        <Box flex={1} miw={160}>
          <ExpressionField
            label={say("valueOf", { name: field })}
            hideLabel
            isTemplate
            known={known}
            values={values}
            placeholder={say("templatePlaceholder")}
            value={first}
            onChange={(next) => onChange({ ...condition, first: next })}
          />
        </Box>
      ) : (
        <TextInput
          size="xs"
          flex={1}
          miw={120}
          aria-label={say("valueOf", { name: field })}
          placeholder={say(placeholders[kind])}
          value={first}
          onChange={({ currentTarget }) => onChange({ ...condition, first: currentTarget.value })}
        />
      )}
      {kind === "between" && (
        <TextInput
          size="xs"
          flex={1}
          miw={120}
          aria-label={say("toValueOf", { name: field })}
          placeholder={say("toValue")}
          value={second}
          onChange={({ currentTarget }) => onChange({ ...condition, second: currentTarget.value })}
        />
      )}
    </>
  );
}
