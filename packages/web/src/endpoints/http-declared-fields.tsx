/** The fields of a table as somebody says they are: names, types, which tell rows apart, which must be there. */
import { Button, Checkbox, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { TableFrame } from "../parts/table-frame.tsx";
import { RemoveItem } from "./field-group.tsx";
import { useHttpWords } from "./http-form-words.ts";
import type { TablePartProps } from "./http-table-part.ts";
import { fieldTypes, noField, noTable } from "./http-table-values.ts";

export function DeclaredFields({ form, index, sample }: TablePartProps) {
  const say = useHttpWords();
  const path = `tables.${index}.fields`;
  const { fields } = form.values.tables[index] ?? noTable;
  const types = fieldTypes.map((value) => ({ value, label: say(`type_${value}`) }));
  const examplesOf = (name: string) =>
    (sample?.fields.find((field) => field.name === name)?.examples ?? []).join(" · ");
  return (
    <Stack gap="xs" role="group" aria-label={say("fields")}>
      <Text size="xs" c="dimmed">
        {say(fields.length === 0 ? "fieldsNone" : "fieldsText")}
      </Text>
      {fields.length > 0 && (
        <TableFrame label={say("fields")} minWidth={560}>
          <Table verticalSpacing={4} horizontalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say("fieldName")}</Table.Th>
                <Table.Th>{say("fieldType")}</Table.Th>
                <Table.Th>{say("fieldKey")}</Table.Th>
                <Table.Th>{say("fieldRequired")}</Table.Th>
                <Table.Th aria-label={say("remove")} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map(({ name }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the name is being typed, and rows do not move.
                <Table.Tr key={at} style={{ verticalAlign: "top" }}>
                  <Table.Td>
                    <TextInput
                      size="xs"
                      aria-label={say("fieldName")}
                      {...form.getInputProps(`${path}.${at}.name`)}
                    />
                    <Text size="xs" c="dimmed" maw={220} truncate title={examplesOf(name)}>
                      {examplesOf(name)}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Select
                      size="xs"
                      aria-label={say("typeOf", { name })}
                      data={types}
                      allowDeselect={false}
                      comboboxProps={{ width: 260, position: "bottom-start" }}
                      {...form.getInputProps(`${path}.${at}.type`)}
                    />
                  </Table.Td>
                  {(["key", "required"] as const).map((mark) => (
                    <Table.Td key={mark}>
                      <Checkbox
                        mt={6}
                        aria-label={say(`${mark}Of`, { name })}
                        {...form.getInputProps(`${path}.${at}.${mark}`, { type: "checkbox" })}
                      />
                    </Table.Td>
                  ))}
                  <Table.Td>
                    <RemoveItem name={name} onRemove={() => form.removeListItem(path, at)} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem(path, noField)}
        >
          {say("addField")}
        </Button>
      </Group>
    </Stack>
  );
}
