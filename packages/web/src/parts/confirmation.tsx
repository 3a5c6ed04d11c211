/** Asks before something that cannot be undone. What went wrong is said in the dialog, which stays open then. */
import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { usePartWords } from "./words.ts";

export interface ConfirmationProps {
  /** The question. */
  readonly title: string;
  /** What will happen, and to whom. */
  readonly children: ReactNode;
  /** What the button does, as a verb. */
  readonly action: string;
  /** What the other button says, where "Cancel" could be taken for the action. */
  readonly keep?: string;
  /** Whether the action can be pressed: false as long as something in the dialog is still to be said. */
  readonly isReady?: boolean;
  /** Whether it takes nothing away, and so is no warning. */
  readonly isHarmless?: boolean;
  /** The change: `useMutation`'s answer. */
  readonly change: { readonly isPending: boolean; readonly error: unknown; mutate(): void };
  readonly onClose: () => void;
}

export function Confirmation({
  title,
  children,
  action,
  keep,
  isReady = true,
  isHarmless = false,
  change,
  onClose,
}: ConfirmationProps) {
  const say = usePartWords();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack>
        {children}
        {change.error !== null && <FailureNotice failure={failureOf(change.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {keep ?? say("cancel")}
          </Button>
          <Button
            {...(isHarmless ? {} : { color: "red" })}
            disabled={!isReady}
            loading={change.isPending}
            onClick={() => change.mutate()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
