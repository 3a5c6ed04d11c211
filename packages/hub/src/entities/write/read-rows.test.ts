import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type InputRow, readCsv, readJson, readNdjson } from "./read-rows.ts";

async function all(rows: AsyncIterable<InputRow> | Iterable<InputRow>): Promise<InputRow[]> {
  const list: InputRow[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
const csv = (text: string) => all(readCsv(Readable.from([Buffer.from(text)]), () => {}));
const broken = (line: number, code: string) => ({ line, broken: expect.objectContaining({ code }) });

describe("csv", () => {
  it("gives each row with the line on which it begins, the header being line 1", async () => {
    expect(await csv('\ufeffemail,note\r\na@x.org,"two\r\nlines"\r\nb@x.org,"say ""x"""\r\n')).toEqual([
      { line: 2, values: { email: "a@x.org", note: "two\r\nlines" } },
      { line: 4, values: { email: "b@x.org", note: 'say "x"' } },
    ]);
  });

  it("keeps keys the text that they are", async () => {
    expect(await csv("webinarKey\n9223372036854775807\n")).toEqual([
      { line: 2, values: { webinarKey: "9223372036854775807" } },
    ]);
  });

  it("tells rows with too many or too few values, and goes on", async () => {
    expect(await csv("a,b\n1,2\n1\n1,2,3\n3,4\n")).toEqual([
      { line: 2, values: { a: "1", b: "2" } },
      broken(3, "row.columns"),
      broken(4, "row.columns"),
      { line: 5, values: { a: "3", b: "4" } },
    ]);
  });

  it("tells a row with stray quotes, and goes on", async () => {
    const rows = await csv('a,b\n1,2\n"x"y,2\n3,4\n');
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual(broken(3, "row.csv"));
    expect(rows.at(-1)).toEqual({ line: 4, values: { a: "3", b: "4" } });
  });

  it("tells quotes that are never closed, and takes the rows after them", async () => {
    expect(await csv('a,b\n1,2\n"x,2\n3,4\n5,"6"\n')).toEqual([
      { line: 2, values: { a: "1", b: "2" } },
      broken(3, "row.csv"),
      { line: 4, values: { a: "3", b: "4" } },
      { line: 5, values: { a: "5", b: "6" } },
    ]);
  });

  it("is refused when it is empty", async () => {
    await expect(csv("")).rejects.toMatchObject({ code: "rows.empty", kind: "usage" });
    expect(await csv("email\n")).toEqual([]);
  });

  it("may be divided by semicolons, as spreadsheets write it in some countries", async () => {
    expect(await csv('email;note\r\na@x.org;"one; two, three"\r\n')).toEqual([
      { line: 2, values: { email: "a@x.org", note: "one; two, three" } },
    ]);
  });

  it("regression: a row that is not UTF-8 is told, and never sent with substitutes in it", async () => {
    const bytes = Buffer.from("name,email\nJ\xfcrgen,j@x.org\nAnn,a@x.org\n", "latin1");
    expect(await all(readCsv(Readable.from([bytes]), () => {}))).toEqual([
      broken(2, "row.encoding"),
      { line: 3, values: { name: "Ann", email: "a@x.org" } },
    ]);
    const utf16 = Buffer.from("\ufeffemail\na@x.org\n", "utf16le");
    await expect(all(readCsv(Readable.from([utf16]), () => {}))).rejects.toMatchObject({
      code: "row.encoding",
    });
  });

  it("keeps a letter whose bytes come in two pieces", async () => {
    const bytes = Buffer.from("name\nJürgen\n");
    const pieces = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await all(readCsv(Readable.from(pieces), () => {}))).toEqual([
      { line: 2, values: { name: "Jürgen" } },
    ]);
  });

  it("hands the names of the columns to be checked before any row", async () => {
    const rows = readCsv(Readable.from(["emial\na@x.org\n"]), (names) => {
      throw new Error(names.join());
    });
    await expect(all(rows)).rejects.toThrow("emial");
  });
});

describe("ndjson", () => {
  it("gives each row with its line, long numbers with all their digits", async () => {
    const text = '{"webinarKey":9223372036854775807}\n\nnot json\n[1]\n{"a":1}\n';
    expect(await all(readNdjson(Readable.from([text])))).toEqual([
      { line: 1, values: { webinarKey: "9223372036854775807" } },
      broken(3, "row.json"),
      broken(4, "row.json"),
      { line: 5, values: { a: 1 } },
    ]);
  });
});

describe("json", () => {
  it("is one object or a list of them", async () => {
    expect(await all(readJson(Buffer.from('{"a":1}')))).toEqual([{ line: 1, values: { a: 1 } }]);
    expect(await all(readJson(Buffer.from('[{"a":12345678901234567890},2]')))).toEqual([
      { line: 1, values: { a: "12345678901234567890" } },
      broken(2, "row.json"),
    ]);
    expect(() => [...readJson(Buffer.from("{"))]).toThrow(expect.objectContaining({ code: "rows.json" }));
  });
});
