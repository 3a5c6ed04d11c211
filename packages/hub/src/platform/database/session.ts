/**
 * One session inside one transaction, for what stands below the stores: backup, restore, the schema as text. Scripts of many
 * statements run in it, which Kysely's do not on the embedded database. NOT for rooms: they use `inTransaction`.
 */
import { Client } from "pg";
import type { Database } from "./database.ts";
import { type MigrationSession, migrationLock } from "./migrate.ts";

/** `consistent`: sees the database as it was at one moment, and only reads. `alone`: no other process may migrate or restore meanwhile. */
export type SessionKind = "consistent" | "alone";

/** Commits when `work` resolves, rolls back when it rejects. The embedded database serves nobody else meanwhile. */
export async function inSession<Result>(
  { below }: Database,
  kind: SessionKind,
  work: (session: MigrationSession) => Promise<Result>,
): Promise<Result> {
  if ("pglite" in below) {
    return below.pglite.transaction((transaction) =>
      work({
        runScript: async (script) => void (await transaction.exec(script)),
        query: async (text, values) =>
          (await transaction.query<Record<string, unknown>>(text, [...values])).rows,
      }),
    );
  }
  const client = new Client({ connectionString: below.address, connectionTimeoutMillis: 10_000 });
  // A connection that dies is told by the statement under way; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(kind === "consistent" ? "begin isolation level repeatable read read only" : "begin");
    if (kind === "alone") await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    const result = await work({
      runScript: async (script) => void (await client.query(script)),
      query: async (text, values) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
    });
    await client.query("commit");
    return result;
  } finally {
    // Rolls back what was not committed.
    await client.end();
  }
}
