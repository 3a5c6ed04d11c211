import { mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openNdjsonEndpoint } from "../ndjson/ndjson.ts";
import { makeFolder, type TestFolder } from "../testing/files.ts";
import { readAll, readBatches, writeAll } from "../testing/harness.ts";
import { people } from "../testing/people.ts";
import { NdjsonOptions } from "./options.ts";

let folder: TestFolder;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

const put = async (name: string, text: string) => {
  const file = path.join(folder.path, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
};
const get = (name: string) => readFile(path.join(folder.path, name), "utf8");
const open = (options: Record<string, unknown> = {}) =>
  openNdjsonEndpoint(NdjsonOptions.parse({ kind: "ndjson", ...options }), folder.ports);

describe("The folder of an endpoint", () => {
  const outside = [
    "../secret.ndjson",
    "/etc/passwd.ndjson",
    "a/../../secret.ndjson",
    "a\\..\\b.ndjson",
    ".hidden.ndjson",
    "",
    "a//b.ndjson",
  ];

  it.each(outside)("is not left by a name: %s", async (name) => {
    await put("in/a.ndjson", "{}\n");
    await put("secret.ndjson", '{"a":1}\n');
    const endpoint = open({ folder: "in" });
    await expect(endpoint.describe(name)).rejects.toMatchObject({ code: "endpoint.path-refused" });
    await expect(endpoint.openWriter({ table: name, operation: "insert" })).rejects.toMatchObject({
      code: "endpoint.path-refused",
    });
  });

  it("is not left by a link", async () => {
    await put("in/a.ndjson", "{}\n");
    await put("out/secret.ndjson", '{"a":1}\n');
    await symlink(path.join(folder.path, "out"), path.join(folder.path, "in/linked"));
    await symlink(path.join(folder.path, "out/secret.ndjson"), path.join(folder.path, "in/link.ndjson"));
    const endpoint = open({ folder: "in" });
    for (const name of ["linked/secret.ndjson", "link.ndjson", "linked/new.ndjson"]) {
      await expect(readAll(endpoint, { table: name })).rejects.toMatchObject({
        code: "endpoint.path-refused",
      });
      await expect(endpoint.openWriter({ table: name, operation: "insert" })).rejects.toMatchObject({
        code: "endpoint.path-refused",
      });
    }
    expect(await endpoint.tables()).toEqual(["a.ndjson"]);
    await symlink("/etc", path.join(folder.path, "elsewhere"));
    expect(await open({ folder: "elsewhere" }).test()).toMatchObject({ works: false });
  });

  it("shows its files and those in folders within it, and none of our own", async () => {
    await put("b.ndjson", "{}\n");
    await put("2031/a.ndjson", "{}\n");
    await put("c.txt", "");
    const endpoint = open();
    const writer = await endpoint.openWriter({ table: "b.ndjson", operation: "insert" });
    expect(await endpoint.tables()).toEqual(["2031/a.ndjson", "b.ndjson"]);
    expect(await endpoint.test()).toEqual({
      works: true,
      message: "The folder is there with 2 files of ndjson; it can be written to.",
    });
    await writer.abort();
  });
});

describe("A file being written", () => {
  const table = "a.ndjson";

  it("is seen by readers as it was until it is complete, and leaves nothing beside it when given up", async () => {
    await put(table, '{"n":1}\n');
    const endpoint = open();
    const writer = await endpoint.openWriter({ table, operation: "insert" });
    await writer.write([{ n: 2 }]);
    expect(await get(table)).toBe('{"n":1}\n');
    await writer.abort();
    expect(await get(table)).toBe('{"n":1}\n');
    expect(await readdir(folder.path)).toEqual([table]);
  });

  it("keeps what somebody else added meanwhile", async () => {
    await put(table, '{"n":1}\n');
    const writer = await open().openWriter({ table, operation: "insert" });
    await writer.write([{ n: 3 }]);
    await put(table, '{"n":1}\n{"n":2}\n');
    await writer.finish();
    expect(await get(table)).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
  });

  it("is not written twice when the run was killed right after it was complete", async () => {
    await put(table, '{"n":1}\n');
    const endpoint = open();
    const writer = await endpoint.openWriter({ table, operation: "insert" });
    await writer.write([{ n: 2 }]);
    const resume = await writer.checkpoint();
    await writer.finish();
    if (resume === undefined) throw new Error("files have checkpoints");
    const again = await endpoint.openWriter({ table, operation: "insert", resume });
    await again.write([{ n: 2 }]);
    await again.finish();
    expect(await get(table)).toBe('{"n":1}\n{"n":2}\n');
  });

  it("is not taken for complete because another file took its place", async () => {
    await put(table, '{"n":1}\n');
    const endpoint = open();
    const writer = await endpoint.openWriter({ table, operation: "insert" });
    await writer.write([{ n: 2 }]);
    const resume = await writer.checkpoint();
    if (resume === undefined) throw new Error("files have checkpoints");
    // As if killed between the note and the renaming.
    await put(`.${table}.${String(resume.part)}.done`, "1");
    await put("other", '{"n":9}\n');
    await rename(path.join(folder.path, "other"), path.join(folder.path, table));
    const again = await endpoint.openWriter({ table, operation: "insert", resume });
    await again.finish();
    expect(await get(table)).toBe('{"n":9}\n{"n":2}\n');
  });

  it("is not cut by a process that was thought dead and opens it late", async () => {
    const endpoint = open();
    const first = await endpoint.openWriter({ table, operation: "insert" });
    await first.write([{ n: 1 }]);
    const resume = await first.checkpoint();
    if (resume === undefined) throw new Error("files have checkpoints");
    const successor = await endpoint.openWriter({ table, operation: "insert", resume });
    await successor.write([{ n: 2 }]);
    // Another one that was to go on from there, and one that never heard that it is over.
    const late = await endpoint.openWriter({ table, operation: "insert", resume });
    await first.write([{ n: 7 }, { n: 8 }, { n: 9 }]);
    const after = await successor.checkpoint();
    await successor.write([{ n: 3 }]);
    await late.write([{ n: 6 }]);
    await successor.finish();
    expect(await get(table)).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
    expect(after).not.toEqual(resume);
    await expect(late.finish()).rejects.toThrow();
    expect(await get(table)).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
    expect((await readdir(folder.path)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("says so when what a stopped run had written is gone", async () => {
    const endpoint = open();
    const resume = { part: "00000000-0000-4000-8000-000000000000", bytes: 10 };
    const opening = endpoint.openWriter({ table, operation: "insert", resume });
    await expect(opening).rejects.toMatchObject({ code: "endpoint.part-lost" });
    const elsewhere = endpoint.openWriter({ table, operation: "insert", resume: { part: "../x", bytes: 0 } });
    await expect(elsewhere).rejects.toMatchObject({ code: "endpoint.part-lost" });
  });

  it("is left alone when writing it anew would lose a row that cannot be read", async () => {
    await put(table, '{"id":"1"}\noops\n');
    const endpoint = open();
    const writer = await endpoint.openWriter({ table, operation: "update", key: ["id"] });
    await writer.write([{ id: "1", name: "x" }]);
    await expect(writer.finish()).rejects.toMatchObject({ code: "endpoint.bad-file" });
    expect(await get(table)).toBe('{"id":"1"}\noops\n');
  });
});

describe("A file being read", () => {
  it("says so when it changed since the reading stopped", async () => {
    await writeAll(open(), { table: "a.ndjson", operation: "insert" }, people(10));
    const [first] = await readBatches(open(), { table: "a.ndjson", batchRows: 4 });
    await put("a.ndjson", '{"id":"1"}\n');
    if (first?.position === undefined) throw new Error("files are resumable");
    const reading = readAll(open(), { table: "a.ndjson", after: first.position });
    await expect(reading).rejects.toMatchObject({ code: "endpoint.source-changed" });
  });

  it("reports lines that are no objects", async () => {
    await put("a.ndjson", '{"key":9007199254740993}\r\n\r\n[1]\r\n{"x":\r\n{"key":1}');
    const [batch] = await readBatches(open(), { table: "a.ndjson" });
    expect(batch?.rows).toEqual([{ key: "9007199254740993" }, { key: 1 }]);
    expect(batch?.unreadable.map(({ place }) => place)).toEqual(["line 3", "line 4"]);
  });
});
