/** The secret that webhooks are signed with: made anew, and shown this once. */
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { Confirmation } from "../confirmation.tsx";
import { Copyable } from "../copyable.tsx";
import { useAlertWords } from "./words.ts";

export function WebhookSecret() {
  const say = useAlertWords();
  const [isAsking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: () => told(api.POST("/api/v1/alerts/webhook-secret")),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {say("newSecret")}
      </Button>
      {isAsking && (
        <Confirmation
          title={say("newSecretTitle")}
          action={say("newSecret")}
          change={make}
          onClose={() => setAsking(false)}
        >
          <Text>{say("newSecretText")}</Text>
        </Confirmation>
      )}
      {make.isSuccess && (
        <Modal
          opened
          onClose={make.reset}
          title={say("secretTitle")}
          closeButtonProps={{ "aria-label": say("close") }}
        >
          <Stack>
            <Text>{say("secretText")}</Text>
            <Copyable label={say("secret")} value={make.data.secret} />
            <Button w="fit-content" ml="auto" onClick={make.reset}>
              {say("done")}
            </Button>
          </Stack>
        </Modal>
      )}
    </>
  );
}
