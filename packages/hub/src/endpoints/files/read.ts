/** Reads a file in batches: filters, changes, limit and position, the same for all formats. */
import { stat } from "node:fs/promises";
import { HubError } from "../../platform/errors.ts";
import {
  type Batch,
  defaultBatchRows,
  type Position,
  type ReadRequest,
  type Row,
  type Table,
  type UnreadableRow,
} from "../endpoint.ts";
import { createSieve } from "../sieve.ts";
import { type FileFormat, type FileSource, Unreadable } from "./format.ts";

export async function* readFile(
  format: FileFormat,
  source: FileSource,
  table: Table,
  request: ReadRequest,
): AsyncGenerator<Batch> {
  const sieve = createSieve(table, request);
  const { size, mtimeMs } = await stat(source.path);
  const version = { size, modified: Math.round(mtimeMs) };
  const skipped = recordsBefore(request.after, version, table.name);
  const batchRows = request.batchRows ?? defaultBatchRows;
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let record = 0;
  let rows: Row[] = [];
  let unreadable: UnreadableRow[] = [];

  const batch = (): Batch => {
    const full = { rows, unreadable, position: { record, ...version } };
    rows = [];
    unreadable = [];
    return sieve.mark === undefined ? full : { ...full, mark: sieve.mark };
  };

  for await (const records of format.read(source)) {
    request.signal?.throwIfAborted();
    for (const one of records) {
      record += 1;
      if (record <= skipped) continue;
      if (one instanceof Unreadable) unreadable.push(one.row);
      else if (sieve.wants(one)) {
        rows.push(sieve.cut(one));
        left -= 1;
      }
      if (rows.length >= batchRows || unreadable.length >= batchRows || left <= 0) {
        yield batch();
        if (left <= 0) return;
        request.signal?.throwIfAborted();
      }
    }
  }
  if (rows.length > 0 || unreadable.length > 0) yield batch();
}

/** How many records were read before, if the file is still the same one. */
function recordsBefore(
  after: Position | undefined,
  version: { size: number; modified: number },
  name: string,
): number {
  if (after === undefined) return 0;
  if (after.size === version.size && after.modified === version.modified) return Number(after.record);
  throw new HubError({
    kind: "conflict",
    code: "endpoint.source-changed",
    message: `${name} has changed since the reading of it stopped.`,
    meaning: "Its rows may have moved, so going on could leave some out. Nothing was read.",
    remedy: "Start the run from the beginning.",
  });
}
