/** A list of names with values: headers, parameters. */
import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Values } from "./form-values.ts";
import { useHttpWords } from "./http-form-words.ts";
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
  const say = useHttpWords();
  const { value: pairs } = form.getInputProps(path) as { readonly value: readonly Pair[] };
  return (
    <Stack gap="xs" role="group" aria-label={title}>
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </div>
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
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={say("removeNamed", { name: pair.name })}
            onClick={() => form.removeListItem(path, index)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => form.insertListItem(path, { name: "", value: "" })}
      >
        {add}
      </Button>
    </Stack>
  );
}
