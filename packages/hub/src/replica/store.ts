/** The SQL of replicas as they were chosen. Their addresses come and go sealed. NOT what was copied (`ledger.ts`). */
import { type ColumnType, type Selectable, sql } from "kysely";
import type { Alerts } from "../alerts/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { Schedule } from "../platform/schedule/schedule.ts";
import type { Replica } from "./model.ts";

interface ReplicaRow {
  id: string;
  name: string;
  connection_id: string | null;
  sealed_address: string | null;
  endpoint: string | null;
  place: string | null;
  target_schema: string;
  entities: string[];
  complete_days: number;
  schedule: ColumnType<unknown, string | null, string | null>;
  next_sync_at: Date | null;
  alerts: ColumnType<unknown, string | null, string | null>;
  created_at: Date;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    replica: ReplicaRow;
  }
}

export type ReplicaStore = ReturnType<typeof createReplicaStore>;

export function createReplicaStore({ sql: db }: Database) {
  return {
    async all(): Promise<readonly Replica[]> {
      return (await db.selectFrom("replica").selectAll().orderBy("name").execute()).map(toReplica);
    },

    async named(name: string): Promise<Replica | undefined> {
      const row = await db.selectFrom("replica").selectAll().where("name", "=", name).executeTakeFirst();
      return row && toReplica(row);
    },

    async find(id: string): Promise<Replica | undefined> {
      const row = await db.selectFrom("replica").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toReplica(row);
    },

    async insert(replica: Replica): Promise<void> {
      await db.insertInto("replica").values(toRow(replica)).execute();
    },

    async update(replica: Replica): Promise<void> {
      await db.updateTable("replica").set(toRow(replica)).where("id", "=", replica.id).execute();
    },

    async delete(id: string): Promise<void> {
      await db.deleteFrom("replica").where("id", "=", id).execute();
    },

    async due(now: Date): Promise<readonly Replica[]> {
      const rows = await db.selectFrom("replica").selectAll().where("next_sync_at", "<=", now).execute();
      return rows.map(toReplica);
    },

    /** Moves the due time on. False when another process was faster: each due time is taken once. */
    async take({ id, nextSyncAt }: Replica, next: Date | null): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("replica")
        .set({ next_sync_at: next })
        .where("id", "=", id)
        .where("next_sync_at", "=", nextSyncAt)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Earlier than the schedule says, never later; where it is off, it stays off. */
    async bringForward(id: string, at: Date): Promise<void> {
      await db
        .updateTable("replica")
        .set({ next_sync_at: sql<Date>`least(next_sync_at, ${at})` })
        .where("id", "=", id)
        .where("next_sync_at", "is not", null)
        .execute();
    },

    /** Puts an address that is sealed with another key in the place of the same one; a newer one stays. */
    async reseal(id: string, former: string, sealed: string): Promise<void> {
      await db
        .updateTable("replica")
        .set({ sealed_address: sealed })
        .where("id", "=", id)
        .where("sealed_address", "=", former)
        .execute();
    },
  };
}

function toRow(replica: Replica) {
  return {
    id: replica.id,
    name: replica.name,
    connection_id: replica.connectionId,
    sealed_address: replica.sealedAddress,
    endpoint: replica.endpoint,
    place: replica.place,
    target_schema: replica.schema,
    entities: [...replica.entities],
    complete_days: replica.completeDays,
    schedule: replica.schedule === null ? null : JSON.stringify(replica.schedule),
    next_sync_at: replica.nextSyncAt,
    alerts: replica.alerts === null ? null : JSON.stringify(replica.alerts),
    created_at: replica.createdAt,
  };
}

function toReplica(row: Selectable<ReplicaRow>): Replica {
  return {
    id: row.id,
    name: row.name,
    connectionId: row.connection_id,
    sealedAddress: row.sealed_address,
    endpoint: row.endpoint,
    place: row.place,
    schema: row.target_schema,
    entities: row.entities,
    completeDays: row.complete_days,
    schedule: row.schedule as Schedule | null,
    nextSyncAt: row.next_sync_at,
    alerts: row.alerts as Alerts | null,
    createdAt: row.created_at,
  };
}
