/** An endpoint added or changed: its name, its kind, and that kind's options. Secrets go in and never come out. */

import { Drawer, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { DatabaseFields } from "./database-fields.tsx";
import { type Endpoint, endpointsQuery, endpointTestQuery, kinds, tablesQuery } from "./endpoint.ts";
import { FileFields } from "./file-fields.tsx";
import { settingsOf, type Values, valuesOf } from "./form-values.ts";
import { useFormWords } from "./form-words.ts";
import { HttpFields } from "./http-fields.tsx";
import { writeOf } from "./http-table-values.ts";

export interface EndpointFormProps {
  /** The one to change; absent: a new one. */
  readonly endpoint?: Endpoint;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

const nameForm = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const reserved = ["goto", "csv", "ndjson", "excel", "parquet"];

export function EndpointForm({ endpoint, taken, onClose }: EndpointFormProps) {
  const say = useFormWords();
  const queries = useQueryClient();
  const needed = (value: string) => (value.trim() === "" ? say("required") : null);
  const inDatabase = (value: string, { kind }: Values) =>
    kind === "postgres" || kind === "mysql" ? needed(value) : null;
  const form = useForm<Values>({
    initialValues: valuesOf(endpoint),
    validateInputOnChange: true,
    validate: {
      name: (name) => {
        if (endpoint !== undefined) return null;
        if (!nameForm.test(name)) return say("nameWrong");
        if (reserved.includes(name)) return say("nameReserved");
        return taken.includes(name) ? say("nameTaken") : null;
      },
      host: inDatabase,
      database: inDatabase,
      user: inDatabase,
      address: (address, { kind }) =>
        kind !== "http" || /^https?:$/.test(URL.parse(address.trim())?.protocol ?? "")
          ? null
          : say("addressWrong"),
      authUser: (value, { kind, auth }) => (kind === "http" && auth === "basic" ? needed(value) : null),
      headerName: (value, { kind, auth }) => (kind === "http" && auth === "header" ? needed(value) : null),
      tokenAddress: (value, { kind, auth }) =>
        kind === "http" && auth === "clientCredentials" ? needed(value) : null,
      clientId: (value, { kind, auth }) =>
        kind === "http" && auth === "clientCredentials" ? needed(value) : null,
      tables: {
        name: needed,
        insert: (text) => (text.trim() === "" || writeOf(text) !== undefined ? null : say("writeWrong")),
        update: (text) => (text.trim() === "" || writeOf(text) !== undefined ? null : say("writeWrong")),
        delete: (text) => (text.trim() === "" || writeOf(text) !== undefined ? null : say("writeWrong")),
      },
    },
  });
  const save = useMutation({
    mutationFn: async (values: Values) => {
      const { name, secret } = values;
      const kept = await told(
        api.PUT("/api/v1/endpoints/{name}", {
          params: { path: { name } },
          body: {
            settings: settingsOf(values, endpoint?.settings),
            ...(secret === "" ? {} : { secret }),
          },
        }),
      );
      await queries.invalidateQueries({ queryKey: endpointsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: tablesQuery(name).queryKey });
      return queries.fetchQuery(endpointTestQuery(kept));
    },
    onSuccess: ({ works, message, remedy = "" }, { name }) => {
      onClose();
      notifications.show({
        color: works ? "green" : "orange",
        message: say(works ? "worked" : "workedNot", { name, words: `${message} ${remedy}`.trim() }),
      });
    },
  });
  const fields = { form, hasSecret: endpoint?.hasSecret ?? false };
  const { kind } = form.values;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={endpoint === undefined ? say("addTitle") : say("changeTitle", { name: endpoint.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form noValidate autoComplete="off" onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          {endpoint === undefined && (
            <>
              <Select
                label={say("kind")}
                data={kinds.map((one) => ({ value: one, label: say(`kind_${one}`) }))}
                allowDeselect={false}
                {...form.getInputProps("kind")}
              />
              <TextInput
                label={say("name")}
                description={say("nameText")}
                withAsterisk
                data-autofocus
                {...form.getInputProps("name")}
              />
            </>
          )}
          {kind === "postgres" || kind === "mysql" ? (
            <DatabaseFields {...fields} />
          ) : kind === "http" ? (
            <HttpFields {...fields} />
          ) : (
            <FileFields {...fields} />
          )}
          <FormFoot change={save} action={say("save")} onClose={onClose} />
        </Stack>
      </form>
    </Drawer>
  );
}
