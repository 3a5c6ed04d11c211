/** Rows of an entity that the hub writes to GoTo, and what came of each. */
import { asOneChange } from "./double-press.ts";
import { Failure } from "./failure.ts";
import { readLines } from "./lines.ts";
import type { Row } from "./rows.ts";

/** As the hub's routes answer it, a line for each row in the order in which they are done. */
export interface WriteResult {
  /** The place of the row among those that were sent, from 1. */
  readonly line: number;
  readonly outcome: "created" | "updated" | "deleted" | "exists" | "unchanged" | "failed";
  readonly key?: Readonly<Record<string, string>>;
  /** What GoTo gave back, such as joinUrl. */
  readonly result?: Readonly<Record<string, unknown>>;
  readonly remarks?: readonly string[];
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly meaning?: string;
    readonly remedy?: string;
  };
}

export interface WriteAsked {
  readonly entity: string;
  readonly operation: "create" | "update" | "upsert" | "delete";
  readonly rows: readonly Row[];
  /** As the query of the route takes them: `connection`, `dryRun`, and the switches of the operation. */
  readonly query: Readonly<Record<string, string>>;
  /** Results so far, some ten times a second at most. */
  readonly onResults?: (results: readonly WriteResult[]) => void;
  /** Ends it after the rows that are under way. */
  readonly signal?: AbortSignal;
}

/** What came of each row; one that failed is a result like any other. Rejects with Failure. */
export function writeRows({
  entity,
  operation,
  rows,
  query,
  onResults,
  signal = new AbortController().signal,
}: WriteAsked): Promise<readonly WriteResult[]> {
  return readLines({
    address: `/api/v1/entities/${encodeURIComponent(entity)}/${operation}?${new URLSearchParams(query)}`,
    request: {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    },
    signal,
    ...(onResults === undefined ? {} : { onLines: onResults }),
  });
}

type RowAsked = Omit<WriteAsked, "rows" | "onResults" | "signal"> & { readonly row: Row };

/** One row, once, though its button be pressed twice. Rejects with Failure also when just this row failed. */
export function writeRow(asked: RowAsked): Promise<WriteResult> {
  return asOneChange(JSON.stringify(asked), () => write(asked));
}

async function write({ row, ...asked }: RowAsked): Promise<WriteResult> {
  const [result] = await writeRows({ ...asked, rows: [row] });
  if (result?.error !== undefined) throw new Failure(422, result.error);
  if (result === undefined) throw new Failure(502, { code: "write.no-result", message: "" });
  return result;
}
