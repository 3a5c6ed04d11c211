import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import { startPostgres, type TestPostgres } from "../../platform/database/testing.ts";
import type { Endpoint, Row } from "../endpoint.ts";
import type { PostgresOptions } from "../sql/options.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { counted, readAll, readBatches, writeAll } from "../testing/harness.ts";
import { hostileName } from "../testing/people.ts";
import { openPostgresEndpoint } from "./postgres.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const people = `create table people (
  id text primary key, name text not null, visits bigint, age integer check (age <> 999), balance numeric, score double precision,
  active boolean, born date, seen timestamptz, extra jsonb, ${quoted(hostileName)} text)`;

function optionsOf(address: string): { options: PostgresOptions; password: string } {
  const { hostname, port, pathname, username, password } = new URL(address);
  return {
    options: {
      kind: "postgres",
      host: hostname,
      port: Number(port),
      database: pathname.slice(1),
      user: username,
      tls: "off",
      schema: "public",
    },
    password,
  };
}

/** A database with these statements run, its endpoint, and a way to run more. */
async function openDatabase(setUp: string): Promise<{
  endpoint: Endpoint;
  run(text: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}> {
  const address = await server.newDatabase();
  const client = new pg.Client(address);
  await client.connect();
  await client.query(setUp);
  const { options, password } = optionsOf(address);
  const endpoint = openPostgresEndpoint(options, password, { clock: systemClock });
  return {
    endpoint,
    run: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    async close() {
      await endpoint.close();
      await client.end();
    },
  };
}

// A schema of its own for each sentence: making one is quicker than making a database.
let shared: Promise<string> | undefined;
let schemas = 0;

describeEndpoint("PostgreSQL", {
  async open(rows) {
    shared ??= server.newDatabase();
    schemas += 1;
    const schema = `test ${schemas}`;
    const client = new pg.Client(await shared);
    await client.connect();
    await client.query(`create schema "${schema}"; set search_path = "${schema}"; ${people}`);
    await client.end();
    const { options, password } = optionsOf(await shared);
    const endpoint = openPostgresEndpoint({ ...options, schema }, password, { clock: systemClock });
    if (rows.length > 0) await writeAll(endpoint, { table: "people", operation: "insert" }, rows);
    return { endpoint, table: "people", close: () => endpoint.close() };
  },
  async openBroken(secret) {
    const { options } = optionsOf(await server.newDatabase());
    return openPostgresEndpoint(options, secret, { clock: systemClock });
  },
  refused: { row: { age: 999 }, words: /violates check constraint "people_age_check"/ },
});

describe("PostgreSQL, in particular", () => {
  const opened: { close(): Promise<void> }[] = [];
  const open = async (setUp: string) => {
    const database = await openDatabase(setUp);
    opened.push(database);
    return database;
  };
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it("keeps types that are more than JSON can say", async () => {
    const { endpoint, run } = await open(`
      create type mood as enum ('ok', 'sad'); create domain short as varchar(5) check (value <> 'never');
      create table things (id bigint primary key, moment timestamptz(6), local timestamp, tags text[], numbers bigint[], raw json,
        span interval, mood mood, short short, code char(3), data bytea, uuid uuid, at time, odd double precision)`);
    const row: Row = {
      id: "9007199254740993",
      moment: "2031-05-01T13:45:00.123456+02:00",
      local: "2031-05-01T13:45:00.5+02:00",
      tags: ["a,b", 'c"d', null, "e\\f", ""],
      numbers: ["9007199254740993", 2],
      raw: { key: "9007199254740995", list: [1, { two: 2 }] },
      span: "PT36H",
      mood: "sad",
      short: "five5",
      code: "a",
      data: Buffer.from([0, 1, 255]).toString("base64"),
      uuid: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
      at: "13:45:00",
      odd: "NaN",
    };
    const expected = {
      ...row,
      moment: "2031-05-01T11:45:00.123456Z",
      local: "2031-05-01T11:45:00.5",
      code: "a  ",
    };
    for (const operation of ["insert", "upsert", "update"] as const) {
      const [result] = await writeAll(endpoint, { table: "things", operation }, [row]);
      expect(result?.error).toBeUndefined();
      expect(await readAll(endpoint, { table: "things" })).toEqual([expected]);
    }
    await run("delete from things");
    // The second row refuses to go by COPY, so that both ways of writing are seen.
    const two = await writeAll(endpoint, { table: "things", operation: "upsert" }, [
      row,
      { ...row, id: "1", mood: "wild" },
    ]);
    expect(two.map(({ outcome }) => outcome)).toEqual(["inserted", "failed"]);
    expect(two[1]?.error?.words).toBe('invalid input value for enum mood: "wild"');
    expect(await readAll(endpoint, { table: "things" })).toEqual([expected]);
    expect((await run("select raw->>'key' as key from things"))[0]).toEqual({ key: "9007199254740995" });
  });

  it("refuses what is too long instead of cutting it", async () => {
    const { endpoint } = await open("create table t (id int primary key, code varchar(3))");
    for (const operation of ["insert", "upsert"] as const) {
      const results = await writeAll(endpoint, { table: "t", operation }, [
        { id: 1, code: "abc" },
        { id: 2, code: "abcd" },
      ]);
      expect(results[1]?.error?.words).toBe("value too long for type character varying(3)");
    }
    expect(await readAll(endpoint, { table: "t" })).toEqual([{ id: 1, code: "abc" }]);
  });

  it("gives back what the database made, without a key in the rows and with one", async () => {
    const { endpoint } = await open(
      "create table t (id bigint generated always as identity primary key, email text not null unique, at timestamptz default now(), loud text generated always as (upper(email)) stored)",
    );
    const described = await endpoint.describe("t");
    expect(described.fields.map(({ name, required, writable }) => [name, required, writable])).toEqual([
      ["id", false, false],
      ["email", true, true],
      ["at", false, true],
      ["loud", false, false],
    ]);
    expect(described.keys).toEqual([["id"], ["email"]]);
    const inserted = await writeAll(
      endpoint,
      { table: "t", operation: "insert", returning: ["id", "loud"] },
      [{ email: "b" }, { email: "a" }],
    );
    expect(inserted.map(({ result }) => result)).toEqual([
      { id: "1", loud: "B" },
      { id: "2", loud: "A" },
    ]);
    const upserted = await writeAll(
      endpoint,
      { table: "t", operation: "upsert", key: ["email"], returning: ["id"] },
      [{ email: "a" }, { email: "c", at: "2031-01-01T00:00:00Z" }],
    );
    expect(upserted.map(({ outcome, result }) => [outcome, result?.id])).toEqual([
      ["unchanged", "2"],
      ["inserted", expect.stringMatching(/^\d+$/)],
    ]);
    const [failed] = await writeAll(endpoint, { table: "t", operation: "insert" }, [
      { email: "x", loud: "X" },
    ]);
    expect(failed?.error).toMatchObject({ code: "no-such-field", field: "loud" });
  });

  it("blames the row that another unique index, a deferred constraint or a trigger refuses", async () => {
    const { endpoint } = await open(`create table parent (id int primary key);
      create table t (id int primary key, email text unique, parent int references parent deferrable initially deferred);
      insert into parent values (1); insert into t values (1, 'taken', 1);
      create function refuse() returns trigger language plpgsql as $$ begin
        if new.email = 'bad' then raise exception 'no bad e-mail here' using errcode = 'RS001'; end if;
        if new.email = 'gone' then return null; end if; return new; end $$;
      create trigger refuse before insert or update on t for each row execute function refuse()`);
    const rows = [
      { id: 2, email: "taken", parent: 1 },
      { id: 3, email: "c", parent: 7 },
      { id: 4, email: "bad", parent: 1 },
      { id: 5, email: "gone", parent: 1 },
      { id: 6, email: "fine", parent: 1 },
    ];
    for (const operation of ["insert", "upsert"] as const) {
      const results = await writeAll(endpoint, { table: "t", operation }, rows);
      expect(results.map(({ error }) => error?.words.split('"')[0])).toEqual([
        "duplicate key value violates unique constraint ",
        "insert or update on table ",
        "no bad e-mail here",
        "The database accepted the row and did not keep it: a trigger or rule of the table left it out.",
        undefined,
      ]);
      expect(results[1]?.error?.passing).toBe(true);
    }
    expect(await readAll(endpoint, { table: "t", fields: ["id"] })).toEqual([{ id: 1 }, { id: 6 }]);
  });

  it("writes a table without a key, row by row where it must, and reads it in one go", async () => {
    const { endpoint } = await open("create table log (line text, n int check (n <> 3))");
    const rows = Array.from({ length: 20 }, (_, n) => ({ line: `line ${n}`, n }));
    const results = await writeAll(endpoint, { table: "log", operation: "insert" }, rows);
    expect(counted(results)).toEqual({ inserted: 19, failed: 1 });
    const batches = await readBatches(endpoint, { table: "log", batchRows: 6 });
    expect(batches.map((batch) => batch.rows.length)).toEqual([6, 6, 6, 1]);
    expect(batches[0]?.position).toBeUndefined();
    await expect(endpoint.openWriter({ table: "log", operation: "upsert" })).rejects.toMatchObject({
      code: "endpoint.no-key",
    });
    const updated = await writeAll(endpoint, { table: "log", operation: "update", key: ["n"] }, [
      { n: 4, line: "four" },
    ]);
    expect(counted(updated)).toEqual({ updated: 1 });
  });

  it("pages by keys of several columns, in the database's own order", async () => {
    const { endpoint } = await open(`create table t (b text, a int, primary key (a, b));
      insert into t select (array['a', 'B', 'c', 'ä'])[1 + i % 4], i / 4 from generate_series(0, 39) i`);
    for (const fields of [["a"], ["b", "a"]]) {
      expect(await readAll(endpoint, { table: "t", fields, batchRows: 3 })).toHaveLength(40);
    }
    const seen = new Set(
      (await readAll(endpoint, { table: "t", batchRows: 7 })).map(({ a, b }) => `${a}${b}`),
    );
    expect(seen.size).toBe(40);
  });

  it("takes tables and schemas of any name, views, and partitions", async () => {
    const { endpoint } =
      await open(`create schema "odd ""schema"; create table "odd ""schema"."t;drop" (id int primary key, v text);
      create table base (id int primary key, v text); create view seen as select * from base;
      create view shape as select count(*) as rows from base;
      create table parts (id int, day date, primary key (id, day)) partition by range (day);
      create table parts_1 partition of parts for values from ('2031-01-01') to ('2032-01-01')`);
    expect(await endpoint.tables()).toEqual(["base", 'odd "schema.t;drop', "parts", "seen", "shape"]);
    for (const table of ['odd "schema.t;drop', "seen"]) {
      expect(counted(await writeAll(endpoint, { table, operation: "insert" }, [{ id: 1, v: "x" }]))).toEqual({
        inserted: 1,
      });
      expect(await readAll(endpoint, { table })).toEqual([{ id: 1, v: "x" }]);
    }
    expect((await endpoint.describe("shape")).operations).toEqual([]);
    const rows = [
      { id: 1, day: "2031-05-01" },
      { id: 1, day: "2035-05-01" },
    ];
    for (const _ of [1, 2]) {
      const results = await writeAll(endpoint, { table: "parts", operation: "upsert" }, rows);
      expect(results[1]?.error?.words).toMatch(/no partition of relation "parts" found for row/);
    }
    expect(await readAll(endpoint, { table: "parts" })).toEqual([rows[0]]);
  });

  it("says what a filter's value has wrong", async () => {
    const { endpoint } = await open("create table t (id int primary key)");
    const reading = readAll(endpoint, {
      table: "t",
      filters: [{ kind: "equal", field: "id", value: "many" }],
    });
    await expect(reading).rejects.toMatchObject({
      code: "endpoint.bad-filter",
      message: 'PostgreSQL says: invalid input syntax for type integer: "many".',
    });
  });

  it("tries a batch again that a deadlock broke", async () => {
    const { endpoint, run } = await open(
      "create table t (id int primary key, v text); insert into t values (1, 'a'), (2, 'b')",
    );
    await run("set deadlock_timeout = '10s'; begin; update t set v = 'x' where id = 2");
    const writer = await endpoint.openWriter({ table: "t", operation: "upsert" });
    // Holds 1 and waits for 2, while the other holds 2 and then waits for 1: the endpoint's side is chosen to lose.
    const writing = writer.write([
      { id: 1, v: "new" },
      { id: 2, v: "new" },
    ]);
    await expect
      .poll(() => run("select count(*)::int as n from pg_locks where not granted"))
      .toEqual([{ n: 1 }]);
    await run("update t set v = 'x' where id = 1");
    await run("commit");
    expect((await writing).map(({ outcome }) => outcome)).toEqual(["updated", "updated"]);
    expect(await readAll(endpoint, { table: "t" })).toEqual([
      { id: 1, v: "new" },
      { id: 2, v: "new" },
    ]);
  });

  it("reads by a whole number that only rises", async () => {
    const { endpoint } = await open(`create table t (id int primary key, version bigint);
      insert into t select i, 9007199254740990 + i from generate_series(1, 30) i; insert into t values (99, null)`);
    const request = { table: "t", changes: { field: "version", since: "9007199254741013" }, batchRows: 3 };
    const rows = await readAll(endpoint, request);
    expect(rows.map(({ id }) => id)).toEqual([99, 23, 24, 25, 26, 27, 28, 29, 30]);
  });

  it("says in words when nothing answers", async () => {
    const { options } = optionsOf("postgres://nobody@127.0.0.1:1/none");
    const endpoint = openPostgresEndpoint(options, "x", { clock: systemClock });
    expect(await endpoint.test()).toEqual({
      works: false,
      message: "Nothing answers for PostgreSQL at this address and port.",
      meaning: "The server is not running there, or listens on another port.",
      remedy: "Check host and port (PostgreSQL uses 5432 by itself) and that the server is running.",
    });
    await endpoint.close();
  });
});
