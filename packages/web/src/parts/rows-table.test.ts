/** The pure parts of the table: the order of rows, and where keys lead. */
import { describe, expect, it } from "vitest";
import { moved } from "./rows-keys.ts";
import { sortRows } from "./rows-sort.ts";

describe("the order of rows", () => {
  const sorted = (values: readonly (string | number | undefined)[], descending = false) =>
    sortRows(values, (value) => value, { descending, language: "en" });

  it("is that of people: without regard to case, numbers by size", () => {
    expect(sorted(["b", "A", "ä", "item 10", "item 9"])).toEqual(["A", "ä", "b", "item 9", "item 10"]);
    expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
  });

  it("puts rows without a value last, whichever way", () => {
    expect(sorted([undefined, "b", "a"])).toEqual(["a", "b", undefined]);
    expect(sorted([undefined, "a", "b"], true)).toEqual(["b", "a", undefined]);
  });
});

describe("a key", () => {
  const press = (key: string, from = { row: 5, column: 1 }, ctrlKey = false) =>
    moved(from, { key, ctrlKey, metaKey: false, altKey: false }, { rows: 100, columns: 3, page: 20 });

  it("leads within the table and not beyond it", () => {
    expect(press("ArrowDown")).toEqual({ row: 6, column: 1 });
    expect(press("PageUp")).toEqual({ row: 0, column: 1 });
    expect(press("PageDown", { row: 95, column: 0 })).toEqual({ row: 99, column: 0 });
    expect(press("ArrowRight", { row: 0, column: 2 })).toEqual({ row: 0, column: 2 });
    expect(press("End", { row: 0, column: 0 }, true)).toEqual({ row: 99, column: 2 });
  });

  it("reaches the head by one step up", () => {
    expect(press("ArrowUp", { row: 0, column: 1 })).toEqual({ row: -1, column: 1 });
    expect(press("ArrowUp", { row: -1, column: 1 })).toEqual({ row: -1, column: 1 });
    expect(press("ArrowLeft", { row: -1, column: 1 })).toEqual({ row: -1, column: 0 });
  });

  it("of no meaning here is left to the browser", () => {
    expect(press("Tab")).toBeUndefined();
    expect(press("a")).toBeUndefined();
  });
});
