/** A row on its way through the steps, and what the steps may use. NOT the steps themselves: those are `steps.ts`. */
import type { Endpoint, Row } from "../endpoints/index.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import type { Scope } from "./expressions.ts";
import type { RowFailed } from "./row-failure.ts";
import type { SendAnswer, SendRequest } from "./send.ts";
import type { WriterPool } from "./writer-pool.ts";

/** A row on its way. */
export interface Travelling {
  readonly source: Row;
  /** Which child, at each `each` and `fetch` that it went through. */
  readonly path: readonly number[];
  /** Results of look-ups, writes and maps by name. */
  readonly names: Scope;
  /** What goes to the target: the source's row until something was mapped. */
  readonly mapped: Row | undefined;
  /** The places of the flow that have written it, or may have, in this try or an earlier one. */
  readonly begun: readonly string[];
}

/** A row that a step could not do; its siblings go on. */
export interface Stuck {
  readonly row: Travelling;
  readonly step: string;
  readonly error: RowFailed;
}

export interface StepTools extends ExpressionTools {
  endpoint(name: string): Promise<Endpoint>;
  readonly writers: WriterPool;
  send(request: SendRequest): Promise<SendAnswer>;
  /** Hears the code of each failure that a row went on with (`on_error: continue`). */
  continued?(code: string): void;
  readonly signal: AbortSignal;
}

export type Stage = (
  row: Travelling,
  tools: StepTools,
) => AsyncIterable<Travelling | Stuck> | Promise<Travelling | undefined>;

/** Everything that an expression may name: the row's fields, then what was added to it. */
export function scopeOf({ source, names, mapped }: Travelling): Scope {
  return { ...source, ...names, ...mapped };
}

/** The row after that place has written it, or may have. */
export function begunAt(row: Travelling, place: string): Travelling {
  return row.begun.includes(place) ? row : { ...row, begun: [...row.begun, place] };
}

const noRow: ReadonlySet<number> = new Set();

/** Which of the rows that place may have written in an earlier try, by their index. */
export function againAt(
  place: string,
  rows: number,
  begunOf: (index: number) => readonly string[],
): ReadonlySet<number> {
  const again = new Set<number>();
  for (let index = 0; index < rows; index += 1) if (begunOf(index).includes(place)) again.add(index);
  return again.size === 0 ? noRow : again;
}

/** The row with one more name. */
export function named(row: Travelling, as: string, value: unknown): Travelling {
  return { ...row, names: { ...row.names, [as]: value } };
}
