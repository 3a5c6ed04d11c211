/**
 * Keeps of the many calls of a connection what its health tells: the last success, the last trouble. Successes come
 * ten a second, so they are written down at most every half minute; a trouble, and the first success after it, at
 * once. NOT a history of calls.
 */
import type { CallRecord } from "@rostrum/goto";
import type { Clock } from "../platform/clock/clock.ts";
import type { Log } from "../platform/log/log.ts";
import { troubleOf } from "./goto-errors.ts";
import type { ConnectionStore } from "./store.ts";

const successEveryMs = 30_000;
/** A call that failed once is nothing; one that is still failing at its third try is worth telling. */
const triesBeforeTrouble = 2;
const lastingTrouble: Partial<Record<NonNullable<CallRecord["error"]>, string>> = {
  network: "GoTo could not be reached.",
  server: "GoTo answers with errors of its own.",
  "rate-limited": "GoTo says that there are too many calls.",
};

export interface HealthRecorder {
  call(connectionId: string, record: CallRecord): void;
  failure(connectionId: string, error: unknown): void;
  success(connectionId: string): Promise<void>;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
}

export function createHealthRecorder(deps: {
  readonly store: Pick<ConnectionStore, "recordSuccess" | "recordError">;
  readonly clock: Clock;
  readonly log: Log;
}): HealthRecorder {
  const { store, clock, log } = deps;
  const lastWritten = new Map<string, number>();
  const unwritten = new Map<string, Date>();
  const underWay = new Set<Promise<void>>();

  function write(work: Promise<void>): void {
    const guarded = work
      .catch((error: unknown) =>
        log.warn({ err: error }, "the health of a connection could not be written down"),
      )
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
  }

  function writeSuccess(connectionId: string, at: Date): void {
    lastWritten.set(connectionId, at.getTime());
    unwritten.delete(connectionId);
    write(store.recordSuccess(connectionId, at));
  }

  function writeError(connectionId: string, text: string): void {
    // So that the next success is written at once.
    lastWritten.delete(connectionId);
    unwritten.delete(connectionId);
    write(store.recordError(connectionId, new Date(clock.now()), text));
  }

  const recorder: HealthRecorder = {
    call(connectionId, record) {
      if (record.error !== undefined) {
        const trouble = record.retry < triesBeforeTrouble ? undefined : lastingTrouble[record.error];
        if (trouble !== undefined) writeError(connectionId, trouble);
        return;
      }
      const at = new Date(clock.now());
      if (at.getTime() - (lastWritten.get(connectionId) ?? 0) >= successEveryMs)
        writeSuccess(connectionId, at);
      else unwritten.set(connectionId, at);
    },
    failure(connectionId, error) {
      const trouble = troubleOf(error);
      if (trouble !== undefined) writeError(connectionId, trouble);
    },
    async success(connectionId) {
      writeSuccess(connectionId, new Date(clock.now()));
      await recorder.flush();
    },
    async flush() {
      for (const [connectionId, at] of unwritten) writeSuccess(connectionId, at);
      await Promise.all(underWay);
    },
  };
  return recorder;
}
