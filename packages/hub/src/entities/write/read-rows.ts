/**
 * Rows from a file or a request: csv by RFC 4180, ndjson, or JSON. Read as they come, each with the line on which it
 * begins, so that a broken one can be told and does not hold up the others.
 */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseJson } from "@rostrum/goto";
import { parse } from "csv-parse/sync";
import { HubError } from "../../platform/errors.ts";
import { rowError, type Values } from "./values.ts";

export type InputRow =
  | { readonly line: number; readonly values: Values }
  | { readonly line: number; readonly broken: HubError };

/** Called with the names of a csv's columns, before its first row. May throw. */
export type CheckNames = (names: readonly string[]) => void;

/** A value may go on over so many lines; after that its quotes are taken never to be closed. */
const longestRecord = 500;

/**
 * The first line names the columns. Keys stay the text that they are.
 *
 * The records are cut here, and each is read by csv-parse: given the whole file, it counts lines wrongly within quotes, and
 * loses all rows after a stray quote.
 */
export async function* readCsv(input: Readable, checkNames: CheckNames): AsyncGenerator<InputRow> {
  let names: readonly string[] | undefined;
  for await (const { line, text, isWhole } of recordsOf(input)) {
    const cells = isWhole ? cellsOf(text) : undefined;
    if (names === undefined) {
      names = (cells ?? [text]).map((name) => name.trim());
      checkNames(names);
    } else yield cells === undefined ? { line, broken: brokenCsv() } : rowOf(names, cells, line);
  }
}

interface CsvRecord {
  /** On which it begins. */
  readonly line: number;
  readonly text: string;
  /** Whether its quotes are closed where they should be. */
  readonly isWhole: boolean;
}

/** Records: lines, joined as long as quotes are open. After a broken one it goes on with the very next line. */
async function* recordsOf(input: Readable): AsyncGenerator<CsvRecord> {
  let open: string[] = [];
  let first = 1;
  function* closed(isEnd: boolean): Generator<CsvRecord> {
    while (open.length > 0) {
      const length = lengthOfRecord(open);
      if (length === undefined && !isEnd && open.length < longestRecord) return;
      const text = open.slice(0, length ?? 1).join("");
      const isWhole = length !== undefined && cellsOf(text) !== undefined;
      if (text.trim() !== "") yield { line: first, text, isWhole };
      first += isWhole ? length : 1;
      open = open.slice(isWhole ? length : 1);
    }
  }
  for await (const line of linesOf(input)) {
    open.push(line);
    yield* closed(false);
  }
  yield* closed(true);
}

/** How many of the lines make the first record: until the quotes are even. Undefined: more lines are needed. */
function lengthOfRecord(lines: readonly string[]): number | undefined {
  let quotes = 0;
  for (const [index, line] of lines.entries()) {
    quotes += line.split('"').length - 1;
    if (quotes % 2 === 0) return index + 1;
  }
  return undefined;
}

/** With their ends, so that a value of several lines keeps them. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of input) {
    const lines = (
      rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk as Buffer, { stream: true }))
    ).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield `${line}\n`;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

/** The cells of one record, or undefined when it is not csv. */
function cellsOf(text: string): readonly string[] | undefined {
  try {
    const [cells] = parse(text, { relax_column_count: true }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}

function rowOf(names: readonly string[], cells: readonly string[], line: number): InputRow {
  if (cells.length !== names.length) {
    const message = `The row has ${cells.length} values and the file ${names.length} columns.`;
    const remedy = "Look for a missing or surplus comma; a value with a comma in it must stand in quotes.";
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
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let failure: Error | undefined;
  input.on("error", (error) => {
    failure = error;
    lines.close();
  });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() !== "") yield jsonRow(text, line);
  }
  if (failure !== undefined) throw failure;
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
export function* readJson(text: string): Generator<InputRow> {
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
