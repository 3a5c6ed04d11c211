/** Reads the sheets of a workbook row by row, without holding the workbook. NOT for changing one. */
import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { CellValue } from "exceljs";
import exceljs from "exceljs";
import { HubError } from "../../platform/errors.ts";

export interface SheetRow {
  /** From 1, as Excel shows it. */
  readonly number: number;
  /** From the first column on; a hole is an empty cell. */
  readonly cells: readonly CellValue[];
}

type Reader = exceljs.stream.xlsx.WorkbookReader;

/** What the library's types do not say of its sheets and workbooks. */
interface Sheet extends AsyncIterable<exceljs.Row> {
  readonly name: string;
  /** Where its XML comes from: a temporary file that the library made, unless the sheets come last in the workbook. */
  readonly iterator: unknown;
}
interface Contents {
  readonly model?: { readonly sheets?: readonly { readonly name: string }[] };
}

/** In the order in which Excel shows them. */
export async function sheetNames(file: string): Promise<readonly string[]> {
  for await (const { contents } of sheetsOf(file))
    return contents.model?.sheets?.map(({ name }) => name) ?? [];
  return [];
}

/** The rows of the sheet of that name, or of the first. Rows without any value are left out. */
export async function* rowsOf(file: string, name: string | undefined): AsyncGenerator<SheetRow> {
  for await (const { sheet, contents } of sheetsOf(file)) {
    if (sheet.name !== (name ?? contents.model?.sheets?.[0]?.name ?? sheet.name)) continue;
    for await (const row of sheet) {
      const cells = (row.values as CellValue[]).slice(1);
      if (cells.some((cell) => cell !== null && cell !== undefined && cell !== "")) {
        yield { number: row.number, cells };
      }
    }
    return;
  }
}

async function* sheetsOf(file: string): AsyncGenerator<{ sheet: Sheet; contents: Contents }> {
  const stream = createReadStream(file);
  const reader: Reader = new exceljs.stream.xlsx.WorkbookReader(stream, {
    worksheets: "emit",
    sharedStrings: "cache",
    // Without styles a date is but a number.
    styles: "cache",
    hyperlinks: "ignore",
    entries: "ignore",
  });
  const sheets = (reader as unknown as AsyncIterable<Sheet>)[Symbol.asyncIterator]();
  let given: Sheet | undefined;
  const next = async () => {
    // A sheet that was not read, or not to its end, must let go of its temporary file before that is removed.
    if (given?.iterator instanceof Readable) given.iterator.on("error", () => {}).destroy();
    const { value, done } = await sheets.next();
    given = done === true ? undefined : (value as Sheet);
    return given;
  };
  try {
    for (let sheet = await next(); sheet !== undefined; sheet = await next()) {
      yield { sheet, contents: reader as unknown as Contents };
    }
  } catch (cause) {
    given = undefined;
    if (cause instanceof HubError) throw cause;
    throw new HubError({
      kind: "usage",
      code: "endpoint.bad-file",
      message: `${path.basename(file)} is no Excel workbook (.xlsx) that can be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      meaning: "It is of another or an older format, protected by a password, or not complete.",
      remedy: "Open it in a spreadsheet program and save it as .xlsx, without a password.",
      cause,
    });
  } finally {
    // To the end, so that the library removes its temporary files: they hold what the workbook holds.
    while (given !== undefined) await next();
    stream.destroy();
  }
}
