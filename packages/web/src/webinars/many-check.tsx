/** The people of a list before they are sent: what will come of each, and which e-mails GoTo sends because of it. */
import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import { newRun } from "../api/run-progress.ts";
import { figure } from "../language/moments.ts";
import { Loaded } from "./loaded.tsx";
import { MailNotice } from "./mail-notice.tsx";
import { ManyTable } from "./many-table.tsx";
import { type SayMany, useManyWords } from "./many-words.ts";
import type { Person } from "./people-list.ts";
import { labelOf } from "./register-form.tsx";
import { checkQuery, type Outcomes, type Sending } from "./register-many.ts";
import { type SayRegister, useRegisterWords } from "./register-words.ts";
import { useScrollUp } from "./scroll-up.ts";
import { Unused } from "./unused.tsx";
import type { Place } from "./webinar.ts";

export interface ManyCheckProps {
  readonly people: readonly Person[];
  /** Columns of the list that are not sent. */
  readonly unused: readonly string[];
  readonly place: Place;
  readonly isManual: boolean;
  readonly onBack: () => void;
  readonly onStart: (sending: Sending) => void;
}

export function ManyCheck({ people, unused, place, onBack, ...rest }: ManyCheckProps) {
  const say = useManyWords();
  useScrollUp();
  const [check] = useState(newRun);
  const sound = people.filter(({ problems }) => problems.length === 0);
  const checked = useQuery(checkQuery(place, sound, check));
  return (
    <Stack>
      <Unused columns={unused} />
      <Loaded answer={checked}>
        {(outcomes) => <Checked people={people} outcomes={outcomes} {...rest} />}
      </Loaded>
      <Button variant="default" w="fit-content" onClick={onBack}>
        {say("change")}
      </Button>
    </Stack>
  );
}

interface CheckedProps extends Pick<ManyCheckProps, "people" | "isManual" | "onStart"> {
  readonly outcomes: Outcomes;
}

function Checked({ people, outcomes, isManual, onStart }: CheckedProps) {
  const say = useManyWords();
  const sayField = useRegisterWords();
  const tell = useTellAsText();
  const textOf = (person: Person) => expectation(person, outcomes, say, sayField, tell);
  const [resend, setResend] = useState(false);
  const outcomeOf = ({ number }: Person) => outcomes.get(number)?.outcome;
  const fresh = people.filter((person) => outcomeOf(person) === "created");
  const there = people.filter((person) => outcomeOf(person) === "exists");
  const wrong = people.length - fresh.length - there.length;
  const sent = resend ? [...fresh, ...there] : fresh;
  return (
    <Stack>
      <Text role="status">
        {[
          say("ready", { fine: figure(fresh.length), all: figure(people.length) }),
          there.length > 0 && say("readyThere", { count: there.length, n: figure(there.length) }),
          wrong > 0 && say("readyWrong", { count: wrong, n: figure(wrong) }),
        ]
          .filter(Boolean)
          .join(" ")}
      </Text>
      <ManyTable people={people} outcomes={outcomes} label={say("what")} textOf={textOf} />
      {there.length > 0 && (
        <Checkbox
          label={say("resend")}
          checked={resend}
          onChange={({ currentTarget }) => setResend(currentTarget.checked)}
        />
      )}
      <MailNotice>
        <Text size="sm">
          {fresh.length === 0 && !resend ? say("mailsNone") : say("mailsNew", { count: fresh.length })}
        </Text>
        {there.length > 0 && (
          <Text size="sm">{say(resend ? "mailsAgain" : "mailsThere", { count: there.length })}</Text>
        )}
        {isManual && <Text size="sm">{sayField("mailManual")}</Text>}
      </MailNotice>
      <Group>
        <Button
          disabled={sent.length === 0}
          onClick={() =>
            onStart({
              people: sent,
              resendConfirmation: resend,
              startedAt: Date.now(),
              stop: new AbortController(),
            })
          }
        >
          {say("register", { count: sent.length })}
        </Button>
      </Group>
    </Stack>
  );
}

/** What will come of a person, or what is in the way. */
function expectation(
  { number, problems }: Person,
  outcomes: Outcomes,
  say: SayMany,
  sayField: SayRegister,
  tell: (english: string) => string,
): string {
  if (problems.length > 0) {
    return problems
      .map(({ field, mistake }) => say(`problem_${mistake}`, { field: labelOf(field, sayField) }))
      .join("; ");
  }
  const result = outcomes.get(number);
  if (result?.error !== undefined) return tell(result.error.message);
  return say(result?.outcome === "exists" ? "isThere" : "willRegister");
}
