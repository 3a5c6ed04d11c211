/** Does something again and again until it is told to leave: the loops of a process that works. NOT what is due when. */
import type { Log } from "../log/log.ts";
import type { Clock } from "./clock.ts";

export interface AgainOptions {
  readonly clock: Pick<Clock, "sleep">;
  readonly log: Log;
  readonly leave: AbortSignal;
  /** For the log, when it goes wrong; it is tried again next time. */
  readonly what: string;
  readonly everyMs: number;
  readonly act: () => Promise<void>;
  /** May end the pause between. */
  readonly sooner?: () => Promise<void>;
}

/** Resolves when it was told to leave. */
export async function again({ clock, log, leave, what, everyMs, act, sooner }: AgainOptions): Promise<void> {
  while (!leave.aborted) {
    await act().catch((error: unknown) => log.warn({ err: error }, what));
    const paused = new AbortController();
    const pause = clock.sleep(everyMs, AbortSignal.any([leave, paused.signal])).catch(() => {});
    await (sooner === undefined ? pause : Promise.race([pause, sooner()]));
    paused.abort();
  }
}
