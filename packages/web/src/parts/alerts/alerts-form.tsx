/** Who is to be told, as a form. */
import { Alert, Button, Group, Modal, NumberInput, Stack, TagsInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../failure-notice.tsx";
import type { AlertSettings } from "./settings.ts";
import { TryOut, useHasMail } from "./try-out.tsx";
import { useAlertWords } from "./words.ts";

/** As the hub has it where nothing is said. */
const usual = { every: 24, late: 30 };
const looksLikeAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface AlertsFormProps {
  readonly alerts: AlertSettings | undefined;
  readonly isSaving: boolean;
  /** Why it could not be kept. */
  readonly error: Error | null;
  /** Undefined: nobody is to be told any more. */
  readonly onSave: (alerts: AlertSettings | undefined) => void;
  readonly onClose: () => void;
}

export function AlertsForm({ alerts, isSaving, error, onSave, onClose }: AlertsFormProps) {
  const say = useAlertWords();
  const form = useForm({
    initialValues: {
      email: [...(alerts?.email ?? [])],
      webhook: alerts?.webhook ?? "",
      every: alerts?.every ?? usual.every,
      late: alerts?.late ?? usual.late,
    },
    validateInputOnChange: true,
    validate: {
      email: (addresses, { webhook }) => {
        const wrong = addresses.find((address) => !looksLikeAddress.test(address));
        if (wrong !== undefined) return say("emailWrong", { address: wrong });
        return addresses.length === 0 && webhook.trim() === "" ? say("receiverNeeded") : null;
      },
      webhook: (address) =>
        address.trim() === "" || URL.parse(address.trim())?.protocol === "https:"
          ? null
          : say("webhookWrong"),
      every: (hours) => (hours > 0 ? null : say("positive")),
      late: (minutes) => (minutes > 0 ? null : say("positive")),
    },
  });
  const hasMail = useHasMail();
  const { email, webhook } = form.values;
  const receivers = {
    ...(email.length === 0 ? {} : { email }),
    ...(webhook.trim() === "" ? {} : { webhook: webhook.trim() }),
  };
  const submit = form.onSubmit(({ every, late }) => onSave({ every, late, ...receivers }));
  return (
    <Modal opened onClose={onClose} title={say("alerts")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TagsInput
            label={say("emails")}
            description={say("emailsText")}
            acceptValueOnBlur
            data-autofocus
            {...form.getInputProps("email")}
          />
          <TextInput
            label={say("webhook")}
            description={say("webhookText")}
            {...form.getInputProps("webhook")}
          />
          <NumberInput label={say("every")} min={0} {...form.getInputProps("every")} />
          <NumberInput label={say("late")} min={0} {...form.getInputProps("late")} />
          {email.length > 0 && !hasMail && <Alert color="orange">{say("noMail")}</Alert>}
          <TryOut receivers={receivers} />
          {error !== null && <FailureNotice failure={failureOf(error)} />}
          <Group justify="flex-end">
            {alerts !== undefined && (
              <Button variant="subtle" color="red" onClick={() => onSave(undefined)}>
                {say("nobody")}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {say("cancel")}
            </Button>
            <Button type="submit" loading={isSaving}>
              {say("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
