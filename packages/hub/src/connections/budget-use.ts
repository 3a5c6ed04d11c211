/**
 * What was sent to GoTo lately, minute by minute and by all processes together: for charts and for the health of a
 * connection. NOT the budget, which decides who may send (`runtime.ts`), and not exact to the second: each process
 * writes its counts down every half minute while it calls, when it is asked, and at its end.
 */
import type { CallRecord, BudgetUse as Use } from "@rostrum/goto";
import { sql } from "kysely";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { Log } from "../platform/log/log.ts";

interface BudgetUseTable {
  oauth_client_id: string;
  api: string;
  minute: Date;
  interactive: number;
  bulk: number;
  rate_limited: number;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    budget_use: BudgetUseTable;
  }
}

/** One minute of one API. */
export interface MinuteOfUse {
  readonly at: Date;
  /** Calls for people who wait. */
  readonly interactive: number;
  /** Calls of flows, replicas, exports. */
  readonly bulk: number;
  /** Of these, answered 429. */
  readonly rateLimited: number;
}

export interface BudgetUse {
  /** A call was sent; an answer 429 counts as sent too. */
  count(oauthClientId: string, record: CallRecord): void;
  /** The last 60 minutes of each API that was called, oldest first, the present minute last; silent minutes are 0. */
  lastHour(oauthClientId: string): Promise<ReadonlyMap<string, readonly MinuteOfUse[]>>;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
}

const minuteMs = 60_000;
const shownMinutes = 60;
const writeEveryMs = 30_000;
const keptMs = 24 * 60 * minuteMs;

type Counts = { interactive: number; bulk: number; rateLimited: number };

export function createBudgetUse(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}): BudgetUse {
  const { database, clock, log } = deps;
  let unwritten = new Map<string, Counts>();
  let writtenAt = clock.now();
  let writing = Promise.resolve();

  async function write(counted: ReadonlyMap<string, Counts>): Promise<void> {
    for (const [key, { interactive, bulk, rateLimited }] of counted) {
      const [oauthClientId, api, minute] = JSON.parse(key) as [string, string, number];
      // From the client's row, so that a client that was removed meanwhile is no trouble.
      await sql`
        insert into budget_use (oauth_client_id, api, minute, interactive, bulk, rate_limited)
        select id, ${api}, ${new Date(minute)}, ${interactive}::integer, ${bulk}::integer, ${rateLimited}::integer
          from oauth_client where id = ${oauthClientId}
        on conflict (oauth_client_id, api, minute) do update set
          interactive = budget_use.interactive + excluded.interactive,
          bulk = budget_use.bulk + excluded.bulk,
          rate_limited = budget_use.rate_limited + excluded.rate_limited`.execute(database.sql);
    }
    await database.sql
      .deleteFrom("budget_use")
      .where("minute", "<", new Date(clock.now() - keptMs))
      .execute();
  }

  function flush(): Promise<void> {
    if (unwritten.size > 0) {
      const counted = unwritten;
      unwritten = new Map();
      writtenAt = clock.now();
      // One after another: two at once could wait for each other's rows.
      writing = writing
        .then(() => write(counted))
        .catch((error: unknown) => log.warn({ err: error }, "the use of a budget could not be written down"));
    }
    return writing;
  }

  return {
    count(oauthClientId, { api, priority, status }) {
      const key = JSON.stringify([oauthClientId, api, Math.floor(clock.now() / minuteMs) * minuteMs]);
      const counts = unwritten.get(key) ?? { interactive: 0, bulk: 0, rateLimited: 0 };
      counts[priority]++;
      if (status === 429) counts.rateLimited++;
      unwritten.set(key, counts);
      if (clock.now() - writtenAt >= writeEveryMs) void flush();
    },

    async lastHour(oauthClientId) {
      await flush();
      const last = Math.floor(clock.now() / minuteMs) * minuteMs;
      const first = last - (shownMinutes - 1) * minuteMs;
      const rows = await database.sql
        .selectFrom("budget_use")
        .selectAll()
        .where("oauth_client_id", "=", oauthClientId)
        .where("minute", ">=", new Date(first))
        .where("minute", "<=", new Date(last))
        .execute();
      const apis = [...new Set(rows.map(({ api }) => api))].toSorted();
      return new Map(
        apis.map((api) => {
          const counted = new Map(
            rows.filter((row) => row.api === api).map((row) => [row.minute.getTime(), row]),
          );
          return [
            api,
            Array.from({ length: shownMinutes }, (_, index) => {
              const row = counted.get(first + index * minuteMs);
              return {
                at: new Date(first + index * minuteMs),
                interactive: row?.interactive ?? 0,
                bulk: row?.bulk ?? 0,
                rateLimited: row?.rate_limited ?? 0,
              };
            }),
          ];
        }),
      );
    },

    flush,
  };
}

/** An hour of minutes as one figure. */
export function sumOf(minutes: readonly MinuteOfUse[], requestsPerSecond: number): Use {
  const sent = minutes.reduce((sum, { interactive, bulk }) => sum + interactive + bulk, 0);
  const rateLimited = minutes.reduce((sum, minute) => sum + minute.rateLimited, 0);
  return { sent, rateLimited, usedShare: sent / (requestsPerSecond * shownMinutes * 60) };
}
