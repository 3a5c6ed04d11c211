/** What can be wrong with a flow, and when people are to hear of it. Pure. */
import { z } from "zod";
import type { FailedRow } from "../failed-row-store.ts";
import type { FlowRunRecord } from "../run-store.ts";

export const TroubleKind = z.enum(["run-failed", "connection-lost", "rows-failed", "not-run"]);
export type TroubleKind = z.infer<typeof TroubleKind>;

/** Something that went wrong, with how often. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** The same for all that is told of as one: the words without what is a single row's own. */
  readonly likeness: string;
  readonly words: string;
  readonly remedy: string | undefined;
  /** Of the first one, e.g. "row 3". */
  readonly place: string | undefined;
  readonly times: number;
}

/** The rows of a run that failed: how many of them were judged when it ended before, if it did, and those since. */
export interface Failures {
  readonly before: number | undefined;
  readonly failed: readonly Pick<FailedRow, "failure" | "place">[];
}

/** The end of a run, as far as alerts care: what went wrong since it ended before, and whether all is well now. */
export function judge(run: FlowRunRecord, failures: Failures, keptRows: number) {
  const troubles = [...runTroubles(run, failures), ...rowTroubles(run, failures)];
  const isWell = run.state === "done" && run.counts.failed === 0 && (run.kind === "run" || keptRows === 0);
  return { troubles, isWell };
}

function runTroubles(
  { state, error, missed, dueAt, startedAt }: FlowRunRecord,
  { before }: Failures,
): Trouble[] {
  const troubles: Trouble[] = [];
  if (state === "failed" && error !== undefined) {
    troubles.push({
      kind: isLostConnection(error.code) ? "connection-lost" : "run-failed",
      likeness: likenessOf(error.code, error.message),
      words: `${error.message} ${error.meaning}`,
      remedy: error.remedy,
      place: undefined,
      times: 1,
    });
  }
  if (missed > 0 && dueAt !== undefined && before === undefined) {
    troubles.push({
      kind: "not-run",
      likeness: "missed",
      words:
        `It was due at ${dueAt.toISOString()} and began at ${startedAt?.toISOString() ?? "a later time"}; ` +
        `this one run stands for ${missed + 1} times of its schedule.`,
      remedy:
        "See whether a hub or worker was running all the time, and whether a run takes longer than the schedule allows.",
      place: undefined,
      times: missed,
    });
  }
  return troubles;
}

/** Neither tells of the flow itself: somebody has to see to the way to a system. */
function isLostConnection(code: string): boolean {
  return /^(?:connection|grant|goto|oauth)\.|^endpoint\.(?:unreachable|refused)/.test(code);
}

function rowTroubles({ kind, counts }: FlowRunRecord, { before, failed }: Failures): Trouble[] {
  const all = counts.failed - (before ?? 0);
  // Who tries rows again is looking on.
  if (kind !== "run" || all <= 0) return [];
  const groups = new Map<string, Trouble>();
  for (const { failure, place } of failed) {
    const { code, words, remedy } = failure;
    const likeness = likenessOf(code, words);
    const known = groups.get(likeness);
    const one: Trouble = { kind: "rows-failed", likeness, words, remedy, place, times: 0 };
    groups.set(likeness, { ...(known ?? one), times: (known?.times ?? 0) + 1 });
  }
  const seen = failed.length;
  if (seen < all) {
    const words = "Further rows failed; their words were not looked at.";
    const times = all - seen;
    const more: Trouble = {
      kind: "rows-failed",
      likeness: "more",
      words,
      remedy: undefined,
      place: undefined,
      times,
    };
    groups.set("more", more);
  }
  return [...groups.values()].sort((one, other) => other.times - one.times);
}

const longestLikeness = 500;

/** The same words but for what is the row's own: values in brackets, addresses, numbers. */
export function likenessOf(code: string, words: string): string {
  const plain = words.replaceAll(/\([^)]*\)|"[^"]*@[^"]*"|\S+@\S+|\d+/g, "…");
  return `${code} ${plain}`.slice(0, longestLikeness);
}

/** What people know, and what there is to know. */
export interface AlertState {
  /** Undefined: all is well. */
  readonly troubleSince: Date | undefined;
  readonly toldAt: Date | undefined;
  readonly told: "trouble" | "recovered" | undefined;
  /** How often something went wrong that nobody was told of. */
  readonly untold: number;
}

/**
 * The message that is due, if any. News of trouble comes once in `every` hours at most, however often something fails
 * and works again in between. That all is well again is said at once, and only to those who were told of trouble.
 */
export function messageDue(
  { troubleSince, toldAt, told, untold }: AlertState,
  everyHours: number,
  now: Date,
): "trouble" | "recovered" | undefined {
  const isWell = troubleSince === undefined;
  if (isWell && told === "trouble") return "recovered";
  const silent = toldAt === undefined || now.getTime() - toldAt.getTime() >= everyHours * 3_600_000;
  if (untold === 0 || !silent) return undefined;
  return isWell ? "recovered" : "trouble";
}

const retryMinutes = [1, 5, 30, 120, 360, 720, 1_440];

/** When to try again what could not be delivered, by how often it was tried; undefined: it is given up. */
export function nextTry(tries: number, now: Date): Date | undefined {
  const minutes = retryMinutes[tries - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000);
}
