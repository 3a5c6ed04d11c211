import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longNumber, parse, quoteLongIntegers, stringify } from "./json.ts";

/** The slow truth: reads every character and knows at each one whether it is in a string. */
function slowlyQuoted(text: string): string {
  let quoted = "";
  let inString = false;
  for (let position = 0; position < text.length; ) {
    const character = text.charAt(position);
    if (inString) {
      quoted += character;
      if (character === "\\") quoted += text.charAt(++position);
      else if (character === '"') inString = false;
      position++;
      continue;
    }
    const number = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/.exec(text.slice(position))?.[0];
    if (number !== undefined) {
      quoted += /^-?[1-9][0-9]{15,}$/.test(number) ? `"${number}"` : number;
      position += number.length;
      continue;
    }
    if (character === '"') inString = true;
    quoted += character;
    position++;
  }
  return quoted;
}

/** Text that is full of what could be mistaken for a long number. */
const trickyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "\\",
        ":",
        ",",
        "[",
        "]",
        "{",
        "}",
        "-",
        " ",
        "\n",
        "\t",
        ".",
        "e",
        "a",
        "_",
        "é",
        "\u2028",
        '":',
        '",',
      ),
      fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
      fc.constantFrom("1234567890123456", "0000000000000000", "9007199254740993"),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const number = fc.oneof(
  fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).map(String),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n }).map((value) => `${value}.5`),
  fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n }).map((value) => `${value}e2`),
);
const space = fc.constantFrom("", "", " ", "\n  ", "\t");

/** JSON as text, with any spacing, so that numbers keep digits that a JavaScript number could not hold. */
const { document } = fc.letrec<{ document: string }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    number,
    trickyText.map((text) => JSON.stringify(text)),
    fc.constantFrom("true", "false", "null"),
    fc
      .array(fc.tuple(space, tie("document"), space), { maxLength: 4 })
      .map((items) => `[${items.map((item) => item.join("")).join(",")}]`),
    fc
      .array(fc.tuple(space, trickyText, space, space, tie("document"), space), { maxLength: 4 })
      .map(
        (members) =>
          `{${members.map(([a, name, b, c, value, d]) => `${a}${JSON.stringify(name)}${b}:${c}${value}${d}`).join(",")}}`,
      ),
  ),
}));

describe("lossless JSON", () => {
  it("gives integers of 16 and more digits as strings and everything else as JSON.parse does", () => {
    expect(
      parse(
        '{"a":5820913746120055301,"b":"5820913746120055301","c":-9007199254740993,"d":123456789012345,"e":1.5e3}',
      ),
    ).toEqual({
      a: "5820913746120055301",
      b: "5820913746120055301",
      c: "-9007199254740993",
      d: 123456789012345,
      e: 1500,
    });
  });

  it("reads a list of long numbers and a long number alone", () => {
    expect(parse("[5820913746120055301, 5820913746120055302]")).toEqual([
      "5820913746120055301",
      "5820913746120055302",
    ]);
    expect(parse(" 5820913746120055301 ")).toBe("5820913746120055301");
  });

  it("leaves digits in strings alone, however much they look like numbers", () => {
    const texts = [
      '", :1234567890123456, ',
      'a":1234567890123456',
      "\\",
      "[1234567890123456,1234567890123456]",
      "é:1234567890123456",
    ];
    expect(parse(JSON.stringify(texts))).toEqual(texts);
  });

  it("leaves numbers with a fraction or an exponent as numbers", () => {
    expect(parse("[1234567890123456.5, 1234567890123456e3, 10000000000000000000.0]")).toEqual([
      1234567890123456.5, 1234567890123456e3, 1e19,
    ]);
  });

  it("agrees with a slow reading of every character, for any document", () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(quoteLongIntegers(text)).toBe(slowlyQuoted(text));
        expect(parse(text)).toEqual(JSON.parse(slowlyQuoted(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it("refuses what JSON.parse refuses, and nothing else", () => {
    const refused = (read: (text: string) => unknown, text: string) => {
      try {
        read(text);
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(3), trickyText, (text, at, cut, inserted) => {
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + inserted + text.slice(place + cut);
        expect(refused(parse, broken)).toBe(refused(JSON.parse, broken));
      }),
      { numRuns: 5000 },
    );
    for (const text of [
      '{"a":1, 1234567890123456: 2}',
      "{1234567890123456:1}",
      "01234567890123456",
      '{"a":00000000000000001}',
    ]) {
      expect(() => parse(text)).toThrow(SyntaxError);
    }
  });

  it("does not grow slow on a long list of long numbers", () => {
    const list = `[${Array.from({ length: 50_000 }, () => "5820913746120055301").join(",")}]`;
    expect((parse(list) as string[]).every((key) => key === "5820913746120055301")).toBe(true);
  });
});

describe("writing a long number", () => {
  it("emits its digits unquoted and unrounded", () => {
    expect(stringify({ questionKey: longNumber("4417283900441728390") })).toBe(
      '{"questionKey":4417283900441728390}',
    );
  });

  it("refuses anything but digits, so that nothing can be smuggled into a body", () => {
    for (const digits of ["", "1,2", "abc", "1.5", "007", "1e3", ' "x"', "--1", "12\n"]) {
      expect(() => longNumber(digits)).toThrow(TypeError);
    }
  });
});
