/**
 * Formats: how rows become text, or a file that keeps their types, as they come. Pure; whoever has a stream pipes the pieces.
 *
 * Keys come through every format unchanged: they are text in the rows (goto-webinar.md 2) and stay text here.
 * NOT the reading of files: that is `../write/read-rows.ts`.
 */
import { csvFormat } from "./csv.ts";
import { type Encoder, type EncoderOptions, type FormatColumn, textEncoder } from "./encoder.ts";
import { createExcelEncoder, createParquetEncoder } from "./files.ts";
import { jsonFormat, ndjsonFormat } from "./json.ts";
import { tableFormat } from "./table.ts";

export const formats = ["table", "json", "ndjson", "csv", "excel", "parquet"] as const;
export type Format = (typeof formats)[number];

/** A new encoder for one result. */
export function createEncoder(
  format: Format,
  columns: readonly FormatColumn[],
  options: EncoderOptions = {},
): Encoder {
  switch (format) {
    case "table":
      return textEncoder(tableFormat(columns));
    case "json":
      return textEncoder(jsonFormat());
    case "ndjson":
      return textEncoder(ndjsonFormat());
    case "csv":
      return textEncoder(csvFormat(columns, options));
    case "excel":
      return createExcelEncoder(columns, options.title ?? "Rows");
    case "parquet":
      return createParquetEncoder(columns);
  }
}
