/** A failure as people read it: what happened, what it means, what to do; the technical text one press away. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Failure } from "../api/failure.ts";
import { usePresence } from "../api/presence.ts";
import { HubWords } from "./hub-words.tsx";
import { usePartWords } from "./words.ts";

export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const say = usePartWords();
  const [open, { toggle }] = useDisclosure();
  const { status, code, message, meaning, remedy } = failure;
  const isUnreached = status === 0;
  const presence = usePresence();
  const [wasAway, setWasAway] = useState(false);
  useEffect(() => {
    if (presence === "away") setWasAway(true);
  }, [presence]);
  if (isUnreached && wasAway && presence === "here") {
    return (
      <Alert color="gray" role="status">
        {say("backAgain")}
      </Alert>
    );
  }
  const own = [message, meaning, remedy].filter(Boolean).join(" ");
  const technical = [status || undefined, code, own].filter(Boolean).join(" · ");
  const title = isUnreached ? (
    say("unreachable")
  ) : message === "" ? (
    say("trouble")
  ) : (
    <HubWords>{message}</HubWords>
  );
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" title={title}>
      <Stack gap="xs">
        {isUnreached && <Text size="sm">{say("unreachableMeaning")}</Text>}
        {[meaning, remedy].map(
          (words) =>
            words !== undefined && (
              <Text size="sm" key={words}>
                <HubWords>{words}</HubWords>
              </Text>
            ),
        )}
        <Group gap="xs">
          <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={open}>
            {say("details")}
          </Button>
          <CopyButton value={technical}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy}>
                {copied ? say("copied") : say("copy")}
              </Button>
            )}
          </CopyButton>
        </Group>
        {open && (
          <Code block lang="en">
            {technical}
          </Code>
        )}
      </Stack>
    </Alert>
  );
}
