/** What every endpoint promises about writing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Endpoint, Row, WriteRequest } from "../endpoint.ts";
import { counted, expectSameRows, type Harness, type Open, readAll, writeAll } from "./harness.ts";
import { hostileName, people, person } from "./people.ts";

export function describeWriting(name: string, harness: Harness, open: Open): void {
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
