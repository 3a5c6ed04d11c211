/** Says that the hub is away or that the session has ended, over whatever page is open; the page and its input stay. */
import { Alert, Button, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { tellPresence, usePresence } from "../api/presence.ts";
import { signIn } from "../api/session.ts";
import { useFrameWords } from "./words.ts";

export function AwayNotice() {
  const say = useFrameWords();
  const presence = usePresence();
  const queries = useQueryClient();
  const before = useRef(presence);
  useEffect(() => {
    // Back again: everything on the page may be old.
    if (before.current !== "here" && presence === "here") void queries.invalidateQueries();
    before.current = presence;
  }, [presence, queries]);
  if (presence !== "away") return null;
  return (
    <Alert color="orange" icon={<IconPlugConnectedX aria-hidden />} role="status" mb="md">
      {say("away")}
    </Alert>
  );
}

export function SessionEnded({ email: known }: { readonly email: string | undefined }) {
  const say = useFrameWords();
  const presence = usePresence();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [state, setState] = useState<"waiting" | "asking" | "refused">("waiting");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setState("asking");
    const taken = await signIn(email, password).catch(() => false);
    setPassword("");
    setState(taken ? "waiting" : "refused");
    if (taken) tellPresence("here");
  };
  return (
    <Modal
      opened={presence === "signed-out"}
      onClose={() => {}}
      withCloseButton={false}
      title={say("endedTitle")}
      closeOnClickOutside={false}
      closeOnEscape={false}
      // Above a dialog that is open: it may be what somebody was typing in.
      zIndex={1_000}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack>
          <Text size="sm">{say("endedText")}</Text>
          {state === "refused" && (
            <Alert color="red" role="alert">
              {say("refused")}
            </Alert>
          )}
          <TextInput
            label={say("email")}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <PasswordInput
            label={say("password")}
            autoComplete="current-password"
            required
            data-autofocus
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          <Button type="submit" loading={state === "asking"}>
            {say("signIn")}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
