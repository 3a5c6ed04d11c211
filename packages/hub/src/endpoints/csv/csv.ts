/**
 * CSV files. The first line names the columns; everything is text unless the endpoint's options declare types. A
 * field that is empty reads as null: the format cannot tell an empty text from none.
 */
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../../rows/coerce.ts";
import type { Endpoint, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import { type FileFormat, type FileSource, Unreadable } from "../files/format.ts";
import { decoded } from "../files/lines.ts";
import type { CsvOptions } from "../files/options.ts";
import { parseJson } from "../json.ts";
import { type BrokenLine, type CsvRecord, recordsOf } from "./records.ts";

export function openCsvEndpoint(options: CsvOptions, ports: FilePorts): Endpoint {
  return createFileEndpoint(csvFormat(options), options, ports, options.encoding === "utf-8");
}

const shownLength = 200;

function csvFormat(options: CsvOptions): FileFormat {
  const format: FileFormat = {
    kind: "csv",
    called: "CSV",
    extension: ".csv",
    async columns(source) {
      const header = await headerOf(source, options);
      return header.map((name) => ({ name, type: source.declared.get(name) ?? "text" }));
    },
    async *read(source) {
      let header: readonly string[] | undefined;
      for await (const records of recordsOf(decoded(source.path, options.encoding), options)) {
        const rows: (Row | Unreadable)[] = [];
        for (const record of records) {
          if (header === undefined) header = checkedHeader(source, record, options);
          else rows.push("words" in record ? brokenLine(record) : rowOf(source, header, record));
        }
        if (rows.length > 0) yield rows;
      }
    },
    write: ({ path: file, columns }, rows) =>
      pipeline(
        Readable.from(
          texts(
            options,
            columns.map(({ name }) => name),
            rows(),
            true,
          ),
        ),
        createWriteStream(file),
      ),
    async append({ path: file, columns }, rows) {
      const { size } = await endWithLine(file);
      const names = columns.map(({ name }) => name);
      await pipeline(
        Readable.from(texts(options, names, rows(), size === 0)),
        createWriteStream(file, { flags: "a" }),
      );
    },
  };
  return format;
}

async function headerOf(source: FileSource, options: CsvOptions): Promise<readonly string[]> {
  for await (const [first] of recordsOf(decoded(source.path, options.encoding), options)) {
    if (first !== undefined) return checkedHeader(source, first, options);
  }
  return [];
}

function checkedHeader(
  source: FileSource,
  first: CsvRecord | BrokenLine,
  options: CsvOptions,
): readonly string[] {
  if ("words" in first) throw badHeader(source, first.words);
  const names = first.fields;
  const empty = names.indexOf("");
  if (empty >= 0) throw badHeader(source, `Column ${empty + 1} has no name.`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw badHeader(source, `Two columns are called "${twice}".`);
  const [only = ""] = names;
  const other = [";", "\t", "|", ","].find((sign) => sign !== options.delimiter && only.includes(sign));
  if (names.length === 1 && other !== undefined) {
    const shown = other === "\t" ? "a tab" : `"${other}"`;
    throw badHeader(
      source,
      `It has one column only, "${only.slice(0, 60)}": its delimiter seems to be ${shown}.`,
    );
  }
  return names;
}

function badHeader(source: FileSource, words: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.bad-file",
    message: `The first line of ${path.basename(source.path)} does not name its columns. ${words}`,
    meaning: "Without the names of its columns the file cannot be read.",
    remedy:
      "Give every column a name of its own in the first line, or correct the delimiter or quote at the endpoint.",
  });
}

function brokenLine({ line, text, code, words }: BrokenLine): Unreadable {
  return new Unreadable({
    place: `line ${line}`,
    error: { code, words, passing: false },
    text: text.slice(0, shownLength),
  });
}

function rowOf(source: FileSource, header: readonly string[], { fields, line }: CsvRecord): Row | Unreadable {
  const refused = (code: string, text: string) =>
    new Unreadable({
      place: `line ${line}`,
      error: { code, words: text, passing: false },
      text: fields.join(",").slice(0, shownLength),
    });
  if (fields.length !== header.length) {
    return refused("columns", `It has ${fields.length} fields where the first line names ${header.length}.`);
  }
  const row: Record<string, Value> = {};
  for (let index = 0; index < header.length; index += 1) {
    const name = header[index] as string;
    const text = fields[index] as string;
    if (text === "") {
      row[name] = null;
      continue;
    }
    const type = source.declared.get(name);
    if (type === undefined || type === "text") row[name] = text;
    else {
      const value = type === "json" ? jsonOf(text) : coerce(type, text);
      if (value instanceof Misfit) return refused("no-fit", `${name}: ${value.words}.`);
      row[name] = value;
    }
  }
  return row;
}

function jsonOf(text: string): Value | Misfit {
  try {
    return parseJson(text);
  } catch {
    return new Misfit(text, "JSON");
  }
}

async function* texts(
  options: CsvOptions,
  names: readonly string[],
  rows: AsyncIterable<readonly Row[]>,
  withHeader: boolean,
): AsyncGenerator<string> {
  const written = (records: readonly (readonly (string | null)[])[]) =>
    stringify(records as (string | null)[][], {
      delimiter: options.delimiter,
      quote: options.quote,
      escape: options.quote,
      escape_formulas: options.escapeFormulas,
      // A bare line feed or carriage return, whatever this file's own line ends, would break the row for some reader.
      quoted_match: /[\r\n]/,
      // An empty line would be no row.
      quoted_empty: names.length === 1,
    });
  if (withHeader) yield (options.byteOrderMark ? "\ufeff" : "") + written([names]);
  for await (const some of rows) {
    yield written(some.map((row) => names.map((name) => textOf(row[name] ?? null))));
  }
}

function textOf(value: Value): string | null {
  if (value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A file whose last line was not ended would otherwise have the first new row on it. */
async function endWithLine(file: string): Promise<{ size: number }> {
  const handle = await open(file, "r+");
  try {
    const { size } = await handle.stat();
    if (size === 0) return { size };
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== 0x0a && buffer[0] !== 0x0d) await handle.write("\n", size);
    return { size };
  } finally {
    await handle.close();
  }
}
