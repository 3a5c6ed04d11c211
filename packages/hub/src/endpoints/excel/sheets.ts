/**
 * Reads the sheets of a workbook row by row, without holding the workbook. NOT for changing one.
 *
 * A workbook is a zip of XML parts. They are opened by its directory, one by one and in the order in which they are
 * needed, and handed to exceljs, which knows the cells. Its own way through the zip is not used: it takes the parts as
 * they come, and in a busy process it lost rows, whole sheets and styles without a word (exceljs issue 3064).
 */
import path from "node:path";
import type { Readable } from "node:stream";
import type { CellValue } from "exceljs";
import exceljs from "exceljs";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { HubError } from "../../platform/errors.ts";

export interface SheetRow {
  /** From 1, as Excel shows it. */
  readonly number: number;
  /** From the first column on; a hole is an empty cell. */
  readonly cells: readonly CellValue[];
}

/** In the order in which Excel shows them. Throws HubError "endpoint.bad-file". */
export async function sheetNames(file: string): Promise<readonly string[]> {
  const workbook = await openWorkbook(file);
  try {
    return workbook.sheets.map(({ name }) => name);
  } finally {
    workbook.close();
  }
}

/**
 * The rows of the sheet of that name, or of the first. Rows without any value are left out.
 * Throws HubError "endpoint.bad-file", also in the middle: what is damaged is never taken for an end.
 */
export async function* rowsOf(file: string, name: string | undefined): AsyncGenerator<SheetRow> {
  const workbook = await openWorkbook(file);
  try {
    const sheet = workbook.sheets.find((one) => name === undefined || one.name === name);
    if (sheet === undefined) return;
    for await (const row of workbook.rows(sheet)) {
      const cells = (row.values as CellValue[]).slice(1);
      if (cells.some((cell) => cell !== null && cell !== undefined && cell !== "")) {
        yield { number: row.number, cells };
      }
    }
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    workbook.close();
  }
}

interface Sheet {
  readonly name: string;
  /** The relation that leads to its part. */
  readonly rId: string;
}

/** The readers of single parts in exceljs's reader of workbooks: not among its types, the same since its version 4.0. */
interface PartReaders {
  _parseRels(part: Readable): Promise<void>;
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(part: Readable, number: string): Iterable<{ readonly value: AsyncIterable<exceljs.Row> }>;
  readonly workbookRels?: readonly { readonly Id: string; readonly Target: string }[];
  readonly model?: { readonly sheets?: readonly Sheet[] };
}

async function openWorkbook(file: string) {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file, { autoClose: false, lazyEntries: true });
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
    const reader = partReaders();
    await reader._parseRels(await partOf(zip, parts, "xl/_rels/workbook.xml.rels"));
    await reader._parseWorkbook(await partOf(zip, parts, "xl/workbook.xml"));
    const worksheets = new Map(
      (reader.workbookRels ?? []).map(({ Id, Target }) => [Id, placeOf(Target)] as const),
    );
    const opened = zip;
    let sheet: Readable | undefined;
    return {
      /** Charts that have a sheet of their own hold no rows. */
      sheets: (reader.model?.sheets ?? []).filter(({ rId }) =>
        worksheets.get(rId)?.startsWith("xl/worksheets/"),
      ),
      async *rows({ rId }: Sheet): AsyncGenerator<exceljs.Row> {
        // Without styles a date is but a number; small workbooks have no shared strings.
        if (parts.has("xl/styles.xml"))
          await reader._parseStyles(await partOf(opened, parts, "xl/styles.xml"));
        if (parts.has("xl/sharedStrings.xml")) {
          const part = await partOf(opened, parts, "xl/sharedStrings.xml");
          for await (const _ of reader._parseSharedStrings(part));
        }
        sheet = await partOf(opened, parts, worksheets.get(rId) ?? "");
        for (const { value } of reader._parseWorksheet(sheet, rId)) yield* value;
      },
      close(): void {
        // One that was not read to its end would keep the file open.
        sheet?.on("error", () => {}).destroy();
        opened.close();
      },
    };
  } catch (cause) {
    zip?.close();
    throw unreadable(file, cause);
  }
}

function partReaders(): PartReaders {
  return new exceljs.stream.xlsx.WorkbookReader("", {
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
    entries: "ignore",
  }) as unknown as PartReaders;
}

/** Targets are given from the folder of the workbook, or from the root. */
function placeOf(target: string): string {
  return target.startsWith("/") ? target.slice(1) : path.posix.join("xl", target);
}

/** As text: exceljs would read each piece of bytes by itself, and break letters that lie across two. */
async function partOf(zip: ZipFile, parts: ReadonlyMap<string, Entry>, place: string): Promise<Readable> {
  const entry = parts.get(place);
  if (entry === undefined) throw new Error(`it has no part ${place}`);
  return (await zip.openReadStreamPromise(entry)).setEncoding("utf8");
}

function unreadable(file: string, cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  return new HubError({
    kind: "usage",
    code: "endpoint.bad-file",
    message: `${path.basename(file)} is no Excel workbook (.xlsx) that can be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    meaning: "It is of another or an older format, protected by a password, or not complete.",
    remedy: "Open it in a spreadsheet program and save it as .xlsx, without a password.",
    cause,
  });
}
