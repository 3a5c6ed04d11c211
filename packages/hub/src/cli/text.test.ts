import { describe, expect, it } from "vitest";
import { duration, folded, printable, renderTable } from "./text.ts";

describe("text on a terminal", () => {
  it("cannot steer the terminal", () => {
    expect(printable("a\u001b[2Jb\u0007\r\nc\u202ed\u009bx")).toBe("a [2Jb c d x");
  });

  it("is folded at blanks", () => {
    expect(folded("one two three four", 9)).toEqual(["one two", "three", "four"]);
  });

  it.each([
    [1.23, "1.2 s"],
    [14.4, "14 s"],
    [119, "119 s"],
    [180, "3 min"],
    [3900, "1 h 5 min"],
  ])("says %d seconds as %s", (seconds, words) => expect(duration(seconds)).toBe(words));
});

describe("a table", () => {
  it("has columns as wide as their widest cell, numbers to the right", () => {
    const lines = renderTable({
      columns: [{ title: "Subject" }, { title: "Rows", align: "right" }],
      rows: [
        ["東京", "7"],
        ["Heat pumps", "1,204"],
      ],
    });
    expect(lines).toEqual([
      "Subject      Rows",
      "──────────  ─────",
      "東京            7",
      "Heat pumps  1,204",
    ]);
  });
});
