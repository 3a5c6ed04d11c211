/** Rows of an entity as the hub sends them: one line of JSON each, while GoTo is read. Keys stay text. */
import { readLines } from "./lines.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface RowsAsked {
  readonly entity: string;
  /** As the query of the route takes them: `from`, `to`, `fields`, `limit`, `where`, `connection`; pairs to repeat one. */
  readonly query: Readonly<Record<string, string>> | readonly (readonly [name: string, value: string])[];
  /** Rows so far, some ten times a second at most. */
  readonly onRows?: (rows: readonly Row[]) => void;
  readonly signal: AbortSignal;
}

/** All rows. Rejects with Failure, also when the list was cut off in the middle: a part never looks like the whole. */
export function readRows({ entity, query, onRows, signal }: RowsAsked): Promise<readonly Row[]> {
  return readLines({
    address: rowsAddress(entity, query),
    signal,
    ...(onRows === undefined ? {} : { onLines: onRows }),
  });
}

/** Where the rows are, for a link too. */
export function rowsAddress(entity: string, query: RowsAsked["query"]): string {
  const pairs = Array.isArray(query) ? query : Object.entries(query);
  return `/api/v1/entities/${encodeURIComponent(entity)}/rows?${new URLSearchParams(pairs)}`;
}
