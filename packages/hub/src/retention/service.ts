/** What is kept how long, and removing it: once a day by whichever process is first, or when somebody asks. */
import { sql } from "kysely";
import type { Audit } from "../access/index.ts";
import { type Actor, hubActor } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import type { Log } from "../platform/log/log.ts";
import { nearest } from "../platform/nearest.ts";
import type { RetentionSource } from "../platform/retention/source.ts";

export interface RetentionOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Audit;
  readonly sources: readonly RetentionSource[];
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    retention: { kind: string; days: number | null };
  }
}

export interface Kept {
  readonly kind: string;
  readonly what: string;
  /** null: for ever. */
  readonly days: number | null;
  readonly defaultDays: number | null;
}

export interface LastRetention {
  readonly begunAt: Date;
  /** null: it is under way, or its process died. */
  readonly endedAt: Date | null;
  readonly removed: Readonly<Record<string, number>>;
}

const dayMs = 86_400_000;

export type RetentionService = ReturnType<typeof createRetentionService>;

export function createRetentionService({ database, clock, log, audit, sources }: RetentionOptions) {
  const db = database.sql;

  async function kept(): Promise<readonly Kept[]> {
    const chosen = new Map(
      (await db.selectFrom("retention").selectAll().execute()).map(({ kind, days }) => [kind, days]),
    );
    return sources.map(({ kind, what, days }) => {
      const choice = chosen.get(kind);
      return { kind, what, days: choice === undefined ? days : choice, defaultDays: days };
    });
  }

  /** One process takes the turn; gives whether it was this one. */
  async function take(now: Date, notSince: Date): Promise<boolean> {
    const { rows } = await sql`
      insert into retention_run (begun_at) values (${now})
      on conflict (only_row) do update set begun_at = excluded.begun_at, ended_at = null
        where retention_run.begun_at <= ${notSince}
      returning 1 as taken`.execute(db);
    return rows.length > 0;
  }

  async function apply(who: Actor): Promise<Readonly<Record<string, number>>> {
    const now = clock.now();
    const removed: Record<string, number> = {};
    const failed: unknown[] = [];
    for (const { kind, days } of await kept()) {
      if (days === null) continue;
      try {
        const count = await sources
          .find((source) => source.kind === kind)
          ?.remove(new Date(now - days * dayMs));
        if (count !== undefined && count > 0) removed[kind] = count;
      } catch (error) {
        // One kind that cannot be removed (a database that is away) keeps no other from it; the next day tries again.
        failed.push(error);
        log.warn({ err: error, kind }, "what is over could not be removed");
      }
    }
    await sql`
      update retention_run set ended_at = ${new Date(clock.now())}, removed = ${JSON.stringify(removed)}::jsonb`.execute(
      db,
    );
    if (Object.keys(removed).length > 0) {
      log.info({ removed }, "removed what was over");
      await audit.recordAlone(who, {
        action: "retention.apply",
        kind: "retention",
        id: null,
        after: removed,
      });
    } else audit.nothingChanged(who);
    if (failed.length > 0) throw failed[0];
    return removed;
  }

  return {
    kept,

    async last(): Promise<LastRetention | undefined> {
      const { rows } = await sql<{
        begun_at: Date;
        ended_at: Date | null;
        removed: Record<string, number> | null;
      }>`
        select begun_at, ended_at, removed from retention_run`.execute(db);
      const [row] = rows;
      return row && { begunAt: row.begun_at, endedAt: row.ended_at, removed: row.removed ?? {} };
    },

    /** Throws HubError "retention.unknown". */
    async set(kind: string, days: number | null, who: Actor): Promise<Kept> {
      const before = (await kept()).find((one) => one.kind === kind);
      if (before === undefined)
        throw unknownKind(
          kind,
          sources.map((source) => source.kind),
        );
      const after = { ...before, days };
      await audit.change(who, async (within, record) => {
        await within.sql
          .insertInto("retention")
          .values({ kind, days })
          .onConflict((conflict) => conflict.column("kind").doUpdateSet({ days }))
          .execute();
        await record({ action: "retention.set", kind: "retention", id: kind, before, after });
      });
      return after;
    },

    /** At once, whoever did it last and when. */
    async applyNow(who: Actor): Promise<Readonly<Record<string, number>>> {
      const now = new Date(clock.now());
      await take(now, now);
      return apply(who);
    },

    async applyIfDue(): Promise<void> {
      const now = clock.now();
      if (await take(new Date(now), new Date(now - dayMs))) await apply(hubActor);
    },
  };
}

function unknownKind(kind: string, known: readonly string[]): HubError {
  const near = nearest(kind, known);
  return new HubError({
    kind: "unknown",
    code: "retention.unknown",
    message: `There is no kind of data "${kind}".`,
    meaning: "Nothing was changed.",
    remedy: near === undefined ? `Known are: ${known.join(", ")}` : `Did you mean "${near}"?`,
    details: { known },
  });
}
