/** People who are being registered, or have been: how far it is, and what came of each. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { failureOf } from "../api/failure.ts";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import type { WriteResult } from "../api/write.ts";
import { figure } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { saveFile } from "../parts/save-file.ts";
import { ManyTable } from "./many-table.tsx";
import { type SayMany, useManyWords } from "./many-words.ts";
import { type Person, sheetText } from "./people-list.ts";
import type { Outcomes, Sending } from "./register-many.ts";
import { useScrollUp } from "./scroll-up.ts";

/** Says the hub's own words in the language of the page. */
type Tell = (english: string) => string;

export interface ManyOutcomeProps {
  readonly latest: {
    readonly sending: Sending;
    readonly status: "idle" | "pending" | "success" | "error";
    readonly error: unknown;
  };
  readonly outcomes: Outcomes;
  readonly onStart: (sending: Sending) => void;
  readonly onAnew: () => void;
}

export function ManyOutcome({ latest, outcomes, onStart, onAnew }: ManyOutcomeProps) {
  const say = useManyWords();
  const tell = useTellAsText();
  const { sending, status, error } = latest;
  const { people } = sending;
  useScrollUp();
  const done = people.filter(({ number }) => outcomes.has(number)).length;
  const undone = people.filter(({ number }) => (outcomes.get(number)?.outcome ?? "failed") === "failed");
  const unsent = status === "pending" ? "waits" : "notSent";
  const textOf = ({ number }: Person) => outcomeText(outcomes.get(number), say, tell, unsent);
  const isStopped = sending.stop.signal.aborted;
  const count = (outcome: WriteResult["outcome"]) =>
    figure([...outcomes.values()].filter((result) => result.outcome === outcome).length);
  return (
    <Stack>
      <Text role="status">
        {status === "pending"
          ? progressText(sending, done, say)
          : isStopped
            ? say("stopped", { done: figure(done), all: figure(people.length) })
            : say("done", { created: count("created"), exists: count("exists"), failed: count("failed") })}
      </Text>
      {status === "pending" && (
        <>
          <Progress value={(100 * done) / people.length} aria-label={say("title")} />
          <Text size="sm" c="dimmed">
            {say("leave")}
          </Text>
          <Button
            variant="default"
            w="fit-content"
            // It ends after those who are under way.
            loading={isStopped}
            onClick={() => sending.stop.abort()}
          >
            {say("stop")}
          </Button>
        </>
      )}
      {status === "error" && !isStopped && <FailureNotice failure={failureOf(error)} />}
      <ManyTable people={people} outcomes={outcomes} label={say("result")} textOf={textOf} />
      {status !== "pending" && (
        <Group>
          <Button onClick={() => save(people, outcomes, say, tell)}>{say("save")}</Button>
          {undone.length > 0 && (
            <Button
              variant="default"
              onClick={() =>
                onStart({ ...sending, people: undone, startedAt: Date.now(), stop: new AbortController() })
              }
            >
              {say("again", { count: undone.length })}
            </Button>
          )}
          <Button variant="default" onClick={onAnew}>
            {say("anew")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function progressText({ people, startedAt }: Sending, done: number, say: SayMany): string {
  const all = figure(people.length);
  if (done === 0) return say("sendingFirst", { all });
  const rate = done / Math.max(0.1, (Date.now() - startedAt) / 1_000);
  const seconds = Math.ceil((people.length - done) / rate);
  const left =
    seconds < 60 ? say("seconds", { count: seconds }) : say("minutes", { count: Math.ceil(seconds / 60) });
  return say("sending", { done: figure(done), all, rate: figure(Math.round(rate * 10) / 10), left });
}

function outcomeText(
  result: WriteResult | undefined,
  say: SayMany,
  tell: Tell,
  unsent: "waits" | "notSent",
): string {
  if (result === undefined) return say(unsent);
  if (result.error !== undefined) return say("failed", { why: tell(result.error.message) });
  if (result.result?.status === "WAITING") return say("waiting");
  return say(result.outcome === "exists" ? "exists" : "created");
}

/** Gives the results to the browser as a file. */
function save(people: readonly Person[], outcomes: Outcomes, say: SayMany, tell: Tell): void {
  const columns = [say("number"), say("name"), say("email"), say("result"), say("joinLink")];
  const rows = people.map(({ number, name, email }) => {
    const result = outcomes.get(number);
    return [
      String(number),
      name,
      email,
      outcomeText(result, say, tell, "notSent"),
      String(result?.result?.joinUrl ?? ""),
    ];
  });
  saveFile("registrants.csv", "text/csv", sheetText(columns, rows));
}
