/** A Parquet file made of rows as they come, one group of rows after the other. NOT the reading: `endpoints/parquet/`. */
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { FileColumn, Row } from "../values.ts";
import { encode } from "./encode.ts";
import { type Extents, elementOf, noteOf } from "./schema.ts";

/** Rows in a group: what is held at once. */
export const groupRows = 20_000;

/**
 * The bytes of the file, piece by piece, no faster than they are taken. One that is cut off before its end cannot be
 * opened: what is in the file stands at its end. Values must be of their columns' types.
 * @param extents what is known of all values beforehand (`extentsOf`); without, whole numbers take 64 bits each
 */
export async function* parquetOf(
  columns: readonly FileColumn[],
  rows: AsyncIterable<readonly Row[]>,
  extents: Extents = new Map(),
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const elements = columns.map((column) => elementOf(column, extents));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: "root", num_children: columns.length }, ...elements],
    kvMetadata: [noteOf(columns)],
    createdBy: "rostrum",
  });
  let waiting: Row[] = [];
  const pack = async (): Promise<Uint8Array> => {
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      data: waiting.map((row) => encode(elements[index] as SchemaElement, type, row[name] ?? null)),
    }));
    waiting = [];
    await writer.write({ columnData, rowGroupSize: groupRows });
    return taken(bytes);
  };
  for await (const some of rows) {
    for (const row of some) {
      waiting.push(row);
      if (waiting.length === groupRows) yield await pack();
    }
  }
  if (waiting.length > 0) yield await pack();
  await writer.finish();
  yield taken(bytes);
}

/** What was written since; the writer goes on counting from there. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}
