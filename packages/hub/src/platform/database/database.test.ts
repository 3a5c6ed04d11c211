import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HubError } from "../errors.ts";
import { openPostgres, ping } from "./database.ts";
import { type Migration, pending, readMigrations } from "./migrate.ts";
import { describeOnBothDatabases, startPostgres, type TestPostgres } from "./testing.ts";

describeOnBothDatabases("the database", (databases) => {
  it("answers, with all migrations applied and their checksums kept", async () => {
    const database = await databases.shared();
    await ping(database);
    const { rows } = await sql<{ number: number; checksum: string }>`select * from migration`.execute(
      database.sql,
    );
    const known = await readMigrations();
    expect(rows.map(({ number, checksum }) => ({ number, checksum }))).toEqual(
      known.map(({ number, checksum }) => ({ number, checksum })),
    );
  });

  it("gives instants as dates, long numbers without loss, and JSON as values", async () => {
    const database = await databases.shared();
    const { rows } = await sql`
      select timestamptz '2031-01-02 03:04:05.678Z' as instant, 9007199254740993::int8::text as long,
             '{"a":[1]}'::jsonb as json`.execute(database.sql);
    expect(rows).toEqual([
      { instant: new Date("2031-01-02T03:04:05.678Z"), long: "9007199254740993", json: { a: [1] } },
    ]);
  });

  it("rolls a failed transaction back", async () => {
    const database = await databases.shared();
    await sql`create table probe (a int)`.execute(database.sql);
    const failing = database.sql.transaction().execute(async (transaction) => {
      await sql`insert into probe values (1)`.execute(transaction);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect((await sql`select * from probe`.execute(database.sql)).rows).toEqual([]);
  });
});

describe("opening Postgres", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it("bears eight processes that migrate at once", async () => {
    const address = await server.newDatabase();
    const opened = await Promise.all(Array.from({ length: 8 }, () => openPostgres(address)));
    const first = opened[0];
    if (first === undefined) throw new Error("nothing opened");
    const { rows } = await sql<{ count: string }>`select count(*)::text from migration`.execute(first.sql);
    expect(rows).toEqual([{ count: String((await readMigrations()).length) }]);
    await Promise.all(opened.map((database) => database.close()));
  });

  it("refuses a database of a newer version, and changes nothing in it", async () => {
    const address = await server.newDatabase();
    const database = await openPostgres(address);
    await sql`insert into migration (number, name, checksum) values (9999, 'tomorrow', 'x')`.execute(
      database.sql,
    );
    await expect(openPostgres(address)).rejects.toMatchObject({ code: "database.newer" });
    await database.close();
  });

  it("names the host and not the password when nothing answers there", async () => {
    const error = await openPostgres("postgres://me:planted-secret@127.0.0.1:1/none").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(HubError);
    expect(error).toMatchObject({ code: "database.unreachable" });
    expect(String((error as HubError).message)).toContain("127.0.0.1:1");
    expect(JSON.stringify(error)).not.toContain("planted-secret");
  });
});

describe("migrations", () => {
  const migration = (number: number, checksum = "same"): Migration => ({
    number,
    name: `m${number}`,
    script: "",
    checksum,
  });

  it("that were not applied yet are pending, in order", () => {
    expect(pending([migration(1), migration(2), migration(3)], [migration(1)])).toMatchObject([
      { number: 2 },
      { number: 3 },
    ]);
  });

  it("that were edited after they were applied are refused", () => {
    expect(() => pending([migration(1, "edited")], [migration(1)])).toThrow(HubError);
  });
});
