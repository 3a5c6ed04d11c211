/** Turns the progress of a sync into what a run tells: bars, rate, time left. */
import type { ConnectedClient } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Run } from "../platform/http/runs.ts";
import type { SyncProgress } from "./tally.ts";

export interface ReporterOptions {
  readonly run: Run;
  readonly client: ConnectedClient;
  readonly clock: Clock;
  /** Calls that had to be repeated so far. */
  readonly retried: () => number;
}

/** Below that, a rate says nothing. Milliseconds. */
const leastTime = 2_000;

export function createReporter({ run, client, clock, retried }: ReporterOptions) {
  const begun = clock.monotonic();
  let callsAtBegin: number | undefined;
  return {
    show({ lines, calls, left }: SyncProgress): void {
      callsAtBegin ??= calls;
      const time = clock.monotonic() - begun;
      const rate = time < leastTime ? undefined : ((calls - callsAtBegin) * 1000) / time;
      const { requestsPerSecond, waiting } = client.budgets("webinar").figures();
      run.report({
        lines: lines.map(({ entity, rows, share }) => ({ label: entity, rows, share })),
        calls,
        callsPerSecondAllowed: requestsPerSecond,
        waiting: waiting.interactive + waiting.bulk,
        retried: retried(),
        ...(rate === undefined ? {} : { callsPerSecond: rate }),
        ...(rate === undefined || rate === 0 || left === undefined ? {} : { secondsLeft: left / rate }),
      });
    },
  };
}
