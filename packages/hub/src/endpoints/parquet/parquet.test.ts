import { writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteFile } from "hyparquet-writer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ParquetOptions } from "../files/options.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { fileHarness, makeFolder, type TestFolder } from "../testing/files.ts";
import { readAll, writeAll } from "../testing/harness.ts";
import { openParquetEndpoint } from "./parquet.ts";

describeEndpoint(
  "Parquet",
  fileHarness(
    "people.parquet",
    (tables, folder, ports) =>
      openParquetEndpoint(ParquetOptions.parse({ kind: "parquet", tables, folder }), ports),
    (text) => text,
  ),
);

describe("Parquet, in particular", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => folder.remove());
  const open = () => openParquetEndpoint(ParquetOptions.parse({ kind: "parquet" }), folder.ports);
  const at = (name: string) => path.join(folder.path, name);

  it("reads what other programs write, exactly", async () => {
    const column = { repetition_type: "OPTIONAL" } as const;
    parquetWriteFile({
      filename: at("a.parquet"),
      schema: [
        { name: "root", num_children: 6 },
        { name: "key", type: "INT64", ...column },
        { name: "price", type: "INT64", converted_type: "DECIMAL", precision: 18, scale: 4, ...column },
        {
          name: "seen",
          type: "INT64",
          logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" },
          ...column,
        },
        { name: "day", type: "INT32", converted_type: "DATE", ...column },
        {
          name: "at",
          type: "INT64",
          logical_type: { type: "TIME", isAdjustedToUTC: false, unit: "MICROS" },
          ...column,
        },
        { name: "raw", type: "BYTE_ARRAY", ...column },
      ],
      columnData: [
        { name: "key", data: [9007199254740993n, undefined] },
        { name: "price", data: [-123456789012345678n, 5n] },
        { name: "seen", data: [1_900_000_000_123_456_789n, undefined] },
        { name: "day", data: [20_000, undefined] },
        { name: "at", data: [45_000_250_000n, undefined] },
        { name: "raw", data: [new Uint8Array([0, 255]), undefined] },
      ],
      codec: "GZIP",
      compressors: { GZIP: (bytes) => gzipSync(bytes) },
    });
    expect((await open().describe("a.parquet")).fields.map(({ name, type }) => [name, type])).toEqual([
      ["key", "long"],
      ["price", "decimal"],
      ["seen", "instant"],
      ["day", "date"],
      ["at", "time"],
      ["raw", "bytes"],
    ]);
    expect(await readAll(open(), { table: "a.parquet" })).toEqual([
      {
        key: "9007199254740993",
        price: "-12345678901234.5678",
        seen: "2030-03-17T17:46:40.123456Z",
        day: "2024-10-04",
        at: "12:30:00.250",
        raw: "AP8=",
      },
      { key: null, price: "0.0005", seen: null, day: null, at: null, raw: null },
    ]);
  });

  it("finds types that hold every row, and keeps those that Parquet has none for", async () => {
    const fields = [
      { name: "total", type: "decimal" },
      { name: "big", type: "decimal" },
      { name: "count", type: "integer" },
      { name: "at", type: "time" },
      { name: "key", type: "long" },
    ] as const;
    const rows = [
      { total: "1.5", big: "1", count: 1, at: "12:00", key: "1" },
      {
        total: "-12345678901234567890.125",
        big: `1${"0".repeat(40)}.5`,
        count: 2 ** 40,
        at: null,
        key: "18446744073709551615",
      },
    ];
    await writeAll(open(), { table: "a.parquet", operation: "insert", fields }, rows, 1);
    expect(await readAll(open(), { table: "a.parquet" })).toEqual([{ ...rows[0], total: "1.500" }, rows[1]]);
    expect((await open().describe("a.parquet")).fields.map(({ type }) => type)).toEqual(
      fields.map(({ type }) => type),
    );
  });

  it("says so when a file is none", async () => {
    await writeFile(at("a.parquet"), "PAR1 not really");
    await expect(open().describe("a.parquet")).rejects.toMatchObject({ code: "endpoint.bad-file" });
  });
});
