/**
 * A new Excel workbook of one sheet, made of rows as they come: nothing but a few pieces is ever held. NOT for changing
 * a workbook that is there: that must be loaded whole (`endpoints/excel/`).
 */
import { once } from "node:events";
import { PassThrough, type Writable } from "node:stream";
import exceljs from "exceljs";
import { HubError } from "../../platform/errors.ts";
import type { FieldType, FileColumn, Row } from "../values.ts";
import { cellOf, formats } from "./cells.ts";

export interface Sheet {
  readonly name: string;
  readonly columns: readonly FileColumn[];
}

/** Rows of a sheet, the one with the names included. */
const mostRows = 1_048_576;

/**
 * The bytes of the workbook, piece by piece, no faster than they are taken. A file that is cut off before its end cannot
 * be opened: a workbook's directory is its last part. Throws HubError "excel.too-many-rows".
 */
export async function* workbookOf(sheet: Sheet, rows: AsyncIterable<readonly Row[]>): AsyncGenerator<Buffer> {
  const bytes = new PassThrough();
  bytes.on("error", () => {});
  const left = new AbortController();
  const writing = write(bytes, sheet, rows, left.signal).catch((error: Error) => bytes.destroy(error));
  try {
    yield* bytes;
  } finally {
    left.abort();
    await writing;
  }
}

async function write(
  to: Writable,
  { name, columns }: Sheet,
  rows: AsyncIterable<readonly Row[]>,
  left: AbortSignal,
): Promise<void> {
  const leaving = new Promise<never>((_, reject) =>
    left.addEventListener("abort", () => reject(left.reason), { once: true }),
  );
  leaving.catch(() => {});
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: to,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  dress(sheet, columns);
  const header = sheet.addRow(columns.map((column) => column.name));
  header.font = { bold: true };
  header.commit();
  let count = 1;
  for await (const some of rows) {
    count += some.length;
    checkRows(count);
    for (const row of some)
      sheet.addRow(columns.map((column) => cellOf(row[column.name] ?? null, column.type))).commit();
    await Promise.race([drained(sheet), leaving]);
  }
  sheet.commit();
  await Promise.race([workbook.commit(), leaving]);
}

/** Throws HubError where a sheet has no place for as many rows, the one with the names included. */
export function checkRows(count: number): void {
  if (count <= mostRows) return;
  throw new HubError({
    kind: "rejected",
    code: "excel.too-many-rows",
    message: `An Excel sheet holds ${mostRows} rows, the first one with the names included.`,
    meaning: "The rows did not fit, and no file was made of them.",
    remedy: "Write CSV or Parquet, or fewer rows a file.",
  });
}

/** Columns as wide as their names and moments, and moments shown as such. */
export function dress(sheet: exceljs.Worksheet, columns: readonly FileColumn[]): void {
  columns.forEach(({ name, type }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = Math.min(40, Math.max(widths[type] ?? 12, name.length + 2));
    const format = formats[type];
    if (format !== undefined) column.numFmt = format;
  });
}

/** A moment that its column is too narrow for is shown as "#####". */
const widths: Partial<Record<FieldType, number>> = { dateTime: 20, instant: 25 };

/**
 * The library does not wait for the reader: rows that come faster than they are packed would pile up in memory. The
 * stream into which it puts them is not among its types; its pipes are streams of a time before `writableNeedDrain`.
 */
async function drained(sheet: exceljs.Worksheet): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  const { stream } = sheet as unknown as { readonly stream: { readonly pipes: readonly OldWritable[] } };
  for (const pipe of stream.pipes) if (pipe._writableState.needDrain) await once(pipe, "drain");
}

type OldWritable = Writable & { readonly _writableState: { readonly needDrain: boolean } };
