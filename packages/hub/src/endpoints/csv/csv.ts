/**
 * CSV files. The first line names the columns; everything is text unless the endpoint's options declare types. A
 * field that is empty reads as null: the format cannot tell an empty text from none.
 */
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../coerce.ts";
import type { Endpoint, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import { type FileFormat, type FileSource, Unreadable } from "../files/format.ts";
import { decoded } from "../files/lines.ts";
import type { CsvOptions } from "../files/options.ts";
import { parseJson } from "../json.ts";

export function openCsvEndpoint(options: CsvOptions, ports: FilePorts): Endpoint {
  return createFileEndpoint(csvFormat(options), options, ports, options.encoding === "utf-8");
}

const recordsAtOnce = 1_000;
/** Characters. A quote that is never closed would otherwise take in all the rest of the file. */
const longestRecord = 8_000_000;
const shownLength = 200;

/** A record with the number of the line on which it ends. */
type Numbered = readonly [fields: readonly string[], line: number];

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
      for await (const records of recordsOf(source, options)) {
        const rows: (Row | Unreadable)[] = [];
        for (const record of records) {
          if (record instanceof Unreadable) rows.push(record);
          else if (header === undefined) header = checkedHeader(source, record[0], options);
          else rows.push(rowOf(source, header, record));
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
            rows,
            true,
          ),
        ),
        createWriteStream(file),
      ),
    async append({ path: file, columns }, rows) {
      const { size } = await endWithLine(file);
      const names = columns.map(({ name }) => name);
      await pipeline(
        Readable.from(texts(options, names, rows, size === 0)),
        createWriteStream(file, { flags: "a" }),
      );
    },
  };
  return format;
}

async function headerOf(source: FileSource, options: CsvOptions): Promise<readonly string[]> {
  for await (const records of recordsOf(source, options)) {
    const [first] = records;
    if (first instanceof Unreadable) throw badHeader(source, first.row.error.words);
    if (first !== undefined) return checkedHeader(source, first[0], options);
  }
  return [];
}

function checkedHeader(source: FileSource, names: readonly string[], options: CsvOptions): readonly string[] {
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

async function* recordsOf(
  source: FileSource,
  options: CsvOptions,
): AsyncGenerator<readonly (Numbered | Unreadable)[]> {
  // The parser runs ahead of us: what it leaves out is put in its place by the number of records before it.
  const broken: { readonly after: number; readonly record: Unreadable }[] = [];
  let parsed = 0;
  let taken = 0;
  const parser = parse({
    bom: true,
    delimiter: options.delimiter,
    quote: options.quote,
    escape: options.quote,
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
    // The parser's types know no other records than its own.
    on_record: (fields: string[], { lines }) => {
      parsed += 1;
      return [fields, lines] satisfies Numbered as unknown as string[];
    },
    on_skip: (error): undefined => {
      if (error !== undefined) broken.push({ after: parsed, record: unreadable(error) });
    },
  });
  // The parser reads UTF-8 only; decoding first also finds bytes that are none.
  const input = Readable.from(decoded(source.path, options.encoding));
  const feeding = pipeline(input, asBytes(), parser).then(
    () => undefined,
    (error: unknown) => error,
  );
  let records: (Numbered | Unreadable)[] = [];
  try {
    for await (const record of parser) {
      while (broken[0] !== undefined && broken[0].after <= taken)
        records.push(broken.shift()?.record as Unreadable);
      records.push(record as Numbered);
      taken += 1;
      if (records.length < recordsAtOnce) continue;
      yield records;
      records = [];
    }
  } catch (error) {
    const cause = (await feeding) ?? error;
    if (!(cause instanceof CsvError)) throw cause;
    // What the parser cannot get over: nothing after it was read.
    broken.push({ after: parsed, record: unreadable(cause) });
  } finally {
    input.destroy();
  }
  records.push(...broken.map(({ record }) => record));
  if (records.length > 0) yield records;
}

function asBytes(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform(text: string, _encoding, done) {
      done(null, Buffer.from(text));
    },
  });
}

const words: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: "A quote is closed in the middle of a field.",
  INVALID_OPENING_QUOTE: "A quote begins in the middle of a field.",
  CSV_QUOTE_NOT_CLOSED:
    "A quote is opened and never closed, so that everything after it belongs to one field.",
  CSV_MAX_RECORD_SIZE: "The row does not end: a quote is probably opened and never closed.",
};

function unreadable(error: CsvError): Unreadable {
  const line = (error as { lines?: unknown }).lines;
  return new Unreadable({
    place: typeof line === "number" ? `line ${line}` : "an unknown line",
    error: { code: error.code, words: words[error.code] ?? error.message, passing: false },
  });
}

function rowOf(source: FileSource, header: readonly string[], [fields, line]: Numbered): Row | Unreadable {
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
