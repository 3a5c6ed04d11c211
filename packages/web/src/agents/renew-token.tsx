/** A new token for an agent that is there, after asking: the one before ends at once. */
import { Modal, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { MadeToken } from "./made-token.tsx";
import { useAgentWords } from "./words.ts";

export function RenewToken({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const say = useAgentWords();
  const renew = useMutation({
    mutationFn: () => told(api.POST("/api/v1/agents/{name}/token", { params: { path: { name } } })),
  });
  if (renew.data === undefined) {
    return (
      <Confirmation
        title={say("renewTitle", { name })}
        action={say("renew")}
        change={renew}
        onClose={onClose}
      >
        <Text>{say("renewText")}</Text>
      </Confirmation>
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say("tokenTitle", { name })}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <MadeToken name={name} token={renew.data.token} onClose={onClose} />
    </Modal>
  );
}
