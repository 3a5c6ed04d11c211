/** What every endpoint promises about reading. */
import { describe, expect, it } from "vitest";
import { sameValue } from "../../rows/compare.ts";
import type { ReadRequest, Row } from "../endpoint.ts";
import { type Filter, matches } from "../filter.ts";
import { expectSameRows, type Open, readAll, readBatches } from "./harness.ts";
import { hostileName, people, peopleTypes, person } from "./people.ts";

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

export function describeReading(name: string, open: Open): void {
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
}
