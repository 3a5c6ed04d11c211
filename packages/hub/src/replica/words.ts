/** What a sync says at its end, and what a replica's state reads like. Pure. */
import type { LedgerRun } from "./ledger.ts";
import type { SyncReport } from "./sync.ts";

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
  readonly isSyncing: boolean;
  readonly lastRun: LedgerRun | undefined;
  readonly lastComplete: LedgerRun | undefined;
  readonly completeDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Why nobody can say. */
  readonly unreachable: string | undefined;
}

/** One sentence, or a few. */
export function sentenceOf(facts: StateFacts): string {
  const { isSyncing, lastRun, lastComplete, completeDays, now, unreachable } = facts;
  if (unreachable !== undefined) return unreachable;
  if (isSyncing) return "A sync is under way.";
  if (lastRun === undefined) return "Never synced.";
  const at = lastRun.ended ?? lastRun.begun;
  const when = ago(now - at.getTime());
  const said: Record<LedgerRun["state"], string> = {
    done: `Up to date as of ${when}.`,
    running: `A sync was broken off that began ${when}; the next one goes on from there.`,
    stopped: `A sync was stopped ${when}; the next one goes on from there.`,
    failed: `The last sync failed ${when}: ${lastRun.summary ?? "nobody knows why"} The next one goes on from there.`,
  };
  const complete =
    lastComplete === undefined
      ? "No complete scan has come to its end yet."
      : `Last complete scan ${ago(now - lastComplete.begun.getTime())}; one is made every ${counted(completeDays, "day")}.`;
  return `${said[lastRun.state]} ${complete}`;
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return "just now";
  if (minutes < 120) return `${counted(minutes, "minute")} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
