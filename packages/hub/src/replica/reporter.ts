/** Turns the figures of a sync into the progress that people see: bars, rate, time left. */
import type { ConnectedClient } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { SyncProgress } from "./sync-model.ts";
import type { TallyFigures } from "./tally.ts";

export interface ReporterOptions {
  readonly client: ConnectedClient;
  readonly clock: Clock;
  /** Calls that had to be repeated so far. */
  readonly retried: () => number;
}

/** Below that, a rate says nothing. Milliseconds. */
const leastTime = 2_000;

export function createReporter({ client, clock, retried }: ReporterOptions) {
  const begun = clock.monotonic();
  let callsAtBegin: number | undefined;
  return ({ lines, calls, left }: TallyFigures): SyncProgress => {
    callsAtBegin ??= calls;
    const time = clock.monotonic() - begun;
    const rate = time < leastTime ? undefined : ((calls - callsAtBegin) * 1000) / time;
    const { requestsPerSecond, waiting } = client.budgets("webinar").figures();
    return {
      lines: lines.map(({ entity, rows, share }) => ({ label: entity, rows, share })),
      calls,
      callsPerSecondAllowed: requestsPerSecond,
      waiting: waiting.interactive + waiting.bulk,
      retried: retried(),
      ...(rate === undefined ? {} : { callsPerSecond: rate }),
      ...(rate === undefined || rate === 0 || left === undefined ? {} : { secondsLeft: left / rate }),
    };
  };
}
