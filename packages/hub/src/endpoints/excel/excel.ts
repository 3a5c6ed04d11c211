/**
 * Excel workbooks (.xlsx). Each sheet is a table; its first row names the columns. A new workbook is written as it
 * comes; one that is there is loaded whole to be changed, so that its other sheets, formulas and looks stay.
 */
import { once } from "node:events";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Writable } from "node:stream";
import type { CellValue } from "exceljs";
import exceljs from "exceljs";
import type { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { Misfit } from "../coerce.ts";
import { sameValue } from "../compare.ts";
import type { Endpoint, FieldType, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import {
  type FileColumn,
  type FileFormat,
  type FileSource,
  type FileTarget,
  type Rows,
  Unreadable,
} from "../files/format.ts";
import type { ExcelOptions } from "../files/options.ts";
import { cellOf, formats, plainOf, typeOfCell, valueIn } from "./cells.ts";
import { rowsOf, type SheetRow, sheetNames } from "./sheets.ts";

export function openExcelEndpoint(options: z.infer<typeof ExcelOptions>, ports: FilePorts): Endpoint {
  return createFileEndpoint(excel, options, ports);
}

const rowsAtOnce = 1_000;
const sampledRows = 1_000;
/** A workbook takes some twenty times its size in memory when it is loaded whole. */
const largestToChange = 20_000_000;
const mostRows = 1_048_576;
const longestText = 32_767;
const newSheet = "Rows";
/** Characters that XML 1.0 has no place for: most control characters, halves of surrogate pairs, and two more. */
function isWritable(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0xfffe || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) return false;
  }
  return true;
}

const excel: FileFormat = {
  kind: "excel",
  called: "Excel",
  extension: ".xlsx",
  sheets: sheetNames,

  async columns(source) {
    let header: readonly string[] | undefined;
    const types: (FieldType | undefined)[] = [];
    let sampled = 0;
    for await (const row of rowsOf(source.path, source.sheet)) {
      if (header === undefined) {
        header = headerOf(source, row);
        continue;
      }
      header.forEach((_, at) => {
        types[at] = widest(types[at], typeOfCell(row.cells[at]));
      });
      sampled += 1;
      if (sampled === sampledRows) break;
    }
    return (header ?? []).map(
      (name, at): FileColumn => ({ name, type: source.declared.get(name) ?? types[at] ?? "text" }),
    );
  },

  async *read(source) {
    let header: readonly string[] | undefined;
    let records: (Row | Unreadable)[] = [];
    for await (const row of rowsOf(source.path, source.sheet)) {
      if (header === undefined) {
        header = headerOf(source, row);
        continue;
      }
      records.push(recordOf(source, header, row));
      if (records.length < rowsAtOnce) continue;
      yield records;
      records = [];
    }
    if (records.length > 0) yield records;
  },

  async write(target, rows) {
    const { base } = target;
    const others = base === undefined ? [] : (await sheetNames(base)).filter((name) => name !== target.sheet);
    // Nothing else is in the workbook: it can be made anew, and be of any size.
    const alone = others.length === 0 || (others.length === 1 && target.sheet === undefined);
    if (base === undefined || (alone && !target.keep)) return writeNew(target, rows);
    return writeChanged(target, base, rows);
  },

  refuses(value, type) {
    if (value === null || type === "integer" || type === "number" || type === "boolean") return undefined;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (text.length > longestText)
      return `It has ${text.length} characters, and an Excel cell holds ${longestText}.`;
    return isWritable(text) ? undefined : "It has a character that Excel files cannot hold.";
  },
};

/** Columns of mixed cells are read as texts; those of whole and other numbers as numbers, of days and times as times. */
function widest(seen: FieldType | undefined, type: FieldType | undefined): FieldType | undefined {
  if (seen === undefined || type === undefined || seen === type) return seen ?? type;
  const both = new Set([seen, type]);
  if (both.has("integer") && both.has("number")) return "number";
  return both.has("date") && both.has("dateTime") ? "dateTime" : "text";
}

function headerOf(source: FileSource, { cells, number }: SheetRow): readonly string[] {
  const names = Array.from(cells, (cell) => String(plainOf(cell) ?? "").trim());
  while (names.at(-1) === "") names.pop();
  const empty = names.indexOf("");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (empty < 0 && twice === undefined) return names;
  throw new HubError({
    kind: "usage",
    code: "endpoint.bad-file",
    message: `Row ${number} of ${path.basename(source.path)} does not name its columns: ${
      empty >= 0 ? `column ${empty + 1} has no name` : `two columns are called "${twice}"`
    }.`,
    meaning: "The first row with values must name every column.",
    remedy: "Give every column a name of its own, and put titles and notes on another sheet.",
  });
}

function recordOf(
  source: FileSource,
  header: readonly string[],
  { number, cells }: SheetRow,
): Row | Unreadable {
  const unreadable = (words: string) =>
    new Unreadable({ place: `row ${number}`, error: { code: "no-fit", words, passing: false } });
  if (cells.slice(header.length).some((cell) => plainOf(cell) !== null)) {
    return unreadable(`It has values beyond the ${header.length} columns that have names.`);
  }
  const row: Record<string, Value> = {};
  for (const [at, name] of header.entries()) {
    const value = valueIn(cells[at], source.declared.get(name));
    if (value instanceof Misfit) return unreadable(`${name}: ${value.words}.`);
    row[name] = value;
  }
  return row;
}

async function writeNew({ path: file, sheet: name, columns }: FileTarget, rows: Rows): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: file,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet(name ?? newSheet, { views: [{ state: "frozen", ySplit: 1 }] });
  dress(sheet, columns);
  const header = sheet.addRow(columns.map((column) => column.name));
  header.font = { bold: true };
  header.commit();
  let count = 1;
  for await (const some of rows()) {
    count += some.length;
    if (count > mostRows) throw tooMany();
    for (const row of some) sheet.addRow(columns.map((column) => cellIn(row, column))).commit();
    await drained(sheet);
  }
  sheet.commit();
  await workbook.commit();
}

async function writeChanged(target: FileTarget, base: string, rows: Rows): Promise<void> {
  const { size } = await stat(base);
  if (size > largestToChange) throw tooLarge(path.basename(base), size);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(base);
  const found = target.sheet === undefined ? workbook.worksheets[0] : workbook.getWorksheet(target.sheet);
  const sheet = found ?? workbook.addWorksheet(target.sheet ?? newSheet);
  if (!target.keep || sheet.rowCount === 0) {
    sheet.eachRow((row) => {
      row.values = [];
    });
    const header = sheet.getRow(1);
    header.values = target.columns.map((column) => column.name);
    header.font = { bold: true };
    dress(sheet, target.columns);
  }
  const top = firstRowOf(sheet);
  let at = top;
  for await (const some of rows()) {
    for (const row of some) {
      at += 1;
      if (at > mostRows) throw tooMany();
      const line = sheet.getRow(at);
      for (const [index, column] of target.columns.entries()) put(line.getCell(index + 1), row, column);
    }
  }
  // Emptied, not cut out: the library's cutting leaves the last rows standing.
  for (let below = at + 1; below <= sheet.rowCount; below += 1) sheet.getRow(below).values = [];
  await workbook.xlsx.writeFile(target.path);
}

/** The first row with values is the one that names the columns. */
function firstRowOf(sheet: exceljs.Worksheet): number {
  for (let number = 1; number <= sheet.rowCount; number += 1)
    if (sheet.getRow(number).hasValues) return number;
  return 1;
}

/**
 * The library does not wait for the disk: rows that come faster than they are packed would pile up in memory. The
 * stream into which it puts them is not among its types; its pipes are streams of a time before `writableNeedDrain`.
 */
async function drained(sheet: exceljs.Worksheet): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  const { stream } = sheet as unknown as { readonly stream: { readonly pipes: readonly OldWritable[] } };
  for (const pipe of stream.pipes) if (pipe._writableState.needDrain) await once(pipe, "drain");
}

type OldWritable = Writable & { readonly _writableState: { readonly needDrain: boolean } };

/** Leaves a cell alone that shows the value already: it may be a formula. */
function put(cell: exceljs.Cell, row: Row, column: FileColumn): void {
  const wanted = row[column.name] ?? null;
  const shown = valueIn(cell.value, column.type);
  if (!(shown instanceof Misfit) && sameValue(shown, wanted === "" ? null : wanted, column.type)) return;
  cell.value = cellIn(row, column);
  const format = formats[column.type];
  if (cell.value instanceof Date && format !== undefined && (cell.numFmt ?? "General") === "General")
    cell.numFmt = format;
}

const cellIn = (row: Row, { name, type }: FileColumn): CellValue => cellOf(row[name] ?? null, type);

function dress(sheet: exceljs.Worksheet, columns: readonly FileColumn[]): void {
  columns.forEach(({ name, type }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = Math.min(40, Math.max(12, name.length + 2));
    const format = formats[type];
    if (format !== undefined) column.numFmt = format;
  });
}

function tooMany(): HubError {
  return new HubError({
    kind: "rejected",
    code: "endpoint.too-large",
    message: `An Excel sheet holds ${mostRows} rows, the first one with the names included.`,
    meaning: "The rows did not fit, and the file was left as it was.",
    remedy: "Write CSV or Parquet, or fewer rows a file.",
  });
}

function tooLarge(name: string, size: number): HubError {
  return new HubError({
    kind: "rejected",
    code: "endpoint.too-large",
    message: `${name} has ${Math.round(size / 1e6)} MB; workbooks are changed up to ${largestToChange / 1e6} MB.`,
    meaning:
      "To keep its other sheets and its looks it must be loaded whole, which would take too much memory.",
    remedy: "Write a new file, or CSV or Parquet.",
  });
}
