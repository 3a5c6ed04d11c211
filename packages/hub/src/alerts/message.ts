/** The words of an alert: one message with everything that is to be known. Pure. */
import type { AboutFacts, AlertSource } from "./source.ts";
import type { KeptTrouble } from "./store.ts";

export interface MessageFacts {
  readonly facts: AboutFacts;
  readonly source: AlertSource["kind"];
  readonly kind: "trouble" | "recovered";
  readonly since: Date | undefined;
  readonly troubles: readonly KeptTrouble[];
  readonly now: Date;
}

export interface Message {
  readonly subject: string;
  readonly text: string;
  /** For webhooks: `type`, `timestamp`, `data`, as Standard Webhooks has it. */
  readonly json: Readonly<Record<string, unknown>>;
}

const mostShown = 20;
const kindWords = {
  "run-failed": "the run failed",
  "sync-failed": "the sync failed",
  "connection-lost": "a connection is lost",
  "rows-failed": "rows failed",
  "not-run": "it did not run when it was due",
} as const;

export function messageOf({ facts, source, kind, since, troubles, now }: MessageFacts): Message {
  const { name, alerts, hints, data } = facts;
  const shown = troubles.filter(({ times, told }) => times > told);
  const lines = [
    kind === "recovered"
      ? `${name} works again.`
      : `${name} has been in trouble since ${moment(since ?? now)}.`,
    "",
    ...shown.slice(0, mostShown).flatMap(linesOf),
    ...(shown.length > mostShown ? [`and ${shown.length - mostShown} other kinds of failure`, ""] : []),
    ...hints,
    ...(kind === "trouble"
      ? [`More of this is told in ${alerts.every} hours at the earliest, or when it works again.`]
      : []),
  ];
  return {
    subject: `Rostrum: ${name}: ${kind === "recovered" ? "works again" : subjectOf(shown)}`,
    text: lines.join("\n"),
    json: {
      type: `${source}.${kind}`,
      timestamp: now.toISOString(),
      data: {
        ...data,
        since: since?.toISOString() ?? null,
        failures: shown.map((one) => ({
          kind: one.kind,
          words: one.words,
          remedy: one.remedy ?? null,
          times: one.times - one.told,
          place: one.place ?? null,
          run: one.runId ?? null,
          firstAt: one.firstAt.toISOString(),
          lastAt: one.lastAt.toISOString(),
        })),
      },
    },
  };
}

function subjectOf(troubles: readonly KeptTrouble[]): string {
  const rows = troubles.filter(({ kind }) => kind === "rows-failed");
  const others = [
    ...new Set(troubles.filter(({ kind }) => kind !== "rows-failed").map(({ kind }) => kindWords[kind])),
  ];
  const count = rows.reduce((sum, { times, told }) => sum + times - told, 0);
  return [...others, ...(count === 0 ? [] : [`${count} ${count === 1 ? "row" : "rows"} failed`])].join(", ");
}

function linesOf({ words, times, told, place, remedy, firstAt, lastAt }: KeptTrouble): string[] {
  const more = times - told;
  const when = more === 1 ? moment(lastAt) : `first ${moment(firstAt)}, last ${moment(lastAt)}`;
  return [
    `${more} x ${words}`,
    `    ${place === undefined ? "" : `${place}; `}${when}`,
    ...(remedy === undefined ? [] : [`    ${remedy}`]),
    "",
  ];
}

/** "2031-03-30 07:00 UTC" */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
