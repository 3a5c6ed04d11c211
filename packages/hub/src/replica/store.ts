/** The SQL of replicas as they were chosen. Their addresses come and go sealed. NOT what was copied (`ledger.ts`). */
import type { Selectable } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Replica } from "./model.ts";

interface ReplicaRow {
  id: string;
  name: string;
  connection_id: string | null;
  sealed_address: string | null;
  place: string | null;
  target_schema: string;
  entities: string[];
  complete_days: number;
  created_at: Date;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    replica: ReplicaRow;
  }
}

export type ReplicaStore = ReturnType<typeof createReplicaStore>;

export function createReplicaStore({ sql }: Database) {
  return {
    async all(): Promise<readonly Replica[]> {
      return (await sql.selectFrom("replica").selectAll().orderBy("name").execute()).map(toReplica);
    },

    async named(name: string): Promise<Replica | undefined> {
      const row = await sql.selectFrom("replica").selectAll().where("name", "=", name).executeTakeFirst();
      return row && toReplica(row);
    },

    async insert(replica: Replica): Promise<void> {
      await sql.insertInto("replica").values(toRow(replica)).execute();
    },

    async update(replica: Replica): Promise<void> {
      await sql.updateTable("replica").set(toRow(replica)).where("id", "=", replica.id).execute();
    },

    async delete(id: string): Promise<void> {
      await sql.deleteFrom("replica").where("id", "=", id).execute();
    },
  };
}

function toRow(replica: Replica): ReplicaRow {
  return {
    id: replica.id,
    name: replica.name,
    connection_id: replica.connectionId,
    sealed_address: replica.sealedAddress,
    place: replica.place,
    target_schema: replica.schema,
    entities: [...replica.entities],
    complete_days: replica.completeDays,
    created_at: replica.createdAt,
  };
}

function toReplica(row: Selectable<ReplicaRow>): Replica {
  return {
    id: row.id,
    name: row.name,
    connectionId: row.connection_id,
    sealedAddress: row.sealed_address,
    place: row.place,
    schema: row.target_schema,
    entities: row.entities,
    completeDays: row.complete_days,
    createdAt: row.created_at,
  };
}
