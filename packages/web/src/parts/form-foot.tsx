/** The foot of a form in a dialog: what went wrong at the hub, and the two buttons. */
import { Button, Group } from "@mantine/core";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { usePartWords } from "./words.ts";

export interface FormFootProps {
  /** The change that the form sends: `useMutation`'s answer. */
  readonly change: { readonly isPending: boolean; readonly error: unknown };
  /** What the button does, as a verb. */
  readonly action: string;
  readonly onClose: () => void;
  readonly disabled?: boolean;
}

export function FormFoot({ change, action, onClose, disabled = false }: FormFootProps) {
  const say = usePartWords();
  return (
    <>
      {change.error !== null && <FailureNotice failure={failureOf(change.error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {say("cancel")}
        </Button>
        <Button type="submit" loading={change.isPending} disabled={disabled}>
          {action}
        </Button>
      </Group>
    </>
  );
}
