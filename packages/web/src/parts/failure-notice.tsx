/**
 * A failure as people read it: what happened, what it means, what to do; the technical text one press away. In Spanish the
 * hub's own English text stands under it, since it names the things and values.
 */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Failure } from "../api/failure.ts";
import { useSpanishFailure } from "../api/failure-words/use-failure-words.ts";
import { usePartWords } from "./words.ts";

export function FailureNotice({ failure }: { readonly failure: Failure }) {
  const say = usePartWords();
  const [open, { toggle }] = useDisclosure();
  const spanish = useSpanishFailure(failure);
  const isUnreached = failure.status === 0;
  const message = isUnreached ? say("unreachable") : (spanish ?? failure).message || say("trouble");
  const meaning = isUnreached ? say("unreachableMeaning") : (spanish ?? failure).meaning;
  const remedy = (spanish ?? failure).remedy;
  const own = [failure.message, failure.meaning, failure.remedy].filter(Boolean).join(" ");
  const technical = [failure.status || undefined, failure.code, own].filter(Boolean).join(" · ");
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" title={message}>
      <Stack gap="xs">
        {meaning !== undefined && <Text size="sm">{meaning}</Text>}
        {remedy !== undefined && <Text size="sm">{remedy}</Text>}
        {spanish !== undefined && (
          <Text size="sm" c="dimmed">
            {say("ownText")} <span lang="en">{own}</span>
          </Text>
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
        {open && <Code block>{technical}</Code>}
      </Stack>
    </Alert>
  );
}
