/**
 * Excel and Parquet: files that keep the types of their columns, written as flows write them (`rows/`).
 *
 * Text is text (keys too: a spreadsheet would round them), moments are in UTC, nested values are JSON text. What GoTo
 * sends is not always of the type that it is said to have: Excel shows it as it came, Parquet has no place for it. What a
 * format cannot hold ends the export with an error that names the row: nothing is left out or cut without a word.
 * The libraries are loaded when they are first needed.
 */
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../../rows/coerce.ts";
import { refusedByCell } from "../../rows/excel/cells.ts";
import { refusedByParquet } from "../../rows/parquet/encode.ts";
import type { FileColumn, Value, Row as ValueRow, FieldType as ValueType } from "../../rows/values.ts";
import type { Row } from "../registry/entity.ts";
import { valueTypes } from "../registry/value-types.ts";
import type { Encoder, FormatColumn } from "./encoder.ts";

/** @param title the name of the sheet */
export function createExcelEncoder(columns: readonly FormatColumn[], title: string): Encoder {
  return excelEncoder(columns.map(typedColumn), title);
}

/** @param title the name of the sheet */
export function excelEncoder(columns: readonly FileColumn[], title: string): Encoder {
  return {
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension: "xlsx",
    encode: (rows) =>
      afterFirst(rows, async (all) => {
        const { workbookOf } = await import("../../rows/excel/workbook.ts");
        return workbookOf({ name: title, columns }, fitted(all, columns, toExcel));
      }),
  };
}

export function createParquetEncoder(columns: readonly FormatColumn[]): Encoder {
  const typed = columns.map(typedColumn);
  return {
    contentType: "application/vnd.apache.parquet",
    extension: "parquet",
    encode: (rows) =>
      afterFirst(rows, async (all) => {
        const { parquetOf } = await import("../../rows/parquet/file.ts");
        return parquetOf(typed, fitted(all, typed, toParquet));
      }),
  };
}

function typedColumn({ name, type }: FormatColumn): FileColumn {
  return { name, type: valueTypes[type] };
}

/** Why a value cannot be written. */
class Refusal {
  readonly words: string;
  constructor(words: string) {
    this.words = words;
  }
}

type Fit = (value: Value, type: ValueType) => Value | Refusal;

const toExcel: Fit = (value) => {
  const refused = refusedByCell(value);
  return refused === undefined ? value : new Refusal(refused);
};

const toParquet: Fit = (value, type) => {
  // An empty text where no text belongs says that there is none.
  if (value === "" && type !== "text") return null;
  const fitting = coerce(type, value);
  if (fitting instanceof Misfit) return new Refusal(`${fitting.words}.`);
  const refused = refusedByParquet(fitting, type);
  return refused === undefined ? fitting : new Refusal(refused);
};

async function* fitted(
  rows: AsyncIterable<readonly Row[]>,
  columns: readonly FileColumn[],
  fit: Fit,
): AsyncGenerator<readonly ValueRow[]> {
  let number = 0;
  for await (const some of rows) {
    yield some.map((row) => {
      number += 1;
      const values: Record<string, Value> = {};
      for (const { name, type } of columns) {
        // What GoTo sends has come as JSON.
        const value = fit((row[name] ?? null) as Value, type);
        if (value instanceof Refusal) throw refusedRow(number, name, value);
        values[name] = value;
      }
      return values;
    });
  }
}

/** Nothing is written before the first rows have come: until then, what goes wrong is an ordinary error. */
async function* afterFirst(
  rows: AsyncIterable<readonly Row[]>,
  make: (rows: AsyncIterable<readonly Row[]>) => Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  yield* await make(all());
}

function refusedRow(number: number, field: string, { words }: Refusal): HubError {
  return new HubError({
    kind: "rejected",
    code: "export.value",
    message: `Row ${number} has a value that cannot be written, in ${field}: ${words}`,
    meaning: "Nothing is left out or cut, so the export ended there; what was written is not whole.",
    remedy: "Leave that column out, or export as CSV or JSON, which hold every text.",
    details: { row: number, field },
  });
}
