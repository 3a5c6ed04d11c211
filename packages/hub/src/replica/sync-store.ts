/**
 * The SQL of syncs in the hub's database. A sync is held by one process at a time: `claim` raises its attempt, everything
 * that is kept afterwards names it, and who gives no sign of life for `silenceSeconds` has lost it. Signs are compared by
 * the database's clock, since processes' clocks differ. NOT what was copied: that is `ledger.ts`.
 */
import { type ColumnType, type Generated, type Selectable, type SqlBool, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { ErrorAnswer } from "../platform/http/errors.ts";
import type { CountsByEntity } from "./ledger.ts";
import { type SyncEnd, SyncProgress, type SyncRecord, type SyncState } from "./sync-model.ts";

type Json = ColumnType<unknown, string, string>;

interface SyncTable {
  id: string;
  replica_id: string;
  reason: "schedule" | "request";
  complete: boolean;
  state: SyncState;
  attempt: Generated<number>;
  stop_requested: Generated<boolean>;
  judged: Generated<boolean>;
  requested_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  heard_at: Date | null;
  sent_at: Generated<Date>;
  progress: Json;
  counts: Json;
  error: ColumnType<unknown, string | null, string | null>;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    replica_sync: SyncTable;
  }
}

const silenceSeconds = 10;
const ago = (seconds: number) => sql<Date>`now() - ${seconds} * interval '1 second'`;
const isSilent = sql<SqlBool>`(heard_at is null or heard_at < ${ago(silenceSeconds)})`;
const alive = ["waiting", "running"] as const;

export type SyncStore = ReturnType<typeof createSyncStore>;

/** What a process tells of the sync that it holds. */
export interface SignOfLife {
  readonly complete: boolean;
  readonly progress: SyncProgress;
  readonly counts: CountsByEntity;
}

export function createSyncStore({ sql: db }: Database) {
  return {
    /** False when the replica has a sync already that waits or runs. */
    async begin(
      sync: Pick<SyncRecord, "id" | "replicaId" | "reason" | "complete">,
      now: Date,
    ): Promise<boolean> {
      const inserted = await db
        .insertInto("replica_sync")
        .values({
          id: sync.id,
          replica_id: sync.replicaId,
          reason: sync.reason,
          complete: sync.complete,
          state: "waiting",
          requested_at: now,
          started_at: null,
          ended_at: null,
          heard_at: null,
          progress: "{}",
          counts: "{}",
          error: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async find(id: string): Promise<SyncRecord | undefined> {
      const row = await db.selectFrom("replica_sync").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toSync(row);
    },

    /** The one that waits or runs. */
    async alive(replicaId: string): Promise<SyncRecord | undefined> {
      const row = await db
        .selectFrom("replica_sync")
        .selectAll()
        .where("replica_id", "=", replicaId)
        .where("state", "in", alive)
        .executeTakeFirst();
      return row && toSync(row);
    },

    /** Latest first. */
    async history(replicaId: string, limit: number): Promise<readonly SyncRecord[]> {
      const rows = await db
        .selectFrom("replica_sync")
        .selectAll()
        .where("replica_id", "=", replicaId)
        .orderBy("requested_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toSync);
    },

    async lastComplete(replicaId: string): Promise<SyncRecord | undefined> {
      const row = await db
        .selectFrom("replica_sync")
        .selectAll()
        .where("replica_id", "=", replicaId)
        .where("state", "=", "done")
        .where("complete", "=", true)
        .orderBy("requested_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row && toSync(row);
    },

    /** A sync that nobody carries out yet becomes a complete one. False when it has begun. */
    async makeComplete(id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("replica_sync")
        .set({ complete: true })
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Takes a sync over. Undefined when it has ended, or its process lives; `force`: that one is known to be dead. */
    async claim(id: string, force: boolean, now: Date): Promise<SyncRecord | undefined> {
      const row = await db
        .updateTable("replica_sync")
        .set((expression) => ({
          state: "running",
          attempt: expression("attempt", "+", 1),
          heard_at: sql`now()`,
          started_at: expression.fn.coalesce("started_at", expression.val(now)),
        }))
        .where("id", "=", id)
        .where((where) =>
          where.or([
            where("state", "=", "waiting"),
            where.and([where("state", "=", "running"), force ? sql<SqlBool>`true` : isSilent]),
          ]),
        )
        .returningAll()
        .executeTakeFirst();
      return row && toSync(row);
    },

    /** Keeps how far it is. "lost": it is another process's now, or was ended. */
    async hear(sync: SyncRecord, sign: SignOfLife): Promise<"go on" | "stop" | "lost"> {
      const row = await held(sync)
        .set({
          heard_at: sql`now()`,
          complete: sign.complete,
          progress: JSON.stringify(sign.progress),
          counts: JSON.stringify(sign.counts),
        })
        .returning("stop_requested")
        .executeTakeFirst();
      if (row === undefined) return "lost";
      return row.stop_requested ? "stop" : "go on";
    },

    /** Lets another process have it at once. */
    async release(sync: SyncRecord): Promise<void> {
      await held(sync).set({ state: "waiting", heard_at: null }).execute();
    },

    async end(
      sync: SyncRecord,
      end: SignOfLife & { readonly state: SyncEnd; readonly error?: ErrorAnswer["error"] | undefined },
      now: Date,
    ): Promise<void> {
      await held(sync)
        .set({
          state: end.state,
          ended_at: now,
          complete: end.complete,
          progress: JSON.stringify(end.progress),
          counts: JSON.stringify(end.counts),
          error: end.error === undefined ? null : JSON.stringify(end.error),
        })
        .execute();
    },

    /** Asks its process to stop; where there is none, or a dead one, it is stopped by that. */
    async requestStop(id: string, error: ErrorAnswer["error"], now: Date): Promise<void> {
      await db
        .updateTable("replica_sync")
        .set({ stop_requested: true })
        .where("id", "=", id)
        .where("state", "in", alive)
        .execute();
      await db
        .updateTable("replica_sync")
        .set({ state: "stopped", ended_at: now, error: JSON.stringify(error) })
        .where("id", "=", id)
        .where((where) =>
          where.or([where("state", "=", "waiting"), where.and([where("state", "=", "running"), isSilent])]),
        )
        .execute();
    },

    /**
     * Syncs that nobody seems to work on, each given to one caller: their process died, or died before it could give out
     * the job.
     */
    async forgotten(): Promise<readonly string[]> {
      const rows = await db
        .updateTable("replica_sync")
        .set({ sent_at: sql`now()` })
        .where((where) =>
          where.or([where("state", "=", "waiting"), where.and([where("state", "=", "running"), isSilent])]),
        )
        .where("sent_at", "<", ago(3 * silenceSeconds))
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    /** For the embedded database, which bears one process: what runs when it starts belongs to a dead one. */
    async releaseAll(): Promise<readonly string[]> {
      const rows = await db
        .updateTable("replica_sync")
        .set({ state: "waiting", heard_at: null })
        .where("state", "in", alive)
        .returning("id")
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Syncs that have ended and alerts have not looked at, oldest first. */
    async unjudged(limit: number): Promise<readonly SyncRecord[]> {
      const rows = await db
        .selectFrom("replica_sync")
        .selectAll()
        .where("judged", "=", false)
        .where("ended_at", "is not", null)
        .orderBy("ended_at")
        .limit(limit)
        .execute();
      return rows.map(toSync);
    },

    /** True for one caller: that one looks at how the sync ended. */
    async takeUnjudged(id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("replica_sync")
        .set({ judged: true })
        .where("id", "=", id)
        .where("judged", "=", false)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Forgets what ended before that moment, the last complete ones excepted. */
    async forget(replicaId: string, before: Date): Promise<void> {
      await db
        .deleteFrom("replica_sync")
        .where("replica_id", "=", replicaId)
        .where("ended_at", "<", before)
        .where(sql<SqlBool>`not (state = 'done' and complete)`)
        .execute();
    },
  };

  function held({ id, attempt }: SyncRecord) {
    return db
      .updateTable("replica_sync")
      .where("id", "=", id)
      .where("attempt", "=", attempt)
      .where("state", "=", "running");
  }
}

function toSync(row: Selectable<SyncTable>): SyncRecord {
  return {
    id: row.id,
    replicaId: row.replica_id,
    reason: row.reason,
    complete: row.complete,
    state: row.state,
    attempt: row.attempt,
    requestedAt: row.requested_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    progress: SyncProgress.parse(row.progress),
    counts: row.counts as CountsByEntity,
    error: (row.error ?? undefined) as ErrorAnswer["error"] | undefined,
  };
}
