/** A condition by form: field, way of asking, value. What can be asked of a field is what the hub says of it. */
import { Button, MultiSelect, NumberInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isDay } from "../language/wall-time.ts";
import type { Condition, Operator } from "./condition.ts";
import { operatorInWords, operatorsOf } from "./condition-words.ts";
import { type Entity, type EntityField, fieldsOf } from "./entity.ts";
import { useNames } from "./names.ts";
import { useDataWords } from "./words.ts";

/** Their lists open within the form, which otherwise took a press in them for one beside it. */
const comboboxProps = { withinPortal: false };

export interface ConditionFormProps {
  readonly line: readonly Entity[];
  /** To begin with. */
  readonly condition: Condition | undefined;
  readonly onApply: (condition: Condition) => void;
}

export function ConditionForm({ line, condition, onApply }: ConditionFormProps) {
  const say = useDataWords();
  const names = useNames();
  const fields = fieldsOf(line);
  const [name, setName] = useState(condition?.field ?? null);
  const [operator, setOperator] = useState<Operator>(condition?.operator ?? "=");
  const [values, setValues] = useState<readonly string[]>(condition?.values ?? []);
  const [isTried, setTried] = useState(false);
  const field = name === null ? undefined : fields.get(name)?.field;
  const possible = field === undefined ? [] : operatorsOf(field);
  const needsValue = operator !== "absent" && operator !== "present";
  const isMissing = needsValue && values.every((value) => value.trim() === "");

  const choose = (next: string | null) => {
    setName(next);
    setValues([]);
    const [first = "="] = next === null ? [] : (fields.get(next)?.field.operators ?? []);
    const usual = fields.get(next ?? "")?.field.type === "text" ? "~" : first;
    setOperator(usual as Operator);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name === null || isMissing) return;
    onApply({ field: name, operator, values: needsValue ? values : [] });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Select
          label={say("field")}
          data={line.map((entity) => ({
            group: names.entity(entity.name),
            items: [...fields.values()]
              .filter(({ of }) => of === entity)
              .map((found) => ({ value: found.field.name, label: names.field(found.field.name) })),
          }))}
          value={name}
          onChange={choose}
          searchable
          openOnFocus={condition === undefined}
          comboboxProps={comboboxProps}
          error={isTried && name === null ? say("needed") : undefined}
          data-autofocus
        />
        {field !== undefined && (
          <Select
            label={say("how")}
            data={possible.map((one) => ({ value: one, label: operatorInWords(one, field.type, say) }))}
            value={operator}
            allowDeselect={false}
            onChange={(next) => next !== null && setOperator(next as Operator)}
            comboboxProps={comboboxProps}
          />
        )}
        {field !== undefined && needsValue && (
          <ValueInput
            key={`${field.name} ${operator}`}
            field={field}
            operator={operator}
            values={values}
            onChange={setValues}
            error={isTried && isMissing ? say("needed") : undefined}
          />
        )}
        <Button type="submit" size="xs" w="fit-content">
          {say("apply")}
        </Button>
      </Stack>
    </form>
  );
}

interface ValueInputProps {
  readonly field: EntityField;
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly error: string | undefined;
}

/** By the type of the field; several values where any of them may fit. */
function ValueInput({ field: { type, choices }, operator, values, onChange, error }: ValueInputProps) {
  const say = useDataWords();
  const names = useNames();
  const label = say("value");
  const [value = ""] = values;
  const isSeveral = operator === "=" || operator === "!=";
  if (type === "boolean") {
    const data = ["true", "false"].map((one) => ({ value: one, label: say(one === "true" ? "yes" : "no") }));
    return (
      <Select
        {...{ label, error, comboboxProps, data }}
        value={value || null}
        onChange={(next) => onChange(next === null ? [] : [next])}
      />
    );
  }
  if (choices !== undefined && isSeveral) {
    return (
      <MultiSelect
        {...{ label, error, comboboxProps }}
        data={choices.map((one) => ({ value: one, label: names.choice(one) }))}
        value={[...values]}
        onChange={onChange}
      />
    );
  }
  if (type === "integer" || type === "number") {
    return (
      <NumberInput {...{ label, error, value }} hideControls onChange={(next) => onChange([String(next)])} />
    );
  }
  if (type !== "instant" && isSeveral) {
    return (
      <TagsInput
        {...{ label, error, comboboxProps }}
        description={say("valueSeveral")}
        value={[...values]}
        onChange={onChange}
      />
    );
  }
  // What was written as -30d stays so; days are chosen from the browser's calendar.
  const isDate = type === "instant" && (value === "" || isDay(value));
  return (
    <TextInput
      {...{ label, error, value }}
      {...(isDate ? { description: say("utcDays") } : {})}
      type={isDate ? "date" : "text"}
      onChange={({ currentTarget }) => onChange([currentTarget.value])}
    />
  );
}
