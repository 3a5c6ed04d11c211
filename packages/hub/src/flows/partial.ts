/**
 * A batch of which a part is through: the run was stopped within it. The position of a source lies between batches, so what is
 * through is told by what the rows are: their hashes, each as often as it came. Rows that changed, came or went at the
 * source meanwhile are then neither lost nor taken for others. Pure.
 */
import { createHash } from "node:crypto";
import type { Row } from "../endpoints/index.ts";
import type { ArrivedBatch } from "./arriving.ts";

/** Few: a stop waits for this many calls at most. */
const sliceRows = 20;

/** The batch in parts; what could not be read belongs to the first one. */
export function* inSlices({ rows, unreadable, arrivedAt }: ArrivedBatch): Generator<ArrivedBatch> {
  for (let start = 0; start === 0 || start < rows.length; start += sliceRows) {
    yield {
      rows: rows.slice(start, start + sliceRows),
      arrivedAt: (index) => arrivedAt(start + index),
      unreadable: start === 0 ? unreadable : [],
    };
  }
}

/** What is through when so many rows of the batch are: those, and all that could not be read. */
export function handledOf({ rows, unreadable }: ArrivedBatch, taken: number): readonly string[] {
  return [
    ...rows.slice(0, taken).map(hashOf),
    ...unreadable.map(({ place, text }) => hashOf({ unreadable: place, text: text ?? null })),
  ];
}

export interface Handled {
  /** The batch without what is through already. */
  without(batch: ArrivedBatch): ArrivedBatch;
}

export function newHandled(hashes: readonly string[]): Handled {
  const left = new Map<string, number>();
  for (const hash of hashes) left.set(hash, (left.get(hash) ?? 0) + 1);
  const isThrough = (row: Row): boolean => {
    const hash = hashOf(row);
    const times = left.get(hash);
    if (times === undefined) return false;
    if (times === 1) left.delete(hash);
    else left.set(hash, times - 1);
    return true;
  };
  return {
    without(batch) {
      if (left.size === 0) return batch;
      const places = batch.rows.flatMap((row, index) => (isThrough(row) ? [] : [index]));
      return {
        ...batch,
        rows: places.map((index) => batch.rows[index] as Row),
        arrivedAt: (index) => batch.arrivedAt(places[index] ?? index),
        unreadable: batch.unreadable.filter(
          ({ place, text }) => !isThrough({ unreadable: place, text: text ?? null }),
        ),
      };
    },
  };
}

function hashOf(row: Row): string {
  return createHash("sha256").update(JSON.stringify(row)).digest("base64url").slice(0, 22);
}
