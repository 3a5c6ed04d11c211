/** How rows of a table are written: for each operation a method and a path, and where one row is looked up. */
import { Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useHttpWords } from "./http-form-words.ts";
import type { TablePartProps } from "./http-table-part.ts";
import { methods, noTable, operations } from "./http-table-values.ts";
import { MoreFields } from "./more-fields.tsx";

export function WriteFields({ form, index }: TablePartProps) {
  const say = useHttpWords();
  const table = form.values.tables[index] ?? noTable;
  const at = (field: string) => `tables.${index}.${field}`;
  const possible = operations.filter((operation) => table[operation].method !== "");
  const isWrapped = possible.some(
    (operation) => table[operation].wrap !== "" || table[operation].result !== "",
  );
  return (
    <Stack gap="xs" role="group" aria-label={say("writing")}>
      <Text size="xs" c="dimmed">
        {say("writingText")}
      </Text>
      {operations.map((operation) => (
        <Group key={operation} gap="xs" align="flex-end" wrap="nowrap">
          <Select
            w={190}
            label={say(operation)}
            data={[
              { value: "", label: say("cannot") },
              ...methods.map((method) => ({ value: method, label: method })),
            ]}
            allowDeselect={false}
            {...form.getInputProps(at(`${operation}.method`))}
          />
          {table[operation].method !== "" && (
            <TextInput
              flex={1}
              ff="monospace"
              aria-label={say("pathOf", { operation: say(operation) })}
              placeholder={operation === "insert" ? "/people" : "/people/{id}"}
              {...form.getInputProps(at(`${operation}.path`))}
            />
          )}
        </Group>
      ))}
      {possible.length > 0 && (
        <MoreFields
          label={say("moreWriting")}
          form={form}
          paths={[]}
          isSet={isWrapped || table.itemPath !== ""}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={say("itemPath")}
              description={say("itemPathText")}
              {...form.getInputProps(at("itemPath"))}
            />
            <TextInput
              label={say("itemMember")}
              description={say("placeText")}
              {...form.getInputProps(at("itemMember"))}
            />
          </SimpleGrid>
          {possible.map((operation) => (
            <SimpleGrid key={operation} cols={{ base: 1, xs: 2 }}>
              {operation === "delete" ? (
                <div />
              ) : (
                <TextInput
                  label={say("wrapOf", { operation: say(operation) })}
                  description={say("wrapText")}
                  {...form.getInputProps(at(`${operation}.wrap`))}
                />
              )}
              <TextInput
                label={say("resultOf", { operation: say(operation) })}
                description={say("placeText")}
                {...form.getInputProps(at(`${operation}.result`))}
              />
            </SimpleGrid>
          ))}
        </MoreFields>
      )}
    </Stack>
  );
}
