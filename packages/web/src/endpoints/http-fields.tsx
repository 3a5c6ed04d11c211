/** The options of a REST API: its address, how it knows us, what goes with each request, and its tables. */
import {
  Button,
  Fieldset,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Text,
  TextInput,
} from "@mantine/core";
import type { FieldsProps } from "./database-fields.tsx";
import { authKinds } from "./form-values.ts";
import { useHttpWords } from "./http-form-words.ts";
import { HttpTableFields } from "./http-table-fields.tsx";
import { noTable } from "./http-table-values.ts";
import { MoreFields } from "./more-fields.tsx";
import { PairFields } from "./pair-fields.tsx";

export function HttpFields({ form, hasSecret }: FieldsProps) {
  const say = useHttpWords();
  const { tables } = form.values;
  return (
    <>
      <TextInput
        label={say("address")}
        description={say("addressText")}
        withAsterisk
        {...form.getInputProps("address")}
      />
      <AuthFields form={form} hasSecret={hasSecret} />
      <MoreFields
        label={say("requests")}
        form={form}
        paths={["headers", "idempotencyHeader", "timeoutSeconds", "concurrency"]}
        isSet={form.values.headers.length > 0}
      >
        <PairFields
          form={form}
          path="headers"
          title={say("headers")}
          text={say("headersText")}
          name={say("header")}
          value={say("headerText")}
          add={say("addHeader")}
        />
        <TextInput
          label={say("idempotencyHeader")}
          description={say("idempotencyHeaderText")}
          {...form.getInputProps("idempotencyHeader")}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput
            label={say("timeoutSeconds")}
            min={1}
            max={600}
            {...form.getInputProps("timeoutSeconds")}
          />
          <NumberInput
            label={say("concurrency")}
            min={1}
            max={16}
            allowDecimal={false}
            {...form.getInputProps("concurrency")}
          />
        </SimpleGrid>
      </MoreFields>
      <div>
        <Text fw={600}>{say("tables")}</Text>
        <Text size="sm" c="dimmed">
          {say("tablesText")}
        </Text>
      </div>
      {tables.map((table, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is being typed, and tables do not move.
        <Fieldset key={index} legend={table.name || say("tableName")} miw={0}>
          <HttpTableFields form={form} index={index} />
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

function AuthFields({ form, hasSecret }: FieldsProps) {
  const say = useHttpWords();
  const { auth } = form.values;
  return (
    <>
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
          <Select
            label={say("sentIn")}
            data={(["header", "body"] as const).map((value) => ({ value, label: say(`sentIn_${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps("sentIn")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={say("scope")} {...form.getInputProps("scope")} />
            <TextInput label={say("audience")} {...form.getInputProps("audience")} />
          </SimpleGrid>
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
    </>
  );
}
