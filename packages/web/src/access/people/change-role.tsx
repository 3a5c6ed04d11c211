/** Gives a person another role. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { type Person, peopleQuery } from "./person.ts";
import { RoleChoice } from "./role-choice.tsx";
import { usePeopleWords } from "./words.ts";

export function ChangeRole({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = usePeopleWords();
  const queries = useQueryClient();
  const [role, setRole] = useState(person.role);
  const change = useMutation({
    mutationFn: () =>
      told(api.PATCH("/api/v1/people/{person}", { params: { path: { person: person.id } }, body: { role } })),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("changeTitle", { name: person.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        <Text size="sm">{say("changeText")}</Text>
        <RoleChoice value={role} onChange={setRole} />
        {change.isError && <FailureNotice failure={failureOf(change.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button disabled={role === person.role} loading={change.isPending} onClick={() => change.mutate()}>
            {say("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
