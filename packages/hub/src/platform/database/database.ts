/**
 * The hub's database: PGlite embedded in the data folder, or any Postgres by DATABASE_URL; both through Kysely,
 * one SQL dialect. It is NOT an object mapper and knows no table: every room keeps its SQL in a store file of its
 * own and widens `DatabaseTables` by its tables.
 *
 * In a store file:
 *
 *   declare module "../platform/database/database.ts" { interface DatabaseTables { connection: ConnectionTable } }
 */
import type { Kysely } from "kysely";

/** All tables; each room adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rooms
export interface DatabaseTables {}

export type DatabaseKind = "embedded" | "postgres";

/** An open database with all migrations applied. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly sql: Kysely<DatabaseTables>;
  close(): Promise<void>;
}
