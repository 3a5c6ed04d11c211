/** What a sync says at its end, and what a replica's state reads like. Pure. */
import type { Schedule } from "../platform/schedule/schedule.ts";
import { scheduleInWords } from "./schedule.ts";
import type { SyncReport } from "./sync.ts";
import { type SyncRecord, shareOf } from "./sync-model.ts";

/** "18 tables up to date: 214 new, 31 changed, 2 gone (complete scan), 19,406 unchanged   11 calls   3.2 s". */
export function summaryOf(report: SyncReport): string {
  const { counts, living, tables, complete, calls, seconds, failures } = report;
  const sum = { new: 0, changed: 0, gone: 0, same: 0 };
  for (const one of Object.values(counts)) {
    for (const what of ["new", "changed", "gone", "same"] as const) sum[what] += one[what];
  }
  const rows = Object.values(living).reduce((total, count) => total + count, 0);
  // Of a run that was continued, a row may be new in one part and changed in the next.
  const unchanged = Math.max(0, rows - sum.new - sum.changed);
  const state = failures.length === 0 ? "up to date" : "not all up to date";
  const changes = [
    `${number(sum.new)} new`,
    `${number(sum.changed)} changed`,
    `${number(sum.gone)} gone${complete ? " (complete scan)" : ""}`,
    `${number(unchanged)} unchanged`,
  ].join(", ");
  return `${counted(tables, "table")} ${state}: ${changes}   ${counted(calls, "call")}   ${seconds.toFixed(1)} s`;
}

export interface StateFacts {
  /** The sync that waits or runs. */
  readonly underWay: SyncRecord | undefined;
  /** Those that ended, latest first; not necessarily all. */
  readonly ended: readonly SyncRecord[];
  readonly lastComplete: SyncRecord | undefined;
  readonly completeDays: number;
  readonly schedule: Schedule | null;
  readonly nextSyncAt: Date | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The connection was removed, or has no consent. */
  readonly isCutOff: boolean;
}

/** A few sentences. */
export function sentenceOf(facts: StateFacts): string {
  const { underWay, lastComplete, completeDays, now, schedule, nextSyncAt, isCutOff } = facts;
  const complete =
    lastComplete === undefined
      ? undefined
      : `Last complete scan ${ago(now - lastComplete.requestedAt.getTime())}; one is made every ${counted(completeDays, "day")}.`;
  const due =
    nextSyncAt === null || schedule === null ? "" : ` Next sync ${ahead(nextSyncAt.getTime() - now)}.`;
  return [
    ...(underWay === undefined ? lastEnd(facts) : [nowOf(underWay)]),
    complete,
    isCutOff ? "Its connection was removed: nobody is there to read with." : undefined,
    `${scheduleInWords(schedule)}${due}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

function nowOf({ state, progress }: SyncRecord): string {
  if (state === "waiting") return "A sync waits for a process that carries it out.";
  if (progress.trouble !== undefined) return `A sync is under way and waits: ${progress.trouble}`;
  const share = shareOf(progress);
  const { callsPerSecond } = progress;
  const parts = [
    share === undefined ? undefined : `${Math.floor(share * 100)} %`,
    `${counted(progress.calls, "call")}`,
    callsPerSecond === undefined ? undefined : `${callsPerSecond.toFixed(1)} calls/s`,
  ].filter((part) => part !== undefined);
  return `A sync is under way: ${parts.join(", ")}.`;
}

function lastEnd({ ended, now }: StateFacts): string[] {
  const [last] = ended;
  if (last === undefined) return ["Never synced."];
  const when = ago(now - (last.endedAt ?? last.requestedAt).getTime());
  if (last.state === "done") return [`Up to date as of ${when}.`];
  const good = ended.find(({ state }) => state === "done");
  const until =
    good === undefined
      ? "It was never up to date."
      : `Up to date as of ${ago(now - (good.endedAt ?? good.requestedAt).getTime())}.`;
  if (last.state === "stopped")
    return [`A sync was stopped ${when}; the next one goes on from there.`, until];
  const times = ended.findIndex(({ state }) => state !== "failed");
  const failed = times === -1 ? ended.length : times;
  const what =
    failed > 1 ? `The last ${failed} syncs failed, the latest ${when}:` : `The last sync failed ${when}:`;
  const { message, remedy } = last.error ?? { message: "nobody knows why.", remedy: "" };
  return [`${what} ${message} ${remedy}`.trim(), until];
}

function ago(ms: number): string {
  const span = spanOf(ms);
  return span === undefined ? "just now" : `${span} ago`;
}

function ahead(ms: number): string {
  const span = spanOf(ms);
  return span === undefined ? "now" : `in ${span}`;
}

/** Undefined: less than a minute. */
function spanOf(ms: number): string | undefined {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return undefined;
  if (minutes < 120) return counted(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
