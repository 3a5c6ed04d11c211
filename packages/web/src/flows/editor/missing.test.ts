import { describe, expect, it } from "vitest";
import { losesDigits, quotedKey, withKeysQuoted } from "./digits.ts";
import { missingIn } from "./missing.ts";

describe("what a flow cannot be kept without", () => {
  it("is found wherever it is missing, and nowhere else", () => {
    expect(missingIn({})).toEqual(["flow", "source.endpoint", "target.endpoint"]);
    const whole = {
      flow: "a",
      source: { endpoint: "goto:main", entity: "Webinar" },
      steps: [{ map: {} }],
      target: { endpoint: "csv", table: "a.csv", write: "replace" },
    };
    expect(missingIn(whole)).toEqual([]);
    expect(missingIn({ ...whole, target: { endpoint: "csv" } })).toEqual(["target.table", "target.write"]);
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
    const branch = { if: "", then: [{ lookup: { endpoint: "crm" } }] };
    expect(missingIn({ ...whole, steps: [{ note: "x", branch }, { filter: "" }] })).toEqual([
      "steps.1.branch.if",
      "steps.1.then.1.lookup.table",
      "steps.1.then.1.lookup.as",
      "steps.2.filter",
    ]);
    const { target: _target, ...without } = whole;
    expect(missingIn({ ...without, steps: [{ delete: { endpoint: "crm", table: "people" } }] })).toEqual([]);
  });
});

describe("a key in an expression", () => {
  it("stands in quotes, or loses digits", () => {
    expect(losesDigits("7190486204790255123")).toBe(true);
    expect(withKeysQuoted('x = 7190486204790255123 ? "7190486204790255124" : 12')).toBe(
      'x = "7190486204790255123" ? "7190486204790255124" : 12',
    );
    for (const fine of [
      '"7190486204790255123"',
      "'7190486204790255123'",
      "a7190486204790255123",
      "12 + 3.5",
    ]) {
      expect(losesDigits(fine), fine).toBe(false);
    }
    expect(quotedKey(' "719" ')).toBe("719");
    expect(quotedKey('"719" & x')).toBeUndefined();
  });
});
