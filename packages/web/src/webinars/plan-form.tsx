/** The form of a webinar, new or to be changed: checked while typing, kept until it is sent. NOT the sending. */
import {
  Alert,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import type { Failure } from "../api/failure.ts";
import { figure } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { forgetDraft, keepDraft, readDraft } from "./draft.ts";
import { longest, mistakesIn, type Plan } from "./plan.ts";
import { PlanHow } from "./plan-how.tsx";
import { PlanMails } from "./plan-mails.tsx";
import { PlanWhen } from "./plan-when.tsx";
import { usePlanWords } from "./plan-words.ts";
import type { Place } from "./webinar.ts";

export interface PlanFormProps {
  /** Under which what is typed is kept. */
  readonly draft: string;
  readonly start: Plan;
  readonly isNew: boolean;
  readonly connection: Place["connection"];
  readonly zones: readonly string[];
  readonly locales: readonly string[];
  /** What is said before the button, and chosen there. */
  readonly notice: ReactNode;
  readonly action: string;
  readonly isSending: boolean;
  readonly failure: Failure | undefined;
  readonly onSend: (plan: Plan, setMails: boolean) => void;
}

export function PlanForm(props: PlanFormProps) {
  const { draft, start, isNew, connection, zones, locales, notice, action, isSending, failure, onSend } =
    props;
  const say = usePlanWords();
  const [kept, setKept] = useState(() => readDraft(draft, start));
  const [setMails, setSetMails] = useState(isNew);
  const [isWrong, setWrong] = useState(false);
  const state = useForm<Plan>({
    initialValues: kept ?? start,
    validateInputOnChange: true,
    validate: (plan) =>
      Object.fromEntries(
        [...mistakesIn(plan, isNew, Date.now())].map(([path, mistake]) => [path, say(`mistake_${mistake}`)]),
      ),
    onValuesChange: (plan) => {
      setWrong(false);
      keepDraft(draft, plan);
    },
  });
  const { subject, description } = state.values;
  const used = (text: string, most: number) => say("left", { used: figure(text.length), most: figure(most) });
  return (
    <form
      noValidate
      onSubmit={state.onSubmit(
        (plan) => onSend(plan, setMails),
        () => setWrong(true),
      )}
    >
      <Stack gap="lg" maw={800}>
        {kept !== undefined && (
          <Alert color="gray">
            <Group justify="space-between">
              <Text size="sm">{say("draft")}</Text>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  state.setValues(start);
                  state.clearErrors();
                  forgetDraft(draft);
                  setKept(undefined);
                }}
              >
                {say("draftDrop")}
              </Button>
            </Group>
          </Alert>
        )}
        <Section title={say("what")}>
          <TextInput
            label={say("subject")}
            description={used(subject, longest.subject)}
            required
            {...state.getInputProps("subject")}
          />
          <Textarea
            label={say("description")}
            description={used(description, longest.description)}
            autosize
            minRows={3}
            maxRows={12}
            {...state.getInputProps("description")}
          />
        </Section>
        <Section title={say("when")}>
          <PlanWhen state={state} isNew={isNew} zones={zones} />
        </Section>
        <Section title={say("how")}>
          {isNew && <PlanHow state={state} connection={connection} />}
          <NativeSelect
            label={say("locale")}
            maw={400}
            data={locales.map((value) => ({ value, label: languageOf(value) }))}
            {...state.getInputProps("locale")}
          />
        </Section>
        <Section title={say("mails")}>
          {!isNew && (
            <>
              <Text size="sm">{say("mailsUnknown")}</Text>
              <Checkbox
                label={say("setMails")}
                checked={setMails}
                onChange={({ currentTarget }) => setSetMails(currentTarget.checked)}
              />
            </>
          )}
          {setMails && <PlanMails state={state} />}
        </Section>
        {notice}
        {isWrong && (
          <Alert color="red" role="alert">
            {say("wrong")}
          </Alert>
        )}
        {failure !== undefined && <FailureNotice failure={failure} />}
        <Group>
          <Button type="submit" loading={isSending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack>
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}

/** "Deutsch (Deutschland)", of de_DE, in that language itself. */
function languageOf(locale: string): string {
  const tag = locale.replace("_", "-");
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? locale;
}
