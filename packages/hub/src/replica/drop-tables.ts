/** Removes a replica's tables, its ledger, and its schema where nothing else is in it. What others made there stays. */
import { sql } from "kysely";
import { ownerOf } from "./owner.ts";
import type { LockedTarget } from "./target.ts";

const ledgerTables = ["rostrum_scope", "rostrum_run", "rostrum_table", "rostrum_replica"];

/**
 * Fails, and removes nothing, when something else in the database depends on the tables. Does nothing where the schema
 * is not that replica's: it was never synced.
 */
export async function dropTables(target: LockedTarget, schema: string, replicaId: string): Promise<void> {
  await target.transaction(async (session) => {
    if ((await ownerOf(session, schema))?.id !== replicaId) return;
    const made = await session.rows(
      sql<{ table_name: string }>`select table_name from ${sql.id(schema, "rostrum_table")}`,
    );
    for (const name of [...made.map(({ table_name }) => table_name), ...ledgerTables]) {
      await session.rows(sql`drop table if exists ${sql.id(schema, name)}`);
    }
    const others = await session.rows(sql`
      select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} limit 1`);
    if (others.length === 0) await session.rows(sql`drop schema ${sql.id(schema)}`);
  });
}
