/** One table of a REST API: its name, where it is read, what its fields are, how rows are written. */
import { Button, Divider, Stack, TextInput } from "@mantine/core";
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
      <Divider label={say("reading")} labelPosition="left" />
      <ReadFields {...part} />
      {path.trim() !== "" && <SampleFields {...part} onSample={setSample} />}
      <Divider label={say("fields")} labelPosition="left" />
      <DeclaredFields {...part} />
      <Divider label={say("writing")} labelPosition="left" />
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
