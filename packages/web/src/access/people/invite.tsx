/** Invites somebody: whom, with which role; then the link to hand over. */

import { Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { FormFoot } from "../../parts/form-foot.tsx";
import type { Role } from "../permission-words.ts";
import { MadeLink } from "./made-link.tsx";
import { invitationsQuery } from "./person.ts";
import { RoleChoice } from "./role-choice.tsx";
import { usePeopleWords } from "./words.ts";

export function Invite({ onClose }: { readonly onClose: () => void }) {
  const say = usePeopleWords();
  const queries = useQueryClient();
  const form = useForm<{ readonly email: string; readonly role: Role }>({
    initialValues: { email: "", role: "viewer" },
    validateInputOnBlur: true,
    validate: {
      email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : say("badEmail")),
    },
  });
  const invite = useMutation({
    mutationFn: ({ email, role }: typeof form.values) =>
      told(api.POST("/api/v1/invitations", { body: { email: email.trim(), role } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  const made = invite.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? say("inviteTitle") : say("linkTitle", { email: made.email })}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {made !== undefined ? (
        <MadeLink email={made.email} link={made} kind="invitation" onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit((values) => invite.mutate(values))}>
          <Stack>
            <Text size="sm">{say("inviteText")}</Text>
            <TextInput
              label={say("email")}
              inputMode="email"
              autoComplete="off"
              data-autofocus
              {...form.getInputProps("email")}
            />
            <RoleChoice value={form.values.role} onChange={(role) => form.setFieldValue("role", role)} />
            <FormFoot change={invite} action={say("makeLink")} onClose={onClose} />
          </Stack>
        </form>
      )}
    </Modal>
  );
}
