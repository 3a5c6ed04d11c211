/** Files of one JSON object a line (.ndjson). Types are those of JSON, as far as a sample of the rows shows them. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import { coerce, Misfit } from "../../rows/coerce.ts";
import type { FileColumn } from "../../rows/values.ts";
import type { Endpoint, FieldType, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import { type FileFormat, type FileSource, Unreadable } from "../files/format.ts";
import { type Line, linesOf } from "../files/lines.ts";
import type { NdjsonOptions } from "../files/options.ts";
import { notice } from "../files/writer.ts";
import { parseJson } from "../json.ts";

const linesAtOnce = 1_000;
const shownLength = 200;

export function openNdjsonEndpoint(options: z.infer<typeof NdjsonOptions>, ports: FilePorts): Endpoint {
  return createFileEndpoint(ndjson, options, ports);
}

const ndjson: FileFormat = {
  kind: "ndjson",
  called: "ndjson",
  extension: ".ndjson",

  async columns(source) {
    const seen = new Map<string, FieldType | undefined>();
    for (const [name, type] of source.declared) seen.set(name, type);
    for await (const records of ndjson.read(source)) {
      for (const record of records) if (!(record instanceof Unreadable)) notice(seen, record);
      break;
    }
    return [...seen].map(
      ([name, type]): FileColumn => ({ name, type: source.declared.get(name) ?? type ?? "text" }),
    );
  },

  async *read(source) {
    for await (const lines of linesOf(source.path, linesAtOnce)) {
      yield lines.map((line) => recordOf(source, line));
    }
  },

  write: ({ path }, rows) => pipeline(Readable.from(texts(rows())), createWriteStream(path)),
  append: ({ path }, rows) => pipeline(Readable.from(texts(rows())), createWriteStream(path, { flags: "a" })),
};

function recordOf(source: FileSource, { text, number }: Line): Row | Unreadable {
  const unreadable = (words: string) =>
    new Unreadable({
      place: `line ${number}`,
      error: { code: "unreadable", words, passing: false },
      text: text.slice(0, shownLength),
    });
  let value: Value;
  try {
    value = parseJson(text);
  } catch (error) {
    return unreadable(`The line is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return unreadable("The line is JSON, but no object with fields.");
  }
  if (source.declared.size === 0) return value as Row;
  const row: Record<string, Value> = { ...(value as Row) };
  for (const [name, type] of source.declared) {
    const fitting = coerce(type, row[name] ?? null);
    if (fitting instanceof Misfit) return unreadable(`${name}: ${fitting.words}.`);
    row[name] = fitting;
  }
  return row;
}

async function* texts(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  for await (const some of rows) yield some.map((row) => `${JSON.stringify(row)}\n`).join("");
}
