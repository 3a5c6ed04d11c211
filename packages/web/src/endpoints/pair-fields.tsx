/** A list of names with values: headers, parameters. */
import { Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { AddItem, FieldGroup, RemoveItem } from "./field-group.tsx";
import type { Values } from "./form-values.ts";
import type { Pair } from "./http-table-values.ts";

export interface PairFieldsProps {
  readonly form: UseFormReturnType<Values>;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  /** What a name and a value are called. */
  readonly name: string;
  readonly value: string;
  readonly add: string;
}

export function PairFields({ form, path, title, text, name, value, add }: PairFieldsProps) {
  const { value: pairs } = form.getInputProps(path) as { readonly value: readonly Pair[] };
  return (
    <FieldGroup title={title} text={text}>
      {pairs.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is being typed, and rows do not move.
        <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={name}
            placeholder={name}
            {...form.getInputProps(`${path}.${index}.name`)}
          />
          <TextInput
            flex={1}
            aria-label={pair.name === "" ? value : `${value}: ${pair.name}`}
            placeholder={value}
            {...form.getInputProps(`${path}.${index}.value`)}
          />
          <RemoveItem name={pair.name} onRemove={() => form.removeListItem(path, index)} />
        </Group>
      ))}
      <AddItem onAdd={() => form.insertListItem(path, { name: "", value: "" })}>{add}</AddItem>
    </FieldGroup>
  );
}
