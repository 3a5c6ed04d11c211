import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import exceljs from "exceljs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openExcelEndpoint } from "../../endpoints/excel/excel.ts";
import { ExcelOptions, ParquetOptions } from "../../endpoints/files/options.ts";
import { openParquetEndpoint } from "../../endpoints/parquet/parquet.ts";
import { makeFolder, type TestFolder } from "../../endpoints/testing/files.ts";
import { readAll } from "../../endpoints/testing/harness.ts";
import type { EncoderOptions, FormatColumn } from "./encoder.ts";
import { createEncoder, type Format, formats } from "./format.ts";

const columns: FormatColumn[] = [
  { name: "registrantKey", type: "key" },
  { name: "name", type: "text" },
  { name: "minutes", type: "integer" },
  { name: "external", type: "boolean" },
  { name: "answers", type: "list" },
];
const key = "9223372036854775807";
const textFormats = formats.filter((format) => format !== "excel" && format !== "parquet");

async function text(
  format: Format,
  batches: readonly (readonly Record<string, unknown>[])[],
  options?: EncoderOptions,
): Promise<string> {
  async function* rows() {
    yield* batches;
  }
  let whole = "";
  for await (const piece of createEncoder(format, columns, options).encode(rows())) whole += piece;
  return whole;
}

describe("every format of text", () => {
  it.each(textFormats)("%s brings keys above 2^53 through unchanged, nested ones too", async (format) => {
    const row = { registrantKey: key, name: "A", answers: [{ answeredBy: "9007199254740993" }] };
    const whole = await text(format, [[row]]);
    expect(whole).toContain(key);
    expect(whole).toContain("9007199254740993");
  });

  it.each(textFormats)("%s is well formed without a single row", async (format) => {
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

  it("is exact; for a spreadsheet formulas are disarmed, and keys are such that none is rounded", async () => {
    const row = { registrantKey: "7190486204790255411", name: '=HYPERLINK("http://x")' };
    expect(await text("csv", [[row]])).toContain('7190486204790255411,"=HYPERLINK(""http://x"")",');
    const safe = await text("csv", [[row, { registrantKey: "=1+1" }]], { spreadsheet: true });
    expect(safe.startsWith("\ufeffregistrantKey,")).toBe(true);
    expect(safe).toContain(`"=""7190486204790255411""","'=HYPERLINK(""http://x"")",`);
    expect(safe).toContain("\r\n'=1+1,");
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

describe("formats that keep types", () => {
  const typed: FormatColumn[] = [...columns, { name: "startTime", type: "instant" }];
  const rows = [
    {
      registrantKey: key,
      name: "=1+1",
      minutes: 90,
      external: true,
      answers: [{ answeredBy: "9007199254740993" }],
      startTime: "2031-05-01T13:45:00Z",
    },
    {
      registrantKey: "007",
      name: "Zoë 山田",
      minutes: 0,
      external: false,
      startTime: "2031-05-01T00:00:00Z",
    },
  ];
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => folder.remove());
  const write = async (format: Format, all: readonly Record<string, unknown>[]): Promise<string> => {
    const encoder = createEncoder(format, typed, { title: "Registrant" });
    const batches = (async function* () {
      for (const row of all) yield [row];
    })();
    const name = `rows.${encoder.extension}`;
    await writeFile(path.join(folder.path, name), encoder.encode(batches));
    return name;
  };
  const open = (kind: "excel" | "parquet") =>
    kind === "excel"
      ? openExcelEndpoint(ExcelOptions.parse({ kind }), folder.ports)
      : openParquetEndpoint(ParquetOptions.parse({ kind }), folder.ports);

  it("Excel: keys are texts, times are dates that say their zone, nested values are JSON", async () => {
    const table = await write("excel", rows);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(path.join(folder.path, table));
    const sheet = workbook.getWorksheet("Registrant");
    expect(sheet?.getRow(2).values).toEqual([
      undefined,
      key,
      "=1+1",
      90,
      true,
      '[{"answeredBy":"9007199254740993"}]',
      new Date("2031-05-01T13:45:00Z"),
    ]);
    expect(sheet?.getCell("F2").numFmt).toBe('yyyy-mm-dd hh:mm:ss "UTC"');
    // A moment that its column is too narrow for is shown as "#####".
    expect(sheet?.getColumn("F").width).toBeGreaterThan("2031-05-01 13:45:00 UTC".length);
    const [first, second] = await readAll(open("excel"), { table });
    expect(first).toMatchObject({ registrantKey: key, startTime: "2031-05-01T13:45:00.000", minutes: 90 });
    expect(second).toMatchObject({ registrantKey: "007", name: "Zoë 山田", external: false, answers: null });
  });

  it("Parquet: what is read back is what was there, types and all", async () => {
    const table = await write("parquet", rows);
    const fields = (await open("parquet").describe(table)).fields.map(({ type }) => type);
    expect(fields).toEqual(["text", "text", "integer", "boolean", "json", "instant"]);
    expect(await readAll(open("parquet"), { table })).toEqual([
      { ...rows[0], startTime: "2031-05-01T13:45:00.000Z" },
      { ...rows[1], answers: null, startTime: "2031-05-01T00:00:00.000Z" },
    ]);
  });

  it.each(["excel", "parquet"] as const)("%s is well formed without a single row", async (format) => {
    const table = await write(format, []);
    expect(await readAll(open(format), { table })).toEqual([]);
    expect((await open(format).describe(table)).fields.map(({ name }) => name)).toEqual(
      typed.map(({ name }) => name),
    );
  });

  it("a value that is not of its type stands in Excel as it came, and ends a Parquet file with its row", async () => {
    const odd = [rows[0] ?? {}, { ...rows[1], minutes: "many" }];
    const [, second] = await readAll(open("excel"), { table: await write("excel", odd) });
    expect(second).toMatchObject({ minutes: "many" });
    await expect(write("parquet", odd)).rejects.toMatchObject({
      code: "export.value",
      message: 'Row 2 has a value that cannot be written, in minutes: "many" is no whole number.',
    });
  });

  it("a text that no cell can hold ends the export, and is not cut", async () => {
    await expect(
      write("excel", [{ name: "x".repeat(32_767) }, { name: "x".repeat(32_768) }]),
    ).rejects.toThrow("Row 2 has a value that cannot be written, in name: It has 32768 characters");
  });

  it("more rows than a sheet has end the export", async () => {
    let asked = 0;
    const many = (async function* () {
      for (; ; asked += 1) yield Array<Record<string, unknown>>(600_000).fill({});
    })();
    const pieces = createEncoder("excel", [], {}).encode(many);
    await expect(writeFile(path.join(folder.path, "a.xlsx"), pieces)).rejects.toMatchObject({
      code: "excel.too-many-rows",
    });
    expect(asked).toBe(1);
  });

  it.each(["excel", "parquet"] as const)("%s lets go of the rows when its reader leaves", async (format) => {
    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield Array<Record<string, unknown>>(1_000).fill({ name: crypto.randomUUID() });
      } finally {
        ended = true;
      }
    })();
    for await (const _ of createEncoder(format, typed).encode(endless)) break;
    expect(ended).toBe(true);
  });
});
