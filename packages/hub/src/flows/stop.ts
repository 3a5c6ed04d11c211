/**
 * The wish to stop, seen while a batch is under way: whoever carries out a run looks at the database every second. Asking
 * costs one row by its key; not asking would let a batch of slow calls go on for minutes.
 */
import type { Clock } from "../platform/clock/clock.ts";

const everyMs = 1_000;

export interface StopWatch {
  /** Raised when the run is to stop before its next row. */
  readonly signal: AbortSignal;
  end(): void;
}

/** `isToStop` that rejects is asked again: the database may be away for a while, and the run learns it by itself. */
export function watchForStop(clock: Clock, isToStop: () => Promise<boolean>): StopWatch {
  const stop = new AbortController();
  const ended = new AbortController();
  const watch = async () => {
    while (!ended.signal.aborted) {
      await clock.sleep(everyMs, ended.signal).catch(() => {});
      if (ended.signal.aborted) return;
      if (await isToStop().catch(() => false)) {
        stop.abort(new DOMException("Somebody stopped the run.", "AbortError"));
        return;
      }
    }
  };
  void watch();
  return { signal: stop.signal, end: () => ended.abort() };
}
