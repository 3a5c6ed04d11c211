/**
 * The rows that a run has to take: the source's, or kept rows that are tried again; in batches, each with the position
 * after it. The next batch is fetched while the one in hand is written. NOT what becomes of them: that is `passage.ts`.
 */
import type { Batch, Endpoint, ReadRequest, Row } from "../endpoints/index.ts";
import { type FlowDefinition, tableOf } from "./definition.ts";
import { conditions } from "./filters.ts";
import type { RunCheckpoint } from "./run-model.ts";

/** A kept row that is tried again. */
export interface KeptRow {
  readonly id: string;
  readonly place: string;
  readonly path: readonly number[];
  readonly source: Row;
  /** The places of the flow that have written it, or may have. */
  readonly begun: readonly string[];
}

export interface ArrivedBatch extends Pick<Batch, "unreadable" | "mark" | "position"> {
  readonly rows: readonly Row[];
  /** Where a row stands, in words, and which kept row it is: asked for where it matters, for most rows never. */
  arrivedAt(index: number): Arrived;
}

export interface Arrived {
  readonly place: string;
  /** For a kept row: which, and which child of its source row. */
  readonly kept?: KeptRow;
}

/** Small where each row is a call, so that a crash repeats few. */
const batchRowsOfGoTo = 100;
const batchRows = 2_000;

export interface Reading {
  readonly definition: FlowDefinition;
  readonly checkpoint: RunCheckpoint;
  /** Rows that were read before the checkpoint. */
  readonly readBefore: number;
  readonly signal: AbortSignal;
  endpoint(name: string): Promise<Endpoint>;
}

/** The source's rows, from the checkpoint on. */
export async function* sourceRows(reading: Reading): AsyncGenerator<ArrivedBatch> {
  const { source } = reading.definition;
  let read = reading.readBefore;
  if (source.limit !== undefined && read >= source.limit) return;
  const endpoint = await reading.endpoint(source.endpoint);
  for await (const batch of endpoint.read(await requestOf(reading))) {
    const before = read;
    read += batch.rows.length + batch.unreadable.length;
    yield { ...batch, arrivedAt: (index) => ({ place: `row ${before + index + 1}` }) };
  }
}

async function requestOf({
  definition,
  checkpoint,
  readBefore,
  signal,
  endpoint,
}: Reading): Promise<ReadRequest> {
  const { source, target } = definition;
  const { position: after, since } = checkpoint;
  const { from, to, fields, limit, changed } = source;
  const goto = target !== undefined && (await endpoint(target.endpoint)).kind === "goto";
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const changes = changed && { field: changed, ...(since === undefined ? {} : { since }) };
  return {
    table: tableOf(source),
    filters: await conditions(source.where)({}),
    batchRows: goto ? batchRowsOfGoTo : batchRows,
    signal,
    ...(from === undefined && to === undefined ? {} : { range }),
    ...(fields === undefined ? {} : { fields }),
    ...(limit === undefined ? {} : { limit: limit - readBefore }),
    ...(changes ? { changes } : {}),
    ...(after === undefined ? {} : { after }),
  };
}

/** Kept rows, as they come from the store. */
export async function* triedAgain(
  keptRows: AsyncIterable<{ readonly rows: readonly KeptRow[]; readonly position: Row }>,
): AsyncGenerator<ArrivedBatch> {
  for await (const { rows, position } of keptRows) {
    const arrived = rows.map((kept) => ({ place: kept.place, kept }));
    yield {
      rows: rows.map(({ source }) => source),
      arrivedAt: (index) => arrived[index] as Arrived,
      unreadable: [],
      position,
    };
  }
}

/**
 * The same values, each fetched while the one before is worked on: one ahead and no more, so that memory stays flat. Who leaves
 * early gives up the fetch under way by `leave`.
 */
export async function* readAhead<Item>(items: AsyncGenerator<Item>, leave: () => void): AsyncGenerator<Item> {
  const fetch = () => {
    const coming = items.next();
    // Its error is told when it is its turn: what came before it is worked off first.
    coming.catch(() => {});
    return coming;
  };
  let coming = fetch();
  try {
    while (true) {
      const { done, value } = await coming;
      if (done === true) return;
      coming = fetch();
      yield value;
    }
  } finally {
    leave();
    await coming.catch(() => {});
    await items.return(undefined);
  }
}
