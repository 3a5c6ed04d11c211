/**
 * The hub's database: PGlite embedded in the data folder, or any Postgres by DATABASE_URL; both through Kysely,
 * one SQL dialect. It is NOT an object mapper and knows no table: every room keeps its SQL in a store file of its
 * own and widens `DatabaseTables` by its tables:
 *
 *   declare module "../platform/database/database.ts" { interface DatabaseTables { connection: ConnectionTable } }
 *
 * Durability of the embedded one: an acknowledged row survives the end of the process, kill -9 included, since it
 * is with the operating system by then. It does not survive a power cut for certain: PGlite runs without fsync,
 * and `fsync = on` changes nothing (measured on 2026-11-22 with PGlite 0.5.16: the setting shows as on, yet 100
 * commits made no fsync call, because its file layer does not hand the call down). Who needs that sets DATABASE_URL.
 */
import { randomUUID } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { HubError } from "../errors.ts";
import { databaseGone } from "./errors.ts";
import { type MigrationSession, migrate, migrationLock } from "./migrate.ts";

/** All tables; each room adds its own by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rooms
export interface DatabaseTables {}

export type DatabaseKind = "embedded" | "postgres";

/** An open database with all migrations applied. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly sql: Kysely<DatabaseTables>;
  /** What lies below, for libraries that bring SQL of their own (`platform/jobs`). Rooms use `sql`. */
  readonly below: { readonly pglite: PGlite } | { readonly address: string };
  /** Of connections to Postgres, now; undefined for the embedded one. */
  readonly pool?: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/**
 * Opens the embedded database in a folder (made when absent), or in memory when none is given, and migrates it.
 * One folder bears one process: take the lock of the data folder first. PGlite is loaded here and not at import
 * time: a hub on Postgres need not carry it.
 */
export async function openEmbedded(folder: string | undefined): Promise<Database> {
  const { PGlite } = await import("@electric-sql/pglite");
  const pglite = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  try {
    await pglite.transaction((transaction) => {
      const session: MigrationSession = {
        runScript: async (script) => void (await transaction.exec(script)),
        query: async (text, values) =>
          (await transaction.query<Record<string, unknown>>(text, [...values])).rows,
      };
      return migrate(session);
    });
  } catch (error) {
    await pglite.close();
    throw error;
  }
  const sql = new Kysely<DatabaseTables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kind: "embedded",
    sql,
    below: { pglite },
    async close() {
      await sql.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
}

/** How the sessions of a hub or worker are called in pg_stat_activity, before an id of their process. */
export const applicationName = "rostrum";

/** Opens a Postgres database and migrates it; processes that start at once wait for one another. */
export async function openPostgres(address: string): Promise<Database> {
  // By its name a restore tells the sessions of other hubs and workers from its own.
  const application_name = `${applicationName} ${randomUUID()}`;
  const pool = new Pool({
    connectionString: address,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  // The same for one that dies while it is used: who uses it gets the error.
  pool.on("connect", (client) => void client.on("error", () => {}));
  try {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
      const session: MigrationSession = {
        runScript: async (script) => void (await client.query(script)),
        query: async (text, values) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
      };
      await migrate(session);
      await client.query("commit");
      client.release();
    } catch (error) {
      // Closing the connection rolls back, also when the connection itself is what broke.
      client.release(true);
      throw error;
    }
  } catch (error) {
    await pool.end();
    if (error instanceof HubError) throw error;
    throw unreachable(address, error);
  }
  const sql = new Kysely<DatabaseTables>({ dialect: new PostgresDialect({ pool: telling(pool) }) });
  return {
    kind: "postgres",
    sql,
    below: { address },
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => sql.destroy(),
  };
}

/**
 * Runs work in one transaction: all of it happens, or nothing. Stores made over the database that `work` gets take part.
 * Wait for nothing else in it (no network, no hashing): the embedded database has one connection, and all others wait.
 */
export function inTransaction<Result>(
  database: Database,
  work: (within: Database) => Promise<Result>,
): Promise<Result> {
  return database.sql.transaction().execute((transaction) => work({ ...database, sql: transaction }));
}

/** Whether the database answers, for readiness and `doctor`. Throws what the driver throws. */
export async function ping(database: Database): Promise<void> {
  await database.sql.executeQuery(CompiledQuery.raw("select 1"));
}

/** The pool, whose failures to give a connection say what they mean: "not now" and no fault of ours. */
function telling(pool: Pool) {
  return {
    async connect() {
      try {
        return await pool.connect();
      } catch (error) {
        throw databaseGone(error);
      }
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function unreachable(address: string, cause: unknown): HubError {
  const host = URL.parse(address)?.host ?? "the given host";
  const reason = cause instanceof Error && cause.message !== "" ? cause.message : "no connection";
  return new HubError({
    kind: "unavailable",
    code: "database.unreachable",
    message: `The Postgres database at ${host} cannot be used: ${reason}.`,
    meaning: "Rostrum keeps everything there and cannot run without it.",
    remedy:
      "Check DATABASE_URL, and that the server is up and lets this user in; or unset it to use the embedded database.",
    cause,
  });
}
