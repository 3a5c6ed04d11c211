import mysql from "mysql2/promise";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Endpoint, Row } from "../endpoint.ts";
import type { MysqlOptions } from "../sql/options.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { counted, readAll, readBatches, writeAll } from "../testing/harness.ts";
import { startMariadb, type TestMariadb } from "../testing/mariadb-server.ts";
import { hostileName } from "../testing/people.ts";
import { openMysqlEndpoint } from "./mysql.ts";

let server: TestMariadb;
beforeAll(async () => {
  server = await startMariadb();
});
afterAll(async () => {
  await server.stop();
});

const quoted = (name: string) => `\`${name.replaceAll("`", "``")}\``;
const people = `create table people (
  id varchar(64) primary key, name text not null, visits bigint, age int, balance decimal(30, 4), score double, active boolean,
  born date, seen timestamp(6) null, extra json, ${quoted(hostileName)} text, constraint age_is_not_999 check (age <> 999))`;

function optionsOf(database: string): MysqlOptions {
  return { kind: "mysql", host: "127.0.0.1", port: server.port, database, user: server.user, tls: "off" };
}

/** A database with these statements run, its endpoint, and a way to run more. */
async function openDatabase(...setUp: readonly string[]): Promise<{
  endpoint: Endpoint;
  run(text: string): Promise<unknown>;
  close(): Promise<void>;
}> {
  const database = await server.newDatabase();
  const connection = await mysql.createConnection({
    host: "127.0.0.1",
    port: server.port,
    user: server.user,
    password: server.password,
    database,
  });
  for (const text of setUp) await connection.query(text);
  const endpoint = openMysqlEndpoint(optionsOf(database), server.password, { clock: systemClock });
  return {
    endpoint,
    run: async (text) => (await connection.query(text))[0],
    async close() {
      await endpoint.close();
      await connection.end();
    },
  };
}

describeEndpoint("MariaDB", {
  async open(rows) {
    const { endpoint, close } = await openDatabase(people);
    if (rows.length > 0) await writeAll(endpoint, { table: "people", operation: "insert" }, rows);
    return { endpoint, table: "people", close };
  },
  async openBroken(secret) {
    return openMysqlEndpoint(optionsOf(await server.newDatabase()), secret, { clock: systemClock });
  },
  refused: { row: { age: 999 }, words: /CONSTRAINT `age_is_not_999` failed/ },
});

describe("MariaDB, in particular", () => {
  const opened: { close(): Promise<void> }[] = [];
  const open = async (...setUp: readonly string[]) => {
    const database = await openDatabase(...setUp);
    opened.push(database);
    return database;
  };
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it("keeps types that are more than JSON can say", async () => {
    const { endpoint } = await open(
      `create table things (id bigint unsigned primary key, moment timestamp(6) null, local datetime(3), raw json, data varbinary(9), flag bit(1),
        bits bit(12), at time(2), year year, mood enum('ok', 'sad'), old varchar(9) character set latin1, money decimal(38, 20))`,
    );
    const row: Row = {
      id: "18446744073709551615",
      moment: "2031-05-01T13:45:00.123456+02:00",
      local: "2031-05-01T13:45:00.5+02:00",
      raw: { key: "9007199254740995", list: [1, { two: 2 }] },
      data: Buffer.from([0, 39, 92, 255]).toString("base64"),
      flag: true,
      bits: 2049,
      at: "13:45:00.25",
      year: 2031,
      mood: "sad",
      old: "Zoë",
      money: "123456789012345678.12345678901234567891",
    };
    const expected = {
      ...row,
      moment: "2031-05-01T11:45:00.123456Z",
      local: "2031-05-01T11:45:00.500",
      bits: "2049",
    };
    for (const operation of ["insert", "upsert", "update"] as const) {
      const [result] = await writeAll(endpoint, { table: "things", operation }, [row]);
      expect(result?.error).toBeUndefined();
      expect(await readAll(endpoint, { table: "things" })).toEqual([expected]);
    }
    const exact = { kind: "equal", field: "id", value: "18446744073709551614" } as const;
    expect(await readAll(endpoint, { table: "things", filters: [exact] })).toEqual([]);
  });

  it("refuses what is too long or no number instead of cutting it, whatever the server's own mode", async () => {
    const { endpoint, run } = await open("create table t (id int primary key, code varchar(3))");
    await run("set global sql_mode = 'NO_BACKSLASH_ESCAPES'");
    try {
      const results = await writeAll(endpoint, { table: "t", operation: "insert" }, [
        { id: 1, code: "abcd" },
        { id: "many", code: "a" },
        { id: 2, code: "\\' " },
      ]);
      expect(results.map(({ error }) => error?.words)).toEqual([
        "Data too long for column 'code' at row 1",
        expect.stringMatching(/^Incorrect integer value: 'many' for column/),
        undefined,
      ]);
      expect(await readAll(endpoint, { table: "t" })).toEqual([{ id: 2, code: "\\' " }]);
    } finally {
      await run("set global sql_mode = default");
    }
  });

  it("never writes over another row that only shares a unique value", async () => {
    const { endpoint } = await open(
      "create table t (id int primary key, email varchar(20) unique, name text)",
      "insert into t values (1, 'a@x', 'Ada')",
    );
    const results = await writeAll(endpoint, { table: "t", operation: "upsert" }, [
      { id: 2, email: "a@x", name: "Mallory" },
      { id: 3, email: "c@x", name: "Carl" },
    ]);
    expect(results[0]?.error?.words).toBe("Duplicate entry 'a@x' for key 'email'");
    expect(await readAll(endpoint, { table: "t", fields: ["name"] })).toEqual([
      { name: "Ada" },
      { name: "Carl" },
    ]);
  });

  it("takes a key as the database does: letters of either case may be one", async () => {
    const { endpoint } = await open(
      "create table t (code varchar(9) primary key, v int)",
      "insert into t values ('ABC', 1), ('def', 1)",
    );
    const rows = [
      { code: "abc", v: 2 },
      { code: "def", v: 1 },
      { code: "ghi", v: 3 },
    ];
    const results = await writeAll(endpoint, { table: "t", operation: "upsert" }, rows);
    expect(results.map(({ outcome }) => outcome)).toEqual(["updated", "unchanged", "inserted"]);
    expect(await readAll(endpoint, { table: "t", batchRows: 2 })).toEqual([
      { code: "ABC", v: 2 },
      { code: "def", v: 1 },
      { code: "ghi", v: 3 },
    ]);
  });

  it("gives back the number that a row gets, and what an upsert found", async () => {
    const { endpoint } = await open(
      "create table t (id bigint auto_increment primary key, email varchar(20) not null unique, loud varchar(20) as (upper(email)) stored)",
    );
    expect(
      (await endpoint.describe("t")).fields.map(({ name, required, writable }) => [name, required, writable]),
    ).toEqual([
      ["id", false, true],
      ["email", true, true],
      ["loud", false, false],
    ]);
    const inserted = await writeAll(
      endpoint,
      { table: "t", operation: "insert", returning: ["id", "loud"] },
      [{ email: "b" }, { email: "a" }],
    );
    expect(inserted.map(({ result }) => result)).toEqual([
      { id: "1", loud: "B" },
      { id: "2", loud: "A" },
    ]);
    const again = await writeAll(
      endpoint,
      { table: "t", operation: "upsert", key: ["email"], returning: ["id"] },
      [{ email: "a" }],
    );
    expect(again).toEqual([{ outcome: "unchanged", key: { email: "a" }, result: { id: "2" } }]);
  });

  it("writes a table whose engine knows no transactions, and one without a key", async () => {
    const { endpoint } = await open(
      "create table old (id int primary key, n int, check (n <> 3)) engine = MyISAM",
      "create table log (line text, n int, check (n <> 3))",
    );
    const rows = Array.from({ length: 10 }, (_, n) => ({ id: n, n }));
    for (const operation of ["insert", "upsert"] as const) {
      const counts = counted(await writeAll(endpoint, { table: "old", operation }, rows));
      expect(counts).toEqual(
        operation === "insert" ? { inserted: 9, failed: 1 } : { unchanged: 9, failed: 1 },
      );
    }
    const lines = rows.map(({ n }) => ({ line: `line ${n}`, n }));
    expect(counted(await writeAll(endpoint, { table: "log", operation: "insert" }, lines))).toEqual({
      inserted: 9,
      failed: 1,
    });
    expect(
      (await readBatches(endpoint, { table: "log", batchRows: 4 })).map(({ rows: { length } }) => length),
    ).toEqual([4, 4, 1]);
  });

  it("cuts a batch that is longer than the server takes", async () => {
    const { endpoint } = await open("create table t (id int primary key, body longtext)");
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, body: "'".repeat(1_000_000) }));
    expect(counted(await writeAll(endpoint, { table: "t", operation: "insert" }, rows))).toEqual({
      inserted: 40,
    });
  });

  it("says what a filter's value has wrong", async () => {
    const { endpoint } = await open("create table t (id int primary key)");
    const reading = readAll(endpoint, {
      table: "t",
      filters: [{ kind: "equal", field: "id", value: "many" }],
    });
    await expect(reading).rejects.toMatchObject({ code: "endpoint.bad-filter" });
  });

  it("tries a batch again that a deadlock broke", async () => {
    const { endpoint, run } = await open(
      "create table t (id int primary key, v text)",
      "insert into t select seq, repeat('x', 50) from seq_1_to_200",
    );
    // The side that changed fewer rows is chosen to lose: the endpoint's.
    await run("start transaction");
    await run("update t set v = 'y' where id between 2 and 100");
    const writer = await endpoint.openWriter({ table: "t", operation: "update" });
    const writing = writer.write([
      { id: 150, v: "new" },
      { id: 2, v: "new" },
    ]);
    const waiting = "select count(*) as n from information_schema.innodb_trx where trx_state = 'LOCK WAIT'";
    // The server renews this table only when nobody has asked for a tenth of a second.
    await expect.poll(() => run(waiting), { interval: 200 }).toEqual([{ n: 1 }]);
    await run("update t set v = 'y' where id = 150");
    await run("commit");
    expect((await writing).map(({ outcome }) => outcome)).toEqual(["updated", "updated"]);
  });
});
