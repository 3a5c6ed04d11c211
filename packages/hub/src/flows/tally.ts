/** What a batch of a run comes to, kept apart from the run's own counts until the batch is written. */
import { type FailedNow, noCounts, type RunCounts } from "./run-model.ts";

export interface Tally {
  readonly counts: RunCounts;
  readonly failed: FailedNow[];
  /** Kept rows that are through. */
  readonly mended: string[];
  /** The words of a row after which the flow is to stop. */
  stopBecause: string | undefined;
}

export function newTally(): Tally {
  return { counts: structuredClone(noCounts), failed: [], mended: [], stopBecause: undefined };
}

/** Two parts of one batch. */
export function withTally(one: Tally, other: Tally): Tally {
  return {
    counts: sumOf(one.counts, other.counts),
    failed: [...one.failed, ...other.failed],
    mended: [...one.mended, ...other.mended],
    stopBecause: one.stopBecause ?? other.stopBecause,
  };
}

/** A run's counts with a batch's; both stay as they are. */
export function sumOf(run: RunCounts, { ignoredBecause, ...numbers }: RunCounts): RunCounts {
  const sum = structuredClone(run);
  for (const [name, count] of Object.entries(numbers) as [keyof typeof numbers, number][]) sum[name] += count;
  for (const [code, count] of Object.entries(ignoredBecause)) {
    sum.ignoredBecause[code] = (sum.ignoredBecause[code] ?? 0) + count;
  }
  return sum;
}
