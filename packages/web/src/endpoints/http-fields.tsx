/** The options of a REST API: its address, how it knows us, and each table with where it is read and written. */
import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import type { FieldsProps } from "./database-fields.tsx";
import { authKinds } from "./form-values.ts";
import { useFormWords } from "./form-words.ts";
import { noTable, pagingKinds } from "./http-table-values.ts";

export function HttpFields({ form, hasSecret }: FieldsProps) {
  const say = useFormWords();
  const { auth, tables } = form.values;
  return (
    <>
      <TextInput
        label={say("address")}
        description={say("addressText")}
        withAsterisk
        {...form.getInputProps("address")}
      />
      <Select
        label={say("auth")}
        data={authKinds.map((value) => ({ value, label: say(`auth_${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("auth")}
      />
      {auth === "basic" && <TextInput label={say("user")} withAsterisk {...form.getInputProps("authUser")} />}
      {auth === "header" && (
        <>
          <TextInput label={say("headerName")} withAsterisk {...form.getInputProps("headerName")} />
          <TextInput label={say("headerPrefix")} {...form.getInputProps("headerPrefix")} />
        </>
      )}
      {auth === "clientCredentials" && (
        <>
          <TextInput label={say("tokenAddress")} withAsterisk {...form.getInputProps("tokenAddress")} />
          <TextInput label={say("clientId")} withAsterisk {...form.getInputProps("clientId")} />
          <TextInput label={say("scope")} {...form.getInputProps("scope")} />
        </>
      )}
      {auth !== "none" && (
        <PasswordInput
          label={say(secretNames[auth])}
          description={say(hasSecret ? "secretKept" : "secretNew")}
          autoComplete="new-password"
          {...form.getInputProps("secret")}
        />
      )}
      <TextInput
        label={say("idempotencyHeader")}
        description={say("idempotencyHeaderText")}
        {...form.getInputProps("idempotencyHeader")}
      />
      <div>
        <Text fw={600}>{say("tables")}</Text>
        <Text size="sm" c="dimmed">
          {say("tablesText")}
        </Text>
      </div>
      {tables.map((table, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is being typed, and tables do not move.
        <Fieldset key={index} legend={table.name || say("tableName")}>
          <TableFields form={form} index={index} />
        </Fieldset>
      ))}
      <Button variant="default" w="fit-content" onClick={() => form.insertListItem("tables", noTable)}>
        {say("addTable")}
      </Button>
    </>
  );
}

const secretNames = {
  bearer: "token",
  basic: "password",
  header: "headerValue",
  clientCredentials: "clientSecret",
} as const;

function TableFields({ form, index }: Pick<FieldsProps, "form"> & { readonly index: number }) {
  const say = useFormWords();
  const at = (field: string) => form.getInputProps(`tables.${index}.${field}`);
  const { paging } = form.values.tables[index] ?? noTable;
  const isPaged = paging === "page" || paging === "offset" || paging === "cursor";
  return (
    <Stack gap="sm">
      <TextInput label={say("tableName")} withAsterisk {...at("name")} />
      <TextInput label={say("path")} description={say("pathText")} {...at("path")} />
      <TextInput label={say("rows")} description={say("rowsText")} {...at("rows")} />
      <Select
        label={say("paging")}
        data={pagingKinds.map((value) => ({ value, label: say(`paging_${value}`) }))}
        allowDeselect={false}
        {...at("paging")}
      />
      {isPaged && (
        <Group grow>
          <TextInput label={say("parameter")} {...at("parameter")} />
          <TextInput label={say("sizeParameter")} {...at("sizeParameter")} />
          <NumberInput label={say("size")} min={1} max={10_000} {...at("size")} />
        </Group>
      )}
      {(paging === "cursor" || paging === "next") && <TextInput label={say("member")} {...at("member")} />}
      <TagsInput label={say("key")} acceptValueOnBlur {...at("key")} />
      {(["insert", "update", "delete"] as const).map((operation) => (
        <TextInput
          key={operation}
          label={say(operation)}
          {...(operation === "insert" ? { description: say("writeText") } : {})}
          ff="monospace"
          {...at(operation)}
        />
      ))}
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
