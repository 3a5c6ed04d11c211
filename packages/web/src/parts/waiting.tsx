/**
 * That something is on its way: a turning ring, and words. The only place of Mantine's `Loader`: by itself it is a nameless
 * `span`, which may not bear a label, so that a screen reader would say nothing of the wait.
 */
import { Loader, type MantineSize, Text, VisuallyHidden } from "@mantine/core";
import { usePartWords } from "./words.ts";

interface WaitingProps {
  /** What is waited for; "Loading" without it. */
  readonly words?: string;
  /** Whether the words stand beside the ring, or only screen readers say them. */
  readonly isShown?: boolean;
  readonly size?: MantineSize;
}

export function Waiting({ words, isShown = false, size = "sm" }: WaitingProps) {
  const say = usePartWords();
  const said = words ?? say("waiting");
  return (
    <Text span size="sm" role="status">
      <Loader size={size} aria-hidden /> {isShown ? said : <VisuallyHidden>{said}</VisuallyHidden>}
    </Text>
  );
}
