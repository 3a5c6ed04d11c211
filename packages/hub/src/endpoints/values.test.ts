import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coerce, Misfit, widerType } from "../rows/coerce.ts";
import { compareValues, sameValue } from "../rows/compare.ts";
import { instantFromDatabase, withoutZone } from "../rows/moments.ts";
import type { FieldType } from "./endpoint.ts";
import { parseJson } from "./json.ts";
import { isolate } from "./sql/isolate.ts";

describe("Values", () => {
  it("are read from JSON without losing a digit, and keys keep their type", () => {
    expect(
      parseJson(
        '{"a":9007199254740993,"b":9007199254740994,"c":12,"d":0.1234567890123456789,"e":"12345678901234567890"}',
      ),
    ).toEqual({
      a: "9007199254740993",
      b: "9007199254740994",
      c: 12,
      d: "0.1234567890123456789",
      e: "12345678901234567890",
    });
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), fc.string(), (number, text) => {
        const value = { number: number + 0, list: [text, `${text}${number}`] };
        expect(parseJson(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  it("compare exactly, whatever their length", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        expect(Math.sign(compareValues(String(a), String(b), "long"))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
    expect(compareValues("0.30", ".3", "decimal")).toBe(0);
    expect(compareValues("-0.31", "-0.3", "decimal")).toBeLessThan(0);
    expect(compareValues("12345678901234567890.1", "12345678901234567890.09", "decimal")).toBeGreaterThan(0);
    expect(compareValues("😀", "\uffee", "text")).toBeGreaterThan(0);
    expect(sameValue("2031-05-01T13:00:00+02:00", "2031-05-01T11:00:00.000Z", "instant")).toBe(true);
    expect(sameValue("2031-05-01T11:00:00.0000011Z", "2031-05-01T11:00:00.0000010Z", "instant")).toBe(false);
  });

  it("are taken for a type or refused, never bent", () => {
    const good: [FieldType, string | number | boolean, unknown][] = [
      ["integer", "12", 12],
      ["long", "-0012", "-12"],
      ["decimal", ".50", ".50"],
      ["boolean", "TRUE", true],
      ["boolean", 0, false],
      ["text", 12, "12"],
      ["instant", "2031-05-01 13:00+02", "2031-05-01T11:00:00Z"],
      ["instant", "2031-05-01T13:00:00.1234567-01:30", "2031-05-01T14:30:00.1234567Z"],
      ["dateTime", "2031-05-01T13:00:00Z", "2031-05-01T13:00:00"],
    ];
    for (const [type, value, fitting] of good) expect(coerce(type, value)).toBe(fitting);
    const bad: [FieldType, string | number][] = [
      ["integer", "1.5"],
      ["integer", "9007199254740993"],
      ["integer", ""],
      ["long", "1e5"],
      ["decimal", "1,5"],
      ["number", "Infinity"],
      ["boolean", "yes"],
      ["date", "2031-02-30"],
      ["date", "01.05.2031"],
      ["time", "25:00"],
      ["instant", "tomorrow"],
    ];
    for (const [type, value] of bad) expect(coerce(type, value)).toBeInstanceOf(Misfit);
  });

  it("of times lose neither their moment nor their digits between zones", () => {
    expect(withoutZone("2031-05-01T00:30:00.123456+05:30")).toBe("2031-04-30 19:00:00.123456");
    expect(withoutZone("not a time")).toBe("not a time");
    expect(instantFromDatabase("2031-05-01 13:45:00.5+00")).toBe("2031-05-01T13:45:00.5Z");
    expect(instantFromDatabase("2031-05-01 13:45:00")).toBe("2031-05-01T13:45:00Z");
    expect(instantFromDatabase("infinity")).toBe("infinity");
  });

  it("give the type that fits them all", () => {
    const typeOf = (values: readonly (string | number | boolean | null)[]) =>
      values.reduce<FieldType | undefined>((seen, value) => widerType(seen, value), undefined);
    expect([[1, 2.5], [null], [1, "a"], ["007"], [true, null]].map(typeOf)).toEqual([
      "number",
      undefined,
      "json",
      "text",
      "boolean",
    ]);
  });
});

describe("Isolating refused rows", () => {
  it("finds exactly those, in order, with few attempts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 200 }), async (refusals) => {
        let attempts = 0;
        const results = await isolate(
          refusals.map((refused, place) => ({ refused, place })),
          (items) => {
            attempts += 1;
            if (items.some(({ refused }) => refused)) return Promise.reject(new Error("refused"));
            return Promise.resolve(items.map(({ place }) => `${place} good`));
          },
          ({ place }) => `${place} bad`,
        );
        expect(results).toEqual(refusals.map((refused, place) => `${place} ${refused ? "bad" : "good"}`));
        const bad = refusals.filter(Boolean).length;
        expect(attempts).toBeLessThanOrEqual(
          1 + bad * 2 * Math.ceil(Math.log2(Math.max(2, refusals.length))),
        );
      }),
    );
  });
});
