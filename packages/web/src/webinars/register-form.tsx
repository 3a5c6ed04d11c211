/** Registers one person by the form of this very webinar, and shows the join link. What was typed stays through failures. */
import { Button, Divider, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import type { WriteResult } from "../api/write.ts";
import { writeRow } from "../api/write.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { Loaded } from "./loaded.tsx";
import { MailNotice } from "./mail-notice.tsx";
import type { PartProps } from "./overview.tsx";
import { type SayRegister, useRegisterWords } from "./register-words.ts";
import { Registered } from "./registered.tsx";
import {
  type Filled,
  type FormField,
  formOf,
  isAddress,
  mistakeIn,
  registrantRow,
  standardFields,
} from "./registration-form.ts";
import { forgetTyped, keepTyped, readTyped } from "./typed.ts";
import { connectionOf, registrationFormQuery } from "./webinar.ts";

/** Longer answers get a box of several lines. */
const longAnswer = 200;

export function RegisterForm({ webinar, place, onClose }: PartProps & { readonly onClose: () => void }) {
  const say = useRegisterWords();
  const fields = useQuery(registrationFormQuery(place));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say("title")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Loaded answer={fields}>
        {(rows) => <Fields webinar={webinar} place={place} form={formOf(rows)} onClose={onClose} />}
      </Loaded>
    </Modal>
  );
}

interface FieldsProps extends PartProps {
  readonly form: readonly FormField[];
  readonly onClose: () => void;
}

function Fields({ webinar, place, form, onClose }: FieldsProps) {
  const say = useRegisterWords();
  const queries = useQueryClient();
  const name = `person ${place.connection ?? ""} ${place.webinarKey}`;
  const empty = Object.fromEntries(form.map((field) => [field.name, ""]));
  const [kept] = useState(() => readTyped(name, isFilled));
  const state = useForm<Record<string, string>>({
    initialValues: { ...empty, ...kept },
    onValuesChange: (filled) => keepTyped(name, filled),
    validate: Object.fromEntries(
      form.map((field) => [field.name, (value: string | undefined) => told(field, value, say)]),
    ),
    // While typing, but for the address: half of one is always wrong.
    validateInputOnChange: form.filter(({ name }) => name !== "email").map(({ name }) => name),
    validateInputOnBlur: ["email"],
  });
  const registration = useMutation({
    mutationFn: (filled: Filled): Promise<WriteResult> =>
      writeRow({
        entity: "Registrant",
        operation: "upsert",
        row: registrantRow(form, filled, place.webinarKey),
        query: connectionOf(place),
      }),
    onSuccess() {
      forgetTyped(name);
      return queries.invalidateQueries();
    },
  });
  const { firstName = "", lastName = "", email = "" } = state.values;
  if (registration.isSuccess) {
    return (
      <Stack>
        <Registered
          result={registration.data}
          name={`${firstName} ${lastName}`.trim()}
          email={email.trim()}
          row={registrantRow(form, state.values, place.webinarKey)}
          place={place}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("close")}
          </Button>
          <Button
            onClick={() => {
              state.setValues(empty);
              state.clearErrors();
              forgetTyped(name);
              registration.reset();
            }}
          >
            {say("another")}
          </Button>
        </Group>
      </Stack>
    );
  }
  const questions = form.filter(({ asks }) => "question" in asks);
  return (
    <form onSubmit={state.onSubmit((filled) => registration.mutate(filled))} noValidate>
      <Stack>
        {form
          .filter(({ asks }) => "field" in asks)
          .map((field) => (
            <Field key={field.name} field={field} state={state} />
          ))}
        {questions.length > 0 && <Divider label={say("questions")} labelPosition="left" />}
        {questions.map((field) => (
          <Field key={field.name} field={field} state={state} />
        ))}
        <MailNotice>
          <Text size="sm">
            {say("mailConfirmation", { email: isAddress(email.trim()) ? email.trim() : say("mailNobody") })}
          </Text>
          {webinar.approvalType === "MANUAL" && <Text size="sm">{say("mailManual")}</Text>}
        </MailNotice>
        {registration.isError && <FailureNotice failure={failureOf(registration.error)} />}
        <Group justify="flex-end">
          <Button type="submit" loading={registration.isPending}>
            {say("submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isFilled(kept: unknown): kept is Filled {
  return (
    typeof kept === "object" && kept !== null && Object.values(kept).every((one) => typeof one === "string")
  );
}

interface FieldProps {
  readonly field: FormField;
  readonly state: Pick<UseFormReturnType<Record<string, string>>, "getInputProps">;
}

function Field({ field, state }: FieldProps) {
  const say = useRegisterWords();
  const { name, required, choices, maxSize } = field;
  const props = {
    label: labelOf(field, say),
    required,
    "aria-required": required,
    ...state.getInputProps(name),
  };
  if (choices !== undefined) {
    return <NativeSelect {...props} data={[{ value: "", label: say("choose") }, ...choices]} />;
  }
  if (maxSize > longAnswer) return <Textarea {...props} autosize minRows={2} />;
  return <TextInput {...props} type={name === "email" ? "email" : "text"} />;
}

/** In the reader's language where it is one of GoTo's fields; a question is said as it was written. */
export function labelOf({ asks }: FormField, say: SayRegister): string {
  if ("question" in asks) return asks.question;
  const known = standardFields.find((field) => field === asks.field);
  return known === undefined ? asks.field : say(`field_${known}`);
}

function told(field: FormField, value: string | undefined, say: SayRegister): string | null {
  const mistake = mistakeIn(field, value);
  return mistake === undefined ? null : say(mistake, { count: field.maxSize });
}
