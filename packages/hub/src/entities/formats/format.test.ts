import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EncoderOptions, FormatColumn } from "./encoder.ts";
import { createEncoder, encode, type Format, formats } from "./format.ts";

const columns: FormatColumn[] = [
  { name: "registrantKey", type: "key" },
  { name: "name", type: "text" },
  { name: "minutes", type: "integer" },
  { name: "external", type: "boolean" },
  { name: "answers", type: "list" },
];
const key = "9223372036854775807";

async function text(
  format: Format,
  batches: readonly (readonly Record<string, unknown>[])[],
  options?: EncoderOptions,
): Promise<string> {
  async function* rows() {
    yield* batches;
  }
  let whole = "";
  for await (const piece of encode(rows(), createEncoder(format, columns, options))) whole += piece;
  return whole;
}

describe("every format", () => {
  it.each(formats)("%s brings keys above 2^53 through unchanged, nested ones too", async (format) => {
    const row = { registrantKey: key, name: "A", answers: [{ answeredBy: "9007199254740993" }] };
    const whole = await text(format, [[row]]);
    expect(whole).toContain(key);
    expect(whole).toContain("9007199254740993");
  });

  it.each(formats)("%s is well formed without a single row", async (format) => {
    const whole = await text(format, []);
    if (format === "json") expect(JSON.parse(whole)).toEqual([]);
    if (format === "ndjson") expect(whole).toBe("");
    if (format === "csv") expect(whole).toBe("registrantKey,name,minutes,external,answers\r\n");
    if (format === "table") expect(whole.split("\n")[0]).toContain("registrantKey");
  });
});

const cell = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("a,b", 'say "x"', "two\r\nlines", "", " "),
);
const row = fc.record({
  registrantKey: fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }).map(String),
  name: cell,
  minutes: fc.integer(),
  external: fc.boolean(),
  answers: fc.array(cell),
});

describe("json and ndjson", () => {
  it("give back any rows, however they are cut into batches", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }), async (batches) => {
        expect(JSON.parse(await text("json", batches))).toEqual(batches.flat());
        const lines = (await text("ndjson", batches)).split("\n").filter((line) => line !== "");
        expect(lines.map((line) => JSON.parse(line))).toEqual(batches.flat());
      }),
      { numRuns: 50 },
    );
  });
});

describe("csv", () => {
  it("gives back any rows through another reader of RFC 4180", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }), async (batches) => {
        const [head, ...lines] = parse(await text("csv", batches), {
          record_delimiter: "\r\n",
        }) as string[][];
        expect(head).toEqual(columns.map(({ name }) => name));
        expect(lines).toEqual(
          batches
            .flat()
            .map((one) => [
              one.registrantKey,
              one.name,
              String(one.minutes),
              String(one.external),
              JSON.stringify(one.answers),
            ]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("tells an absent value from an empty text", async () => {
    expect(await text("csv", [[{ registrantKey: "1", name: "" }]])).toBe(
      'registrantKey,name,minutes,external,answers\r\n1,"",,,\r\n',
    );
  });

  it("is exact, and disarms formulas where the caller says that it is for a spreadsheet", async () => {
    const row = { registrantKey: "1", name: '=HYPERLINK("http://x")' };
    expect(await text("csv", [[row]])).toContain('1,"=HYPERLINK(""http://x"")",');
    const safe = await text("csv", [[row]], { spreadsheet: true });
    expect(safe.startsWith("\ufeffregistrantKey,")).toBe(true);
    expect(safe).toContain(`1,"'=HYPERLINK(""http://x"")",`);
  });
});

describe("the table", () => {
  it("aligns numbers to the right and counts the places of wide characters", async () => {
    const rows = [
      { registrantKey: "1", name: "山田太郎", minutes: 5 },
      { registrantKey: "2", name: "Zoë", minutes: 120 },
    ];
    expect(await text("table", [rows])).toBe(
      [
        "registrantKey  name      minutes  external  answers",
        "-------------  --------  -------  --------  -------",
        "1              山田太郎        5",
        "2              Zoë           120",
        "",
      ].join("\n"),
    );
  });

  it("shows control characters as signs, so that a name cannot steer the terminal", async () => {
    const whole = await text("table", [[{ registrantKey: "1", name: "a\u001b[31mb\nc\u202ed" }]]);
    expect(whole).toContain("a␛[31mb␊c\ufffdd");
    expect(whole).not.toContain("\u001b");
  });

  it("cuts long texts and never a key", async () => {
    const long = "1".repeat(60);
    const whole = await text("table", [[{ registrantKey: long, name: "x".repeat(60) }]]);
    expect(whole).toContain(long);
    expect(whole).toContain(`${"x".repeat(47)}…`);
  });

  it("keeps writing after the rows from which the widths were taken", async () => {
    const rows = Array.from({ length: 450 }, (_, index) => ({ registrantKey: String(index) }));
    const lines = (await text("table", [rows.slice(0, 150), rows.slice(150)])).trimEnd().split("\n");
    expect(lines).toHaveLength(452);
  });
});
