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
import { httpFaultsOf } from "./http-checks.ts";
import { HttpFields } from "./http-fields.tsx";

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
  const httpWords = { needed: say("required"), twice: say("twice"), secretHeader: say("secretHeader") };
  const nameFault = (name: string) => {
    if (endpoint !== undefined) return null;
    if (!nameForm.test(name)) return say("nameWrong");
    if (reserved.includes(name)) return say("nameReserved");
    return taken.includes(name) ? say("nameTaken") : null;
  };
  const faultsOf = (values: Values) => {
    const { kind, auth } = values;
    const inDatabase = kind === "postgres" || kind === "mysql";
    const isClient = kind === "http" && auth === "clientCredentials";
    return {
      name: nameFault(values.name),
      ...(inDatabase
        ? { host: needed(values.host), database: needed(values.database), user: needed(values.user) }
        : {}),
      ...(kind === "http" && !/^https?:$/.test(URL.parse(values.address.trim())?.protocol ?? "")
        ? { address: say("addressWrong") }
        : {}),
      ...(kind === "http" && auth === "basic" ? { authUser: needed(values.authUser) } : {}),
      ...(kind === "http" && auth === "header" ? { headerName: needed(values.headerName) } : {}),
      ...(isClient ? { tokenAddress: needed(values.tokenAddress), clientId: needed(values.clientId) } : {}),
    };
  };
  const form = useForm<Values>({
    initialValues: valuesOf(endpoint),
    validateInputOnChange: true,
    validate: (values) => ({ ...faultsOf(values), ...httpFaultsOf(values, httpWords) }),
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
      size={kind === "http" ? "xl" : "lg"}
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
