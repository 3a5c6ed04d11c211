/** Names a team: a new one, or one that is there. */

import { Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { FormFoot } from "../../parts/form-foot.tsx";
import { type Team, teamsQuery } from "./team.ts";
import { useTeamWords } from "./words.ts";

interface NameTeamProps {
  readonly team: Team | undefined;
  readonly onClose: () => void;
}

export function NameTeam({ team, onClose }: NameTeamProps) {
  const say = useTeamWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: team?.name ?? "" },
    validate: { name: (value) => (value.trim() === "" ? say("required") : null) },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) =>
      told(
        team === undefined
          ? api.POST("/api/v1/teams", { body })
          : api.PATCH("/api/v1/teams/{team}", { params: { path: { team: team.id } }, body }),
      ),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={team === undefined ? say("create") : `${say("rename")}: ${team.name}`}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <TextInput label={say("name")} maxLength={100} data-autofocus {...form.getInputProps("name")} />
          <FormFoot
            change={change}
            action={team === undefined ? say("create") : say("save")}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
