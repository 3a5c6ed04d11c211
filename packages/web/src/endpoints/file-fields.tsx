/** The options of files: where they are, and how CSV is written. */
import { Checkbox, Select, TextInput } from "@mantine/core";
import type { FieldsProps } from "./database-fields.tsx";
import { useFormWords } from "./form-words.ts";

const delimiters = { comma: ",", semicolon: ";", tab: "\t", bar: "|" } as const;
const encodings = ["utf-8", "utf-16le", "windows-1252", "iso-8859-1", "iso-8859-15"];

export function FileFields({ form }: Pick<FieldsProps, "form">) {
  const say = useFormWords();
  return (
    <>
      <TextInput label={say("folder")} description={say("folderText")} {...form.getInputProps("folder")} />
      {form.values.kind === "csv" && (
        <>
          <Select
            label={say("delimiter")}
            data={(["comma", "semicolon", "tab", "bar"] as const).map((name) => ({
              value: delimiters[name],
              label: say(`delimiter_${name}`),
            }))}
            allowDeselect={false}
            {...form.getInputProps("delimiter")}
          />
          <Select
            label={say("encoding")}
            data={encodings}
            allowDeselect={false}
            {...form.getInputProps("encoding")}
          />
          <Checkbox
            label={say("byteOrderMark")}
            {...form.getInputProps("byteOrderMark", { type: "checkbox" })}
          />
          <Checkbox
            label={say("escapeFormulas")}
            {...form.getInputProps("escapeFormulas", { type: "checkbox" })}
          />
        </>
      )}
    </>
  );
}
