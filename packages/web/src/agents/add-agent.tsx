/** A new agent: its name, then its token. */

import { Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { watchedAgentsQuery } from "./agent.ts";
import { MadeToken } from "./made-token.tsx";
import { useAgentWords } from "./words.ts";

export function AddAgent({ onClose }: { readonly onClose: () => void }) {
  const say = useAgentWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: "" },
    validateInputOnBlur: true,
    validate: { name: (value) => (/^[a-z0-9][a-z0-9-]{0,62}$/.test(value.trim()) ? null : say("badName")) },
  });
  const add = useMutation({
    mutationFn: ({ name }: typeof form.values) =>
      told(api.POST("/api/v1/agents", { body: { name: name.trim() } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: watchedAgentsQuery.queryKey }),
  });
  const made = add.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={made === undefined ? say("addTitle") : say("tokenTitle", { name: made.name })}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {made !== undefined ? (
        <MadeToken name={made.name} token={made.token} onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
          <Stack>
            <TextInput
              label={say("name")}
              description={say("nameText")}
              autoComplete="off"
              autoCapitalize="none"
              data-autofocus
              {...form.getInputProps("name")}
            />
            <FormFoot change={add} action={say("add")} onClose={onClose} />
          </Stack>
        </form>
      )}
    </Modal>
  );
}
