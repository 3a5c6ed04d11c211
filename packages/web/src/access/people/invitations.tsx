/** Invitations that wait to be accepted; each can be withdrawn, and made again by inviting the same address. */
import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { fromNow } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { useAccessWords } from "../permission-words.ts";
import { type Invitation, invitationsQuery } from "./person.ts";
import { usePeopleWords } from "./words.ts";

interface InvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly mayWrite: boolean;
}

export function Invitations({ invitations, mayWrite }: InvitationsProps) {
  const say = usePeopleWords();
  const sayRole = useAccessWords();
  const queries = useQueryClient();
  const now = new Date();
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) =>
      told(api.DELETE("/api/v1/invitations/{invitation}", { params: { path: { invitation: id } } })),
    onSuccess: (_answer, { email }) => notifications.show({ message: say("withdrawn", { email }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  return (
    <Stack gap="sm">
      <ItemList label={say("invitations")}>
        {invitations.map((invitation) => (
          <Item
            key={invitation.id}
            name={invitation.email}
            {...(mayWrite
              ? {
                  actions: (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`${say("withdraw")}: ${invitation.email}`}
                      loading={withdraw.isPending && withdraw.variables.id === invitation.id}
                      onClick={() => withdraw.mutate(invitation)}
                    >
                      {say("withdraw")}
                    </Button>
                  ),
                }
              : {})}
          >
            <Text size="sm">
              <strong>{sayRole(invitation.role)}</strong>.{" "}
              {say("invited", {
                by: invitation.invitedBy,
                when: fromNow(new Date(invitation.createdAt), now),
                ends: fromNow(new Date(invitation.expiresAt), now),
              })}
            </Text>
          </Item>
        ))}
      </ItemList>
      {withdraw.isError && <FailureNotice failure={failureOf(withdraw.error)} />}
    </Stack>
  );
}
