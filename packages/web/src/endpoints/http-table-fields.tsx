/** One table of a REST API: its name, where it is read, what its fields are, how rows are written. */
import { Button, Divider, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { DeclaredFields } from "./http-declared-fields.tsx";
import { useHttpWords } from "./http-form-words.ts";
import { ReadFields } from "./http-read-fields.tsx";
import { SampleFields } from "./http-sample.tsx";
import type { Sample, TablePartProps } from "./http-table-part.ts";
import { noTable } from "./http-table-values.ts";
import { WriteFields } from "./http-write-fields.tsx";

export function HttpTableFields({ form, index }: Pick<TablePartProps, "form" | "index">) {
  const say = useHttpWords();
  const [sample, setSample] = useState<Sample>();
  const part = { form, index, sample };
  const { path } = form.values.tables[index] ?? noTable;
  return (
    <Stack gap="sm">
      <TextInput
        label={say("tableName")}
        description={say("tableNameText")}
        withAsterisk
        {...form.getInputProps(`tables.${index}.name`)}
      />
      <Part title={say("reading")} />
      <ReadFields {...part} />
      {path.trim() !== "" && <SampleFields {...part} onSample={setSample} />}
      <Part title={say("fields")} />
      <DeclaredFields {...part} />
      <Part title={say("writing")} />
      <WriteFields {...part} />
      <Button
        variant="subtle"
        color="red"
        w="fit-content"
        onClick={() => form.removeListItem("tables", index)}
      >
        {say("removeTable")}
      </Button>
    </Stack>
  );
}

function Part({ title }: { readonly title: string }) {
  return (
    <Divider
      mt="xs"
      labelPosition="left"
      label={
        <Text size="md" fw={600} c="var(--mantine-color-text)">
          {title}
        </Text>
      }
    />
  );
}
