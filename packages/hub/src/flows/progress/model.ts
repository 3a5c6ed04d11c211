/** What is said of a run while it goes: how far, how fast, how long still. Pure. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import { RunCounts, RunReason, RunState } from "../run-model.ts";
import type { FlowRunRecord } from "../run-store.ts";

export const RunEvent = z.object({
  id: z.string(),
  flow: z.string(),
  kind: z.enum(["run", "reprocess"]),
  reason: RunReason,
  state: RunState,
  counts: RunCounts,
  requestedAt: z.string(),
  seconds: z.number(),
  rowsPerSecond: z
    .number()
    .optional()
    .describe("Over the last seconds; over the whole run where none were read in these"),
  total: z.number().int().optional().describe("Rows to come in all"),
  totalFrom: z
    .enum(["known", "last run"])
    .optional()
    .describe("`last run`: as many as the last whole run had, for the source does not say"),
  share: z.number().min(0).max(1).optional().describe("How much of it is done"),
  secondsLeft: z.number().optional(),
  words: z.string().describe("The same as a sentence"),
  error: ErrorAnswer.shape.error.optional(),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** So many rows were read at that moment, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly rows: number;
}

export interface Total {
  readonly rows: number;
  readonly from: "known" | "last run";
}

const rateMs = 10_000;

/** Rows per second over the last seconds; undefined while two looks at it are missing. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const last = samples.at(-1);
  if (last === undefined) return undefined;
  const first = samples.find(({ at }) => last.at - at <= rateMs);
  if (first === undefined || last.at <= first.at) return undefined;
  return ((last.rows - first.rows) * 1_000) / (last.at - first.at);
}

export function eventOf(
  run: FlowRunRecord,
  total: Total | undefined,
  rate: number | undefined,
  now: number,
): RunEvent {
  const { id, flow, kind, reason, state, counts, requestedAt, startedAt, endedAt, error } = run;
  const done = state === "done";
  const known = isMeant(total, counts.read) ? total : undefined;
  const seconds = startedAt === undefined ? 0 : ((endedAt?.getTime() ?? now) - startedAt.getTime()) / 1_000;
  // Where a batch takes longer than the last seconds, the whole run says more than none of them.
  const speed = rate || (counts.read > 0 && seconds > 0 ? counts.read / seconds : undefined);
  const share = done ? 1 : known && Math.min(1, counts.read / known.rows);
  const left = known && Math.max(0, known.rows - counts.read);
  const secondsLeft = state === "running" && left !== undefined && speed ? left / speed : undefined;
  return {
    ...{ id, flow, kind, reason, state, counts },
    requestedAt: requestedAt.toISOString(),
    seconds,
    words: wordsOf(run, share, secondsLeft),
    ...(speed === undefined ? {} : { rowsPerSecond: speed }),
    ...(known === undefined ? {} : { total: known.rows, totalFrom: known.from }),
    ...(share === undefined ? {} : { share }),
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(error === undefined ? {} : { error }),
  };
}

/** A guess is over when there are as many rows already as it said, and more may come. */
function isMeant(total: Total | undefined, read: number): total is Total {
  return total !== undefined && total.rows > 0 && (total.from === "known" || read < total.rows);
}

function wordsOf(
  { state, counts, error, stopRequested }: FlowRunRecord,
  share?: number,
  left?: number,
): string {
  const rows = `${counts.read} ${counts.read === 1 ? "row" : "rows"}`;
  const failed = counts.failed === 0 ? "" : `, ${counts.failed} failed`;
  if (state === "waiting") return "It waits for a process that takes it.";
  if (state === "failed") return error?.message ?? `It failed after ${rows}${failed}.`;
  if (state === "stopped") return `It was stopped after ${rows}${failed}, and can go on there.`;
  if (state === "done") return `It is done: ${rows}${failed}.`;
  if (stopRequested) return `It stops; ${rows}${failed} so far.`;
  const part = share === undefined ? "" : `, ${Math.floor(share * 100)} %`;
  return `${rows}${failed} so far${part}${left === undefined ? "" : `, about ${Math.ceil(left)} s left`}.`;
}
