/** A failure as people read it: what happened, what it means, what to do; the technical text one press away. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Failure } from "../api/failure.ts";
import { usePartWords } from "./words.ts";

export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const say = usePartWords();
  const [open, { toggle }] = useDisclosure();
  const message = failure.status === 0 ? say("unreachable") : failure.message || say("trouble");
  const meaning = failure.status === 0 ? say("unreachableMeaning") : failure.meaning;
  const technical = [failure.status || undefined, failure.code, failure.message].filter(Boolean).join(" · ");
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" title={message}>
      <Stack gap="xs">
        {meaning !== undefined && <Text size="sm">{meaning}</Text>}
        {failure.remedy !== undefined && <Text size="sm">{failure.remedy}</Text>}
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
        {open && <Code block>{technical}</Code>}
      </Stack>
    </Alert>
  );
}
