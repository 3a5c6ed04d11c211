/** Another name or alias for a connection. What uses it does not notice. */

import { Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { type Connection, connectionsQuery, longestName } from "./connection.ts";
import { useConnectionWords } from "./words.ts";

export function RenameConnection({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useConnectionWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: connection.name, alias: connection.alias },
    validateInputOnChange: true,
    validate: {
      name: (name) =>
        name.trim() === "" ? say("required") : [...name.trim()].length > longestName ? say("tooLong") : null,
      alias: (alias) => (/^\w{1,25}$/.test(alias) ? null : say("aliasRule")),
    },
  });
  const change = useMutation({
    mutationFn: ({ name, alias }: { readonly name: string; readonly alias: string }) =>
      told(
        api.PATCH("/api/v1/connections/{alias}", {
          params: { path: { alias: connection.alias } },
          body: { name: name.trim(), alias },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={say("rename")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <TextInput label={say("name")} data-autofocus {...form.getInputProps("name")} />
          <TextInput
            label={say("alias")}
            description={say("aliasText")}
            autoComplete="off"
            {...form.getInputProps("alias")}
          />
          <FormFoot change={change} action={say("save")} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
