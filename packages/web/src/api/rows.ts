/** Rows of an entity as the hub sends them: one line of JSON each, while GoTo is read. Keys stay text. */
import { type LinesAsked, readLines } from "./lines.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Some can be said several times. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export function pairsOf(parameters: Parameters): [name: string, value: string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** Where the rows are, for a link too. */
export function rowsAddress(entity: string, query: Parameters): string {
  return `/api/v1/entities/${encodeURIComponent(entity)}/rows?${new URLSearchParams(pairsOf(query))}`;
}

export interface RowsAsked extends Pick<LinesAsked<Row>, "run" | "signal"> {
  readonly entity: string;
  /** As the query of the route takes them: `from`, `to`, `fields`, `limit`, `where`, `connection`. */
  readonly query: Parameters;
  /** Rows so far, some ten times a second at most, and at the end, however it came. */
  readonly onRows?: (rows: readonly Row[]) => void;
}

/** All rows. Rejects with Failure, also when the list was cut off in the middle: a part never looks like the whole. */
export function readRows({ entity, query, onRows, ...asked }: RowsAsked): Promise<readonly Row[]> {
  return readLines({
    address: rowsAddress(entity, query),
    ...asked,
    ...(onRows === undefined ? {} : { onLines: onRows }),
  });
}
