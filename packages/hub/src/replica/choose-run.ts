/** Which run a sync is: the one that was broken off, or a new one; and whether it reads everything. Pure. */
import type { LedgerRun } from "./ledger.ts";

export interface RunWish {
  /** Read everything, settled or not. */
  readonly complete: boolean;
  /** Days after which everything is read again. */
  readonly completeDays: number;
}

export interface ChosenRun {
  readonly id: string;
  readonly complete: boolean;
  readonly begun: Date;
  readonly continued: LedgerRun | undefined;
}

const day = 86_400_000;
/** What was broken off longer ago is old news, and a new run is begun. */
const longestBreak = day;

export function chooseRun(
  last: LedgerRun | undefined,
  lastComplete: LedgerRun | undefined,
  wish: RunWish,
  now: number,
  newId: () => string,
): ChosenRun {
  const isOverdue =
    lastComplete === undefined || now - lastComplete.begun.getTime() >= wish.completeDays * day;
  const complete = wish.complete || isOverdue;
  const isOpen = last !== undefined && last.state !== "done" && now - last.begun.getTime() < longestBreak;
  if (isOpen && (last.complete || !complete)) {
    return { id: last.id, complete: last.complete, begun: last.begun, continued: last };
  }
  return { id: newId(), complete, begun: new Date(now), continued: undefined };
}
