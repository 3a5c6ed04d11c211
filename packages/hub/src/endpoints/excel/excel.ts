/**
 * Excel workbooks (.xlsx). Each sheet is a table; its first row names the columns. A new workbook is written as it
 * comes; one that is there is loaded whole to be changed, so that its other sheets, formulas and looks stay.
 */
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CellValue } from "exceljs";
import exceljs from "exceljs";
import type { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { Misfit } from "../../rows/coerce.ts";
import { sameValue } from "../../rows/compare.ts";
import { cellOf, formats, refusedByCell } from "../../rows/excel/cells.ts";
import { checkRows, dress, workbookOf } from "../../rows/excel/workbook.ts";
import type { FileColumn } from "../../rows/values.ts";
import type { Endpoint, FieldType, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import { type FileFormat, type FileSource, type FileTarget, type Rows, Unreadable } from "../files/format.ts";
import type { ExcelOptions } from "../files/options.ts";
import { plainOf, typeOfCell, valueIn } from "./cells.ts";
import { rowsOf, type SheetRow, sheetNames } from "./sheets.ts";

export function openExcelEndpoint(options: z.infer<typeof ExcelOptions>, ports: FilePorts): Endpoint {
  return createFileEndpoint(excel, options, ports);
}

const rowsAtOnce = 1_000;
const sampledRows = 1_000;
/** A workbook takes some twenty times its size in memory when it is loaded whole. */
const largestToChange = 20_000_000;
const newSheet = "Rows";

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

  refuses: refusedByCell,
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

function writeNew({ path: file, sheet: name = newSheet, columns }: FileTarget, rows: Rows): Promise<void> {
  return pipeline(Readable.from(workbookOf({ name, columns }, rows())), createWriteStream(file));
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
      checkRows(at);
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
