/**
 * Calls of one query: with its connection, its priority, its abort signal, counted for the progress.
 * NOT retries and NOT the rate limit: those are the client's (@rostrum/goto).
 */
import type { CallOptions, Priority } from "@rostrum/goto";
import type { ConnectedClient } from "../../connections/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Answer, Reading } from "../registry/entity.ts";
import type { Query } from "./plan.ts";
import type { Bag } from "./rows.ts";

export interface Caller {
  /** Calls that were answered. */
  readonly calls: number;
  /** Calls a second, lately; undefined before there are two. */
  readonly rate: number | undefined;
  /** One call of the reading with the keys in the bag. Errors are those of @rostrum/goto. */
  read(reading: Reading, bag: Bag, page: number): Promise<Answer>;
}

export interface CallerOptions {
  readonly client: ConnectedClient;
  readonly query: Query;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly priority: Priority;
}

const dayMs = 86_400_000;
/**
 * What stands for "no limit", since GoTo's lists of webinars and sessions demand both ends (goto-webinar.md 8.1).
 * Clients ask for 1970 to 3000 in production (goto-webinar.md 3).
 */
export const earliest = Date.UTC(1970, 0, 1);
export const latest = Date.UTC(3000, 0, 1);

/** How many answers the rate is worked out from. */
const recentAnswers = 50;

export function createCaller({ client, query, clock, signal, priority }: CallerOptions): Caller {
  const options: CallOptions = { signal, priority };
  const exact = { from: iso(query.from ?? earliest), to: iso(query.to ?? latest) };
  const wide = {
    from: iso(Math.max(earliest, (query.from ?? earliest) - dayMs)),
    to: iso(Math.min(latest, (query.to ?? latest) + dayMs)),
  };
  const recent: number[] = [];
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    get rate() {
      const [first] = recent;
      const last = recent.at(-1);
      if (first === undefined || last === undefined || last <= first) return undefined;
      return ((recent.length - 1) * 1000) / (last - first);
    },
    async read(reading, bag, page) {
      const { from, to } = reading.range === "wide" ? wide : exact;
      const answer = await reading.read(
        client,
        { keys: bag as Record<string, string>, from, to, page },
        options,
      );
      calls++;
      recent.push(clock.monotonic());
      if (recent.length > recentAnswers) recent.shift();
      return answer;
    },
  };
}

/** GoTo documents whole seconds (goto-webinar.md 3). */
function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
