/**
 * Rows from a file or a request: csv by RFC 4180, ndjson, or JSON. Read as they come, each with the line on which it
 * begins, so that a broken one can be told and does not hold up the others.
 */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseJson } from "@rostrum/goto";
import { CsvError, parse } from "csv-parse";
import { HubError } from "../../platform/errors.ts";
import { rowError, type Values } from "./values.ts";

export type InputRow =
  | { readonly line: number; readonly values: Values }
  | { readonly line: number; readonly broken: HubError };

/** Called with the names of a csv's columns, before its first row. May throw. */
export type CheckNames = (names: readonly string[]) => void;

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** The first line names the columns. Keys stay the text that they are. */
export async function* readCsv(input: Readable, checkNames: CheckNames): AsyncGenerator<InputRow> {
  const broken: InputRow[] = [];
  let last = 0;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip(error) {
      const line = error instanceof CsvError && typeof error.lines === "number" ? error.lines : last + 1;
      broken.push({ line, broken: brokenCsv(error) });
    },
  });
  input.on("error", (error) => parser.destroy(error));
  let names: readonly string[] | undefined;
  for await (const { record, info } of input.pipe(parser) as AsyncIterable<CsvRecord>) {
    yield* broken.splice(0);
    const line = last + 1;
    last = info.lines;
    if (names !== undefined) yield rowOf(names, record, line);
    else {
      names = record.map((name) => name.trim());
      checkNames(names);
    }
  }
  yield* broken.splice(0);
}

function rowOf(names: readonly string[], cells: readonly string[], line: number): InputRow {
  if (cells.length !== names.length) {
    const message = `The row has ${cells.length} values and the file ${names.length} columns.`;
    const remedy = "Look for a missing or surplus comma; a value with a comma in it must stand in quotes.";
    return { line, broken: rowError("row.columns", message, remedy) };
  }
  return { line, values: Object.fromEntries(names.map((name, index) => [name, cells[index]])) };
}

function brokenCsv(error: Error | undefined): HubError {
  const why = (error?.message ?? "it is not csv").replace(/^[A-Za-z ]+: /, "").replace(/ at line \d+.*/s, "");
  return rowError(
    "row.csv",
    `The row is not csv: ${why}.`,
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
