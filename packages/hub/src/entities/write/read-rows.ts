/**
 * Rows from a file or a request: csv by RFC 4180, ndjson, or JSON. Read as they come, each with the line on which it
 * begins, so that a broken one can be told and does not hold up the others.
 */
import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { parseJson } from "@rostrum/goto";
import { parse } from "csv-parse/sync";
import { HubError } from "../../platform/errors.ts";
import { rowError, type Values } from "./values.ts";

export type InputRow =
  | {
      readonly line: number;
      readonly values: Values;
      /** An earlier try may have written it: what would be made twice is looked for first. */
      readonly repeated?: boolean;
    }
  | { readonly line: number; readonly broken: HubError };

/** Called with the names of a csv's columns, before its first row. May throw. */
export type CheckNames = (names: readonly string[]) => void;

/** A value may go on over so many lines; after that its quotes are taken never to be closed. */
const longestRecord = 500;

/**
 * The first line names the columns, divided by commas, or by semicolons as spreadsheets write them in some countries. Keys
 * stay the text that they are. Throws HubError "rows.empty" without that line, and "row.encoding" where it is not UTF-8.
 *
 * The records are cut here, and each is read by csv-parse: given the whole file, it counts lines wrongly within quotes, and
 * loses all rows after a stray quote.
 */
export async function* readCsv(input: Readable, checkNames: CheckNames): AsyncGenerator<InputRow> {
  let names: readonly string[] | undefined;
  for await (const { line, text, cells, isUtf8 } of recordsOf(input)) {
    if (names === undefined) {
      if (!isUtf8) throw notUtf8();
      names = (cells ?? [text]).map((name) => name.trim());
      checkNames(names);
    } else if (!isUtf8) yield { line, broken: notUtf8() };
    else yield cells === undefined ? { line, broken: brokenCsv() } : rowOf(names, cells, line);
  }
  if (names === undefined) {
    throw new HubError({
      kind: "usage",
      code: "rows.empty",
      message: "There is nothing in it, not even the line that names the columns.",
      meaning: "Nothing was sent.",
      remedy: "See whether it was written at all; the first line must hold the names of the fields.",
    });
  }
}

interface CsvRecord {
  /** On which it begins. */
  readonly line: number;
  readonly text: string;
  /** Undefined when its quotes are not closed where they should be. */
  readonly cells: readonly string[] | undefined;
  readonly isUtf8: boolean;
}

/** Records: lines, joined as long as quotes are open. After a broken one it goes on with the very next line. */
async function* recordsOf(input: Readable): AsyncGenerator<CsvRecord> {
  let open: Line[] = [];
  let first = 1;
  let divider: string | undefined;
  function* closed(isEnd: boolean): Generator<CsvRecord> {
    while (open.length > 0) {
      const length = lengthOfRecord(open);
      if (length === undefined && !isEnd && open.length < longestRecord) return;
      const lines = open.slice(0, length ?? 1);
      const text = lines.map((line) => line.text).join("");
      const cells = length === undefined ? undefined : cellsOf(text, divider ?? ",");
      const isUtf8 = lines.every((line) => line.isUtf8);
      if (text.trim() !== "") yield { line: first, text, cells, isUtf8 };
      const taken = cells === undefined ? 1 : lines.length;
      first += taken;
      open = open.slice(taken);
    }
  }
  for await (const line of linesOf(input)) {
    open.push(line);
    if (line.text.trim() !== "") divider ??= line.text.includes(";") && !line.text.includes(",") ? ";" : ",";
    yield* closed(false);
  }
  yield* closed(true);
}

/** How many of the lines make the first record: until the quotes are even. Undefined: more lines are needed. */
function lengthOfRecord(lines: readonly Line[]): number | undefined {
  let quotes = 0;
  for (const [index, { text }] of lines.entries()) {
    quotes += text.split('"').length - 1;
    if (quotes % 2 === 0) return index + 1;
  }
  return undefined;
}

/** With its end, so that a value of several lines keeps it. */
interface Line {
  readonly text: string;
  /** False: the text has substitutes in it, which must go nowhere. */
  readonly isUtf8: boolean;
}

async function* linesOf(input: Readable): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  for await (const chunk of input) {
    rest = Buffer.concat([rest, typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer)]);
    let begin = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, begin)) {
      yield lineOf(rest.subarray(begin, end + 1));
      begin = end + 1;
    }
    rest = rest.subarray(begin);
  }
  if (rest.length > 0) yield lineOf(rest);
}

function lineOf(bytes: Buffer): Line {
  return { text: new TextDecoder().decode(bytes), isUtf8: isUtf8(bytes) };
}

function notUtf8(): HubError {
  return rowError(
    "row.encoding",
    "The text is not UTF-8: it may be the Windows-1252 or UTF-16 that a spreadsheet has written.",
    'Save it as "CSV UTF-8", or turn it with: iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv',
  );
}

/** The cells of one record, or undefined when it is not csv. */
function cellsOf(text: string, delimiter: string): readonly string[] | undefined {
  try {
    const [cells] = parse(text, { delimiter, relax_column_count: true }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}

function rowOf(names: readonly string[], cells: readonly string[], line: number): InputRow {
  if (cells.length !== names.length) {
    const message = `The row has ${cells.length} values and the file ${names.length} columns.`;
    const remedy = "Look for a missing or surplus divider; a value with one in it must stand in quotes.";
    return { line, broken: rowError("row.columns", message, remedy) };
  }
  return { line, values: Object.fromEntries(names.map((name, index) => [name, cells[index]])) };
}

function brokenCsv(): HubError {
  return rowError(
    "row.csv",
    "The quotes of the row do not match.",
    'A value with quotes in it must stand in quotes, with each of its own doubled: "say ""yes""".',
  );
}

/** One JSON object per line; long numbers keep all their digits. */
export async function* readNdjson(input: Readable): AsyncGenerator<InputRow> {
  let line = 0;
  for await (const { text, isUtf8 } of linesOf(input)) {
    line++;
    if (!isUtf8) yield { line, broken: notUtf8() };
    else if (text.trim() !== "") yield jsonRow(text, line);
  }
}

function jsonRow(text: string, line: number): InputRow {
  try {
    const value = parseJson(text);
    if (isObject(value)) return { line, values: value };
  } catch {
    // Told below.
  }
  return {
    line,
    broken: rowError(
      "row.json",
      "The line is no JSON object.",
      'Write one object per line: {"email":"a@x.org"}.',
    ),
  };
}

/** A JSON text that is one object or a list of them; the "line" of a row is its place in the list. */
export function* readJson(bytes: Buffer): Generator<InputRow> {
  if (!isUtf8(bytes)) throw notUtf8();
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new HubError({
      kind: "usage",
      code: "rows.json",
      message: `The rows are not JSON: ${(error as Error).message}.`,
      meaning: "Nothing was sent.",
      remedy: "Send one object, a list of objects, or ndjson with one object per line.",
    });
  }
  for (const [index, row] of (Array.isArray(value) ? value : [value]).entries()) {
    const line = index + 1;
    if (isObject(row)) yield { line, values: row };
    else
      yield {
        line,
        broken: rowError("row.json", "The row is no JSON object.", "Every row must be an object."),
      };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
