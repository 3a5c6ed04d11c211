/** Makes a link by which a person chooses a new password. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { MadeLink } from "./made-link.tsx";
import type { Person } from "./person.ts";
import { usePeopleWords } from "./words.ts";

export function PasswordLink({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = usePeopleWords();
  const { name, email, id } = person;
  const make = useMutation({
    mutationFn: () =>
      told(api.POST("/api/v1/people/{person}/password-link", { params: { path: { person: id } } })),
  });
  const made = make.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? say("passwordTitle", { name }) : say("linkTitle", { email })}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {made !== undefined ? (
        <MadeLink email={email} link={made} kind="password" onClose={onClose} />
      ) : (
        <Stack>
          <Text>{say("passwordText", { name })}</Text>
          {make.isError && <FailureNotice failure={failureOf(make.error)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say("cancel")}
            </Button>
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {say("makeLink")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
