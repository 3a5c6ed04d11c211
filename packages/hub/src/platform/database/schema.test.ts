/**
 * What the migrations make, held against schema.sql, and what they do to databases that are already full. After a new
 * migration, and only then: npx vitest run packages/hub/src/platform/database/schema.test.ts --update
 */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownSchema, tablesOf } from "./backup/tables.ts";
import { type Database, openEmbedded, openPostgres } from "./database.ts";
import { type MigrationSession, migrate, readMigrations } from "./migrate.ts";
import { inSession } from "./session.ts";
import { earlierRows } from "./testing/earlier-rows.ts";
import { schemaText } from "./testing/schema-text.ts";
import { describeOnBothDatabases, startPostgres, type TestPostgres } from "./testing.ts";

describeOnBothDatabases("the migrations", (databases) => {
  it("make what schema.sql says (after a new one, renew it as the head of this test says)", async () => {
    const text = await inSession(await databases.shared(), "consistent", schemaText);
    await expect(text).toMatchFileSnapshot("./schema.sql");
  });

  it("are read rightly by the backup: it knows each of their tables", async () => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename collate "C"`.execute(
      (await databases.shared()).sql,
    );
    const known = await inSession(await databases.shared(), "consistent", (session) =>
      tablesOf(session, ownSchema),
    );
    expect(known).toEqual(rows.map(({ name }) => name));
  });
});

/** Columns that a later migration took away on purpose, and why. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  // When people were told is in flow_alert since 0006.
  flow: ["last_alert_at"],
};

describe("a database of an earlier version, full of data", async () => {
  const numbers = (await readMigrations()).map(({ number }) => number);
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  /** All rows of all our tables, as JSON. */
  async function rowsOf(session: MigrationSession): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = new Map<string, readonly string[]>();
    for (const table of await tablesOf(session, ownSchema)) {
      if (table === "migration") continue;
      const found = await session.query(`select to_jsonb(t)::text as row from ${table} t`, []);
      rows.set(
        table,
        found.map(({ row }) => String(row)),
      );
    }
    return rows;
  }

  async function makeEarlier(database: Database, upTo: number) {
    return inSession(database, "alone", async (session) => {
      await session.runScript("drop schema public cascade; create schema public");
      await migrate(session, upTo);
      for (const [number, rows] of Object.entries(earlierRows)) {
        if (Number(number) <= upTo) await session.runScript(rows);
      }
      return rowsOf(session);
    });
  }

  async function checkUpgraded(database: Database, before: ReadonlyMap<string, readonly string[]>) {
    await inSession(database, "consistent", async (session) => {
      for (const [table, rows] of before) {
        for (const row of rows) {
          const kept = await session.query(
            `select 1 from ${table} t where to_jsonb(t) @> $1::jsonb - $2::text[]`,
            [row, leftOut[table] ?? []],
          );
          expect(kept, `${table}: ${row}`).toHaveLength(1);
        }
      }
    });
    const { rows } = await sql<{ number: number }>`select number from migration order by number`.execute(
      database.sql,
    );
    expect(rows.map(({ number }) => number)).toEqual(numbers);
  }

  it.each(numbers)(
    "is brought from migration %i to the last, with every row kept, on Postgres",
    async (number) => {
      const address = await postgres.newDatabase();
      const made = await openPostgres(address);
      const before = await makeEarlier(made, number);
      await made.close();
      expect([...before.values()].flat().length).toBeGreaterThan(3);
      const upgraded = await openPostgres(address);
      await checkUpgraded(upgraded, before);
      await upgraded.close();
    },
  );

  it("the same on the embedded database", async () => {
    const database = await openEmbedded(undefined);
    for (const number of numbers) {
      const before = await makeEarlier(database, number);
      await inSession(database, "alone", (session) => migrate(session));
      await checkUpgraded(database, before);
    }
    await database.close();
  });
});
