import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOf, longNumber, parseJson } from "./json.ts";

describe("JSON with 64-bit integers", () => {
  test("writes a key as bare digits", () => {
    expect(JSON.stringify({ key: longNumber("9223372036854775807"), text: "9223372036854775807" })).toBe(
      '{"key":9223372036854775807,"text":"9223372036854775807"}',
    );
  });

  test("reads every integer without losing a digit: long ones as text", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }), (key) => {
        const { read, inText } = parseJson(`{"read":${key},"inText":"${key}"}`) as Record<string, unknown>;
        expect(String(read)).toBe(String(key));
        expect(inText).toBe(String(key));
      }),
    );
  });

  test("reads everything else as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.jsonValue().filter(hasNoLongInteger), (value) => {
        const json = JSON.stringify([value, "1234567890123456789"]);
        expect(parseJson(json)).toEqual(JSON.parse(json));
      }),
    );
    expect(() => parseJson('{"key":1234567890123456789,}')).toThrow(SyntaxError);
  });

  test("takes a key as a number or as text, and nothing else", () => {
    expect(keyOf("6091172839004417283")).toBe("6091172839004417283");
    expect(keyOf(17)).toBe("17");
    for (const wrong of [1.5, -1, "12a", "", null, undefined, [], 2 ** 60])
      expect(keyOf(wrong)).toBeUndefined();
  });
});

/** Integers beyond 2^53 are what the reading is for, and tested by themselves. */
function hasNoLongInteger(value: unknown): boolean {
  return !/\d{16}/.test(JSON.stringify(value));
}
