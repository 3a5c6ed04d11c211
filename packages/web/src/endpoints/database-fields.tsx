/** The options of a PostgreSQL, MySQL or MariaDB database. */
import { Group, NumberInput, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { usualPorts, type Values } from "./form-values.ts";
import { useFormWords } from "./form-words.ts";

export interface FieldsProps {
  readonly form: UseFormReturnType<Values>;
  /** Whether a secret is kept that can stay. */
  readonly hasSecret: boolean;
}

export function DatabaseFields({ form, hasSecret }: FieldsProps) {
  const say = useFormWords();
  const { kind } = form.values;
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={say("host")}
          description={say("hostText")}
          withAsterisk
          miw={200}
          {...form.getInputProps("host")}
        />
        <NumberInput
          label={say("port")}
          description={kind === "mysql" ? usualPorts.mysql : usualPorts.postgres}
          placeholder={String(kind === "mysql" ? usualPorts.mysql : usualPorts.postgres)}
          min={1}
          max={65_535}
          allowDecimal={false}
          thousandSeparator=""
          maw={120}
          {...form.getInputProps("port")}
        />
      </Group>
      <TextInput label={say("database")} withAsterisk {...form.getInputProps("database")} />
      <TextInput label={say("user")} withAsterisk {...form.getInputProps("user")} />
      <PasswordInput
        label={say("password")}
        description={say(hasSecret ? "secretKept" : "secretNew")}
        autoComplete="new-password"
        {...form.getInputProps("secret")}
      />
      {kind === "postgres" && (
        <TextInput label={say("schema")} description={say("schemaText")} {...form.getInputProps("schema")} />
      )}
      <Select
        label={say("tls")}
        data={(["verified", "unverified", "off"] as const).map((value) => ({
          value,
          label: say(`tls_${value}`),
        }))}
        allowDeselect={false}
        {...form.getInputProps("tls")}
      />
      {form.values.tls === "verified" && (
        <Textarea
          label={say("authority")}
          description={say("authorityText")}
          autosize
          maxRows={8}
          {...form.getInputProps("authority")}
        />
      )}
    </>
  );
}
