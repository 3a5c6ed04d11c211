/**
 * Formats: how rows become text, a batch at a time. Pure; whoever has a stream pipes the pieces.
 *
 * Keys come through every format unchanged: they are text in the rows (goto-webinar.md 2) and stay text here.
 * NOT the reading of files: that is `../write/read-rows.ts`.
 */
import type { Row } from "../registry/entity.ts";
import { createCsvEncoder } from "./csv.ts";
import type { Encoder, EncoderOptions, FormatColumn } from "./encoder.ts";
import { createJsonEncoder, createNdjsonEncoder } from "./json.ts";
import { createTableEncoder } from "./table.ts";

export const formats = ["table", "json", "ndjson", "csv"] as const;
export type Format = (typeof formats)[number];

/** A new encoder for one result. */
export function createEncoder(
  format: Format,
  columns: readonly FormatColumn[],
  options: EncoderOptions = {},
): Encoder {
  if (format === "csv") return createCsvEncoder(columns, options);
  if (format === "json") return createJsonEncoder();
  if (format === "ndjson") return createNdjsonEncoder();
  return createTableEncoder(columns);
}

/** The text of a result, piece by piece, as the rows come. */
export async function* encode(rows: AsyncIterable<readonly Row[]>, encoder: Encoder): AsyncGenerator<string> {
  for await (const batch of rows) {
    const text = encoder.rows(batch);
    if (text !== "") yield text;
  }
  const rest = encoder.end();
  if (rest !== "") yield rest;
}
