import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CsvOptions } from "../files/options.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { fileHarness, makeFolder, type TestFolder } from "../testing/files.ts";
import { readAll, readBatches, writeAll } from "../testing/harness.ts";
import { openCsvEndpoint } from "./csv.ts";

describeEndpoint(
  "CSV",
  fileHarness(
    "people.csv",
    (tables, folder, ports) => openCsvEndpoint(CsvOptions.parse({ kind: "csv", tables, folder }), ports),
    (text) => (text === "" ? null : text),
  ),
);

describe("CSV, in particular", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => folder.remove());
  const put = (name: string, text: string | Buffer) => writeFile(path.join(folder.path, name), text);
  const get = (name: string) => readFile(path.join(folder.path, name), "utf8");
  const open = (options: Record<string, unknown> = {}) =>
    openCsvEndpoint(CsvOptions.parse({ kind: "csv", ...options }), folder.ports);

  it("reports broken rows by their line and reads the others", async () => {
    await put("a.csv", 'id,name\n1,Ada\n2\n3,"Grace\nHopper"\n4,Bo,extra\n5,"x"y,z\n6,Eve\n');
    const batches = await readBatches(open(), { table: "a.csv" });
    expect(batches.flatMap(({ rows }) => rows)).toEqual([
      { id: "1", name: "Ada" },
      { id: "3", name: "Grace\nHopper" },
      { id: "6", name: "Eve" },
    ]);
    expect(
      batches.flatMap(({ unreadable }) => unreadable.map(({ place, error }) => [place, error.words])),
    ).toEqual([
      ["line 3", "It has 1 fields where the first line names 2."],
      ["line 6", "It has 3 fields where the first line names 2."],
      ["line 7", "A quote is closed in the middle of a field."],
    ]);
  });

  it("goes on after a quote that is never closed, wherever it is", async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => (n % 1_000 === 7 ? `${n},"open` : `${n},x${n}`));
    await put("a.csv", `id,name\n${rows.join("\n")}`);
    const batches = await readBatches(open(), { table: "a.csv" });
    expect(batches.flatMap(({ rows }) => rows).map(({ id }) => Number(id))).toEqual(
      rows.flatMap((_, n) => (n % 1_000 === 7 ? [] : [n])),
    );
    expect(
      batches.flatMap(({ unreadable }) => unreadable.map(({ place, text }) => `${place}: ${text}`)),
    ).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n * 1_000 + 9}: ${n * 1_000 + 7},"open`));
  });

  it("keeps rows of one empty field", async () => {
    await writeAll(open(), { table: "a.csv", operation: "insert" }, [{ a: null }, { a: "x" }, { a: "" }]);
    expect(await readAll(open(), { table: "a.csv" })).toEqual([{ a: null }, { a: "x" }, { a: null }]);
  });

  it("reports values that are not of their declared type, with the line", async () => {
    await put("a.csv", "id,age,extra\n1,20,{}\n2,old,[1]\n3,,oops\n");
    const fields = [
      { name: "age", type: "integer" },
      { name: "extra", type: "json" },
    ];
    const batches = await readBatches(open({ tables: { "a.csv": { fields } } }), { table: "a.csv" });
    expect(batches[0]?.rows).toEqual([{ id: "1", age: 20, extra: {} }]);
    expect(batches[0]?.unreadable.map(({ place, error }) => `${place}: ${error.words}`)).toEqual([
      'line 3: age: "old" is no whole number.',
      'line 4: extra: "oops" is no JSON.',
    ]);
  });

  it("reads what spreadsheets save: other delimiters and encodings, byte order marks, CR LF", async () => {
    await put("a.csv", "\ufeffid;name\r\n1;Zoë\r\n");
    expect(await readAll(open({ delimiter: ";" }), { table: "a.csv" })).toEqual([{ id: "1", name: "Zoë" }]);
    await put("b.csv", Buffer.from("id;name\n1;Zoë €\n".replace("€", "\x80"), "latin1"));
    const western = open({ delimiter: ";", encoding: "windows-1252" });
    expect(await readAll(western, { table: "b.csv" })).toEqual([{ id: "1", name: "Zoë €" }]);
    await put("c.csv", Buffer.from("\ufeffid,name\n1,Zoë\n", "utf16le"));
    expect(await readAll(open({ encoding: "utf-16le" }), { table: "c.csv" })).toEqual([
      { id: "1", name: "Zoë" },
    ]);
    await expect(readAll(open({ delimiter: ";" }), { table: "b.csv" })).rejects.toMatchObject({
      code: "endpoint.bad-file",
      message: "b.csv holds bytes that are no utf-8 text.",
    });
    await expect(western.openWriter({ table: "b.csv", operation: "insert" })).rejects.toMatchObject({
      code: "endpoint.unsupported",
    });
  });

  it("says what is wrong with the first line", async () => {
    await put("a.csv", "id;name\n1;Ada\n");
    await expect(open().describe("a.csv")).rejects.toThrow(/its delimiter seems to be ";"/);
    await put("b.csv", "id,,x\n");
    await expect(open().describe("b.csv")).rejects.toThrow(/Column 2 has no name/);
    await put("c.csv", "id,x,id\n");
    await expect(readAll(open(), { table: "c.csv" })).rejects.toThrow(/Two columns are called "id"/);
  });

  it("adds to a file without touching what is there, be its last line ended or not", async () => {
    await put("a.csv", "id,name\r\n1,'odd  quoting'\r\n2,Bo");
    await writeAll(open(), { table: "a.csv", operation: "insert" }, [
      { id: 3, name: "x,y" },
      { name: "only" },
    ]);
    expect(await get("a.csv")).toBe("id,name\r\n1,'odd  quoting'\r\n2,Bo\n3,\"x,y\"\n,only\n");
  });

  it("makes a new file with the columns as they come, or anew in place of the old", async () => {
    const endpoint = open({ byteOrderMark: true, escapeFormulas: true });
    const rows = [
      { a: 1, b: true },
      { c: { x: [1] }, a: "=1+1" },
    ];
    await writeAll(endpoint, { table: "new/deep.csv", operation: "insert" }, rows, 1);
    expect(await get("new/deep.csv")).toBe('\ufeffa,b,c\n1,true,\n\'=1+1,,"{""x"":[1]}"\n');
    await writeAll(endpoint, { table: "new/deep.csv", operation: "insert", existing: "replace" }, [
      { z: "1" },
    ]);
    expect(await get("new/deep.csv")).toBe("\ufeffz\n1\n");
  });

  it("upserts by a key that the caller names", async () => {
    await put("a.csv", "id,name\n1,Ada\n2,Bo\n");
    const results = await writeAll(open(), { table: "a.csv", operation: "upsert", key: ["id"] }, [
      { id: "2", name: "Bob" },
      { id: "3", name: "Carl" },
      { id: "", name: "None" },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["updated", "inserted", "failed"]);
    expect(await get("a.csv")).toBe("id,name\n1,Ada\n2,Bob\n3,Carl\n");
  });
});
