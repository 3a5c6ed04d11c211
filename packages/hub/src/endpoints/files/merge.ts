/**
 * The rows of a file as they are to be: those that were there, with the changes of a part, then those that it adds.
 * The changes are held in memory, the rows are not. Pure but for the reading.
 */
import type { Row } from "../endpoint.ts";
import type { FileFormat, FileSource } from "./format.ts";
import { Unreadable } from "./format.ts";
import type { Part } from "./part.ts";
import type { RowIndex } from "./row-index.ts";

/** What becomes of rows that were there: their new values, or `undefined` for those to be left out. */
export type Changes = ReadonlyMap<string, Row | undefined>;

export async function changesOf(part: Part, index: RowIndex): Promise<Changes> {
  const changes = new Map<string, Row | undefined>();
  for await (const lines of part.lines()) {
    for (const { sign, row } of lines) {
      const identity = index.identity(row);
      if (sign === "+" || identity === undefined) continue;
      changes.set(identity, sign === "-" ? undefined : { ...changes.get(identity), ...row });
    }
  }
  return changes;
}

function changed(row: Row, changes: Changes, index: RowIndex): Row | undefined {
  if (changes.size === 0) return row;
  const identity = index.identity(row);
  if (identity === undefined || !changes.has(identity)) return row;
  const change = changes.get(identity);
  return change === undefined ? undefined : { ...row, ...change };
}

const isRow = (row: Row | undefined): row is Row => row !== undefined;

/** Throws what `unreadable` makes of a record that cannot be read: leaving it out would lose it. */
export async function* oldRows(
  format: FileFormat,
  source: FileSource,
  changes: Changes,
  index: RowIndex,
  unreadable: (record: Unreadable) => Error,
): AsyncGenerator<readonly Row[]> {
  for await (const records of format.read(source)) {
    const rows = records.map((record) => {
      if (record instanceof Unreadable) throw unreadable(record);
      return changed(record, changes, index);
    });
    yield rows.filter(isRow);
  }
}

export async function* addedRows(
  part: Part,
  changes: Changes,
  index: RowIndex,
): AsyncGenerator<readonly Row[]> {
  for await (const lines of part.lines()) {
    const rows = lines.flatMap(({ sign, row }) => (sign === "+" ? [changed(row, changes, index)] : []));
    yield rows.filter(isRow);
  }
}
