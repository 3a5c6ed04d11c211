/**
 * What every endpoint promises (../endpoint.ts), as sentences. An implementation hands in a harness that makes it on
 * real parts; where a table does not do an operation, its promise is to say so, and that is tested instead.
 */
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { HubError } from "../../platform/errors.ts";
import { sameValue } from "../compare.ts";
import type { Batch, Endpoint, ReadRequest, Row, RowResult, WriteRequest } from "../endpoint.ts";
import { type Filter, matches } from "../filter.ts";
import { hostileName, people, peopleFields, peopleTypes, person } from "./people.ts";

export interface OpenHarness {
  readonly endpoint: Endpoint;
  /** The table that has the fields of `peopleFields`. */
  readonly table: string;
  /** Frees what was made for it, the endpoint too. */
  close(): Promise<void>;
}

export interface Harness {
  /** An endpoint of its own, holding these rows. */
  open(rows: readonly Row[]): Promise<OpenHarness>;
  /** One that cannot work, e.g. with nothing at its address; its credential is `secret`. */
  openBroken(secret: string): Promise<Endpoint>;
  /** A row that the system refuses, and what it says then. */
  readonly refused: { readonly row: Row; readonly words: RegExp };
  /** How a text comes back where the system cannot tell it from null or shortens it. */
  textKept?(text: string): string | null;
  /** Whether the system tells apart what it inserted, updated, and left as it was. Absent: it does. */
  readonly coarse?: boolean;
}

export async function readAll(endpoint: Endpoint, request: ReadRequest): Promise<Row[]> {
  return (await readBatches(endpoint, request)).flatMap((batch) => batch.rows);
}

export async function readBatches(endpoint: Endpoint, request: ReadRequest): Promise<Batch[]> {
  return Array.fromAsync(endpoint.read(request));
}

/** Writes all rows through one writer, in batches, and finishes. */
export async function writeAll(
  endpoint: Endpoint,
  request: WriteRequest,
  rows: readonly Row[],
  batchRows = 500,
): Promise<RowResult[]> {
  const writer = await endpoint.openWriter(request);
  const results: RowResult[] = [];
  for (let start = 0; start < rows.length; start += batchRows) {
    results.push(...(await writer.write(rows.slice(start, start + batchRows))));
  }
  await writer.finish();
  return results;
}

export function counted(results: readonly RowResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** The same rows, whatever their order, value by value as their types compare. */
export function expectSameRows(actual: readonly Row[], expected: readonly Row[]): void {
  const byId = (rows: readonly Row[]) => rows.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const left = byId(actual);
  const right = byId(expected);
  expect(left.map((row) => row.id)).toEqual(right.map((row) => row.id));
  right.forEach((row, index) => {
    for (const [name, value] of Object.entries(row)) {
      const got = left[index]?.[name] ?? null;
      if (!sameValue(got, value, peopleTypes.get(name) ?? "text")) {
        expect({ id: row.id, [name]: got }).toEqual({ id: row.id, [name]: value });
      }
    }
  });
}

const filters: readonly (readonly [string, readonly Filter[]])[] = [
  ["equal", [{ kind: "equal", field: "name", value: "Ada Lovelace" }]],
  [
    "equal, exactly and not as the system sorts letters",
    [{ kind: "equal", field: "name", value: "ada lovelace" }],
  ],
  ["equal, with 64 bits", [{ kind: "equal", field: "visits", value: "9007199254740994" }]],
  ["equal to null", [{ kind: "equal", field: "age", value: null }]],
  ["equal to a truth", [{ kind: "equal", field: "active", value: true }]],
  ["not equal, nulls included", [{ kind: "notEqual", field: "age", value: 25 }]],
  ["not equal to null", [{ kind: "notEqual", field: "born", value: null }]],
  ["a range of numbers", [{ kind: "range", field: "age", from: 30, to: 40 }]],
  ["a range of exact decimals", [{ kind: "range", field: "balance", from: "99.5" }]],
  ["a range of dates", [{ kind: "range", field: "born", from: "1950-01-01", to: "1960-12-31" }]],
  [
    "a range of moments, whatever their offset",
    [{ kind: "range", field: "seen", from: "2031-01-01T01:20:01.230+01:00", to: "2031-01-01T00:40:00Z" }],
  ],
  ["a range of 64 bits", [{ kind: "range", field: "visits", to: "9007199254741000" }]],
  ["contains, without regard to case", [{ kind: "contains", field: "name", text: "LOVE" }]],
  ["contains, with signs that patterns use", [{ kind: "contains", field: hostileName, text: "%" }]],
  ["in", [{ kind: "in", field: "id", values: [3, 4, 60].map((n) => String(person(n).id)) }]],
  ["in nothing", [{ kind: "in", field: "id", values: [] }]],
  ["a field with a hostile name", [{ kind: "equal", field: hostileName, value: "value 8" }]],
  [
    "several at once",
    [
      { kind: "range", field: "age", from: 25 },
      { kind: "equal", field: "active", value: false },
    ],
  ],
];

export function describeEndpoint(name: string, harness: Harness): void {
  const opened: OpenHarness[] = [];
  const open = async (rows: readonly Row[]): Promise<OpenHarness> => {
    const one = await harness.open(rows);
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  describe(`${name} tells what it is`, () => {
    it("says that it works", async () => {
      const { endpoint } = await open(people(3));
      const result = await endpoint.test();
      expect(result.message).toMatch(/\.$/);
      expect(result.works).toBe(true);
    });

    it("says in words what is wrong and what to do, and never its secret", async () => {
      const secret = "planted-secret-4711";
      const endpoint = await harness.openBroken(secret);
      const result = await endpoint.test();
      expect(result.works).toBe(false);
      expect(result.message).not.toBe("");
      expect(result.remedy).toMatch(/\w+/);
      expect(JSON.stringify(result)).not.toContain(secret);
      const thrown = await endpoint.tables().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (thrown instanceof HubError) expect(JSON.stringify(thrown) + thrown.message).not.toContain(secret);
      await endpoint.close();
    });

    it("lists and describes its tables", async () => {
      const { endpoint, table } = await open(people(30));
      expect(await endpoint.tables()).toContain(table);
      const described = await endpoint.describe(table);
      const found = new Map(described.fields.map((field) => [field.name, field]));
      for (const field of peopleFields) {
        expect(found.get(field.name)).toMatchObject({ name: field.name, type: field.type, key: field.key });
      }
      expect(described.keys[0]).toEqual(["id"]);
    });

    it("names the tables that there are when one is not", async () => {
      const { endpoint, table } = await open(people(1));
      const error = await endpoint.describe(`${table}x`).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(HubError);
      expect(error).toMatchObject({ code: "endpoint.unknown-table" });
      expect((error as HubError).remedy).toContain(table);
    });
  });

  describe(`${name} reads`, () => {
    it("every row, losing nothing of any type", async () => {
      const rows = people(120);
      const { endpoint, table } = await open(rows);
      expectSameRows(await readAll(endpoint, { table }), rows);
    });

    it("in batches of the size asked for, no further than asked for", async () => {
      const { endpoint, table } = await open(people(25));
      const batches = await readBatches(endpoint, { table, batchRows: 10 });
      expect(batches.flatMap((batch) => batch.rows)).toHaveLength(25);
      for (const batch of batches) expect(batch.rows.length).toBeLessThanOrEqual(10);
      expect(await readAll(endpoint, { table, batchRows: 10, limit: 13 })).toHaveLength(13);
    });

    it("only the fields asked for", async () => {
      const { endpoint, table } = await open(people(3));
      const rows = await readAll(endpoint, { table, fields: ["name", hostileName] });
      expect(rows.map((row) => Object.keys(row).toSorted())).toEqual(
        rows.map(() => ["name", hostileName].toSorted()),
      );
    });

    it.each(filters)("with the filter: %s", async (_, asked) => {
      const rows = people(80);
      const { endpoint, table } = await open(rows);
      const wanted = rows.filter((row) => matches(row, asked, peopleTypes));
      expectSameRows(await readAll(endpoint, { table, filters: asked, batchRows: 7 }), wanted);
    });

    it("nothing by a filter on a field that is not there", async () => {
      const { endpoint, table } = await open(people(3));
      const reading = readAll(endpoint, { table, filters: [{ kind: "equal", field: "nope", value: 1 }] });
      await expect(reading).rejects.toMatchObject({ code: "endpoint.unknown-field" });
    });

    it("no more once the caller has enough, and can then be closed", async () => {
      const { endpoint, table } = await open(people(40));
      for await (const batch of endpoint.read({ table, batchRows: 5 })) {
        expect(batch.rows).toHaveLength(5);
        break;
      }
    });

    it("stops when it is told to", async () => {
      const { endpoint, table } = await open(people(20));
      const stop = new AbortController();
      const reading = (async () => {
        for await (const _ of endpoint.read({ table, batchRows: 5, signal: stop.signal })) stop.abort();
      })();
      await expect(reading).rejects.toThrow();
    });

    it("on from where it stopped, where it says that it can", async () => {
      const rows = people(60);
      const { endpoint, table } = await open(rows);
      if (!(await endpoint.describe(table)).resumable) return;
      const filters: Filter[] = [{ kind: "notEqual", field: "age", value: 33 }];
      const wanted = rows.filter((row) => matches(row, filters, peopleTypes));
      const read: Row[] = [];
      let after: ReadRequest["after"];
      for (let stops = 0; stops < 100; stops += 1) {
        const iterator = endpoint.read({ table, filters, batchRows: 7, ...(after && { after }) });
        let any = false;
        for await (const batch of iterator) {
          any = true;
          read.push(...batch.rows);
          // Positions survive being stored.
          after = JSON.parse(JSON.stringify(batch.position)) as NonNullable<typeof after>;
          break;
        }
        if (!any) break;
      }
      expectSameRows(read, wanted);
    });

    it("what changed since a mark, each change at least once and nothing older", async () => {
      const rows = people(50);
      const { endpoint, table } = await open(rows);
      const first = await readBatches(endpoint, { table, changes: { field: "seen" }, batchRows: 8 });
      expectSameRows(
        first.flatMap((batch) => batch.rows),
        rows,
      );
      const mark = first.at(-1)?.mark;
      const latest =
        rows
          .map((row) => row.seen)
          .filter((seen) => typeof seen === "string")
          .toSorted()
          .at(-1) ?? "";
      expect(sameValue(mark ?? null, latest, "instant")).toBe(true);

      const since = person(30).seen ?? null;
      const again = await readAll(endpoint, { table, changes: { field: "seen", since }, batchRows: 8 });
      const wanted = rows.filter((row) => row.seen === null || String(row.seen) >= String(since));
      expectSameRows(again, wanted);
    });
  });

  describe(`${name} writes`, () => {
    const operations = async (endpoint: Endpoint, table: string) =>
      (await endpoint.describe(table)).operations;

    it("new rows, and finds them again when the batch is repeated", async () => {
      const { endpoint, table } = await open(people(10));
      const request: WriteRequest = { table, operation: "insert" };
      const added = people(30, 10);
      const first = await writeAll(endpoint, request, added, 7);
      expect(first.every(({ outcome }) => outcome === "inserted" || outcome === "written")).toBe(true);
      expect(first.map(({ key }) => key)).toEqual(added.map(({ id }) => ({ id })));
      expectSameRows(await readAll(endpoint, { table }), people(40));

      const again = await writeAll(endpoint, request, added, 7);
      if (harness.coarse !== true) expect(counted(again)).toEqual({ unchanged: 30 });
      expectSameRows(await readAll(endpoint, { table }), people(40));
    });

    it("no second row of a key with other values, and says so", async () => {
      const { endpoint, table } = await open(people(5));
      const [result] = await writeAll(endpoint, { table, operation: "insert" }, [
        { ...person(2), name: "Other" },
      ]);
      expect(result).toMatchObject({ outcome: "failed", key: { id: person(2).id } });
      expect(result?.error?.words).toMatch(/\w+/);
      expectSameRows(await readAll(endpoint, { table }), people(5));
    });

    it("upserts: new ones in, changed ones over, the rest untouched, and the same when repeated", async () => {
      const { endpoint, table } = await open(people(20));
      if (!(await operations(endpoint, table)).includes("upsert")) return;
      const changed = people(10, 5).map((row) => ({ ...row, name: "Renamed" }));
      const rows = [...people(5), ...changed, ...people(10, 20)];
      const first = await writeAll(endpoint, { table, operation: "upsert" }, rows, 9);
      if (harness.coarse !== true) {
        expect(counted(first)).toEqual({ unchanged: 5, updated: 10, inserted: 10 });
      }
      const expected = [...people(5), ...changed, ...people(5, 15), ...people(10, 20)];
      expectSameRows(await readAll(endpoint, { table }), expected);
      const again = await writeAll(endpoint, { table, operation: "upsert" }, rows, 9);
      if (harness.coarse !== true) expect(counted(again)).toEqual({ unchanged: 25 });
      expectSameRows(await readAll(endpoint, { table }), expected);
    });

    it("the last of several rows of one key in one batch", async () => {
      const { endpoint, table } = await open([]);
      if (!(await operations(endpoint, table)).includes("upsert")) return;
      const rows = [person(1), { ...person(1), name: "Second" }, person(2), { ...person(1), name: "Third" }];
      const results = await writeAll(endpoint, { table, operation: "upsert" }, rows);
      expect(results.some(({ outcome }) => outcome === "failed")).toBe(false);
      expectSameRows(await readAll(endpoint, { table }), [{ ...person(1), name: "Third" }, person(2)]);
    });

    it("updates of the given fields only, and says which rows are missing", async () => {
      const { endpoint, table } = await open(people(10));
      if (!(await operations(endpoint, table)).includes("update")) return;
      const rows: Row[] = [
        { id: person(1).id ?? null, name: "Renamed" },
        { id: person(2).id ?? null, age: null, [hostileName]: "x" },
        { id: person(3).id ?? null, name: person(3).name ?? null },
        { id: "404", name: "Nobody" },
      ];
      const results = await writeAll(endpoint, { table, operation: "update" }, rows);
      const outcomes = results.map(({ outcome }) => outcome);
      if (harness.coarse === true) expect(outcomes[3]).toBe("missing");
      // Not every system looks at what is there before it changes a few fields of it.
      else expect(outcomes).toEqual(["updated", "updated", expect.stringMatching(/^u/), "missing"]);
      expectSameRows(await readAll(endpoint, { table }), [
        person(0),
        { ...person(1), name: "Renamed" },
        { ...person(2), age: null, [hostileName]: "x" },
        ...people(7, 3),
      ]);
    });

    it("deletes by key, and says which rows are missing", async () => {
      const { endpoint, table } = await open(people(10));
      if (!(await operations(endpoint, table)).includes("delete")) return;
      const rows = [{ id: person(4).id ?? null }, { id: "404" }, person(6)];
      const results = await writeAll(endpoint, { table, operation: "delete" }, rows);
      expect(results.map(({ outcome }) => outcome)).toEqual(["deleted", "missing", "deleted"]);
      expectSameRows(
        await readAll(endpoint, { table }),
        people(10).filter((_, n) => n !== 4 && n !== 6),
      );
    });

    it("says what it cannot do", async () => {
      const { endpoint, table } = await open(people(1));
      const can = await operations(endpoint, table);
      for (const operation of (["insert", "update", "upsert", "delete"] as const).filter(
        (one) => !can.includes(one),
      )) {
        await expect(endpoint.openWriter({ table, operation })).rejects.toMatchObject({
          code: expect.stringMatching(/^endpoint\./) as string,
        });
      }
    });

    it("499 rows of 500 when it refuses one, and says why in the system's own words", async () => {
      const { endpoint, table } = await open([]);
      const batch = (n: number) =>
        people(500, n * 500).map((row, at) => (at === 2 ? { ...row, ...harness.refused.row } : row));
      const rows = [...batch(0), ...batch(1), ...batch(2)];
      const results = await writeAll(endpoint, { table, operation: "insert" }, rows, 500);
      const failed = results.flatMap((result, at) => (result.outcome === "failed" ? [{ at, result }] : []));
      expect(failed.map(({ at }) => at)).toEqual([2, 502, 1002]);
      for (const { result } of failed) expect(result.error?.words).toMatch(harness.refused.words);
      expect(await readAll(endpoint, { table, fields: ["id"] })).toHaveLength(3 * 499);
    });

    it("not a row with a field that the table does not have, but the others", async () => {
      const { endpoint, table } = await open(people(2));
      const results = await writeAll(endpoint, { table, operation: "insert" }, [
        person(2),
        { ...person(3), nope: "x" },
        person(4),
      ]);
      expect(results.map(({ outcome }) => outcome === "failed")).toEqual([false, true, false]);
      expect(results[1]?.error).toMatchObject({ field: "nope" });
      expectSameRows(await readAll(endpoint, { table }), [person(0), person(1), person(2), person(4)]);
    });

    it("any text as it is", async () => {
      const kept = harness.textKept ?? ((text: string) => text);
      const texts = fc
        .sample(fc.string({ unit: "grapheme", maxLength: 40 }), { numRuns: 60, seed: 7 })
        .concat([
          "",
          " ",
          "\\N",
          "\\",
          "a\tb\nc\r\nd",
          '"',
          "''",
          "=1+1",
          "NULL",
          "{a,b}",
          "😀",
          "\u2028",
          "null",
          "007",
          "1e5",
          "\ufeffx",
        ]);
      const rows = texts.map((text, n) => ({ ...person(n), name: `x${text}x`, [hostileName]: text }));
      const { endpoint, table } = await open([]);
      const results = await writeAll(endpoint, { table, operation: "insert" }, rows);
      expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
      expectSameRows(
        await readAll(endpoint, { table }),
        rows.map((row) => ({ ...row, name: kept(row.name), [hostileName]: kept(String(row[hostileName])) })),
      );
    });

    it("nothing that a reader could see when it gives up before the first row", async () => {
      const { endpoint, table } = await open(people(4));
      const writer = await endpoint.openWriter({ table, operation: "insert" });
      await writer.abort();
      expectSameRows(await readAll(endpoint, { table }), people(4));
    });

    it("on from a checkpoint, each row once, where it gives any", async () => {
      const { endpoint, table } = await open(people(3));
      const request: WriteRequest = { table, operation: "insert" };
      const writer = await endpoint.openWriter(request);
      await writer.write(people(5, 3));
      const checkpoint = await writer.checkpoint();
      if (checkpoint !== undefined) {
        // Written after the checkpoint and lost with the crash: the resumed run writes it again.
        await writer.write(people(4, 8));
      }
      const resumed = await endpoint.openWriter(
        checkpoint === undefined
          ? request
          : { ...request, resume: JSON.parse(JSON.stringify(checkpoint)) as Row },
      );
      await resumed.write(people(6, 8));
      await resumed.finish();
      expectSameRows(await readAll(endpoint, { table }), people(14));
    });

    it("an empty batch", async () => {
      const { endpoint, table } = await open(people(2));
      expect(await writeAll(endpoint, { table, operation: "insert" }, [])).toEqual([]);
      const writer = await endpoint.openWriter({ table, operation: "insert" });
      expect(await writer.write([])).toEqual([]);
      await writer.finish();
      expectSameRows(await readAll(endpoint, { table }), people(2));
    });
  });
}
