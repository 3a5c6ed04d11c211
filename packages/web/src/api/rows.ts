/** Rows of an entity as the hub sends them: one line of JSON each, while GoTo is read. Keys stay text. */
import { type Failure, failureIn, failureOf } from "./failure.ts";
import { tellPresence } from "./presence.ts";
import { newRun, runProgress } from "./run-progress.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Some can be said several times. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export function pairsOf(parameters: Parameters): [name: string, value: string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

export function rowsAddress(entity: string, query: Parameters): string {
  return `/api/v1/entities/${encodeURIComponent(entity)}/rows?${new URLSearchParams(pairsOf(query))}`;
}

export interface RowsAsked {
  readonly entity: string;
  /** As the query of the route takes them: `from`, `to`, `fields`, `limit`, `where`, `connection`. */
  readonly query: Parameters;
  /** Rows so far, some ten times a second at most, and at the end, however it came. */
  readonly onRows?: (rows: readonly Row[]) => void;
  /** By which the run is asked about, for who wants its progress. */
  readonly run?: string;
  readonly signal: AbortSignal;
}

/** The more there are, the more it costs to show them, and the less a few more change: 0.1 s to 1 s. */
const tellEveryMs = (rows: number) => Math.min(1_000, Math.max(100, rows / 100));

/** All rows. Rejects with Failure, also when the list was cut off in the middle: a part never looks like the whole. */
export async function readRows(asked: RowsAsked): Promise<readonly Row[]> {
  const { entity, query, onRows, run = newRun(), signal } = asked;
  const answer = await fetch(rowsAddress(entity, query), { signal, headers: { "rostrum-run": run } }).catch(
    (error: unknown) => {
      if (!signal.aborted) tellPresence("away");
      throw failureOf(error);
    },
  );
  tellPresence(answer.status === 401 ? "signed-out" : "here");
  if (!answer.ok || answer.body === null) {
    throw failureIn(answer.status, await answer.json().catch(() => undefined));
  }
  const rows: Row[] = [];
  let rest = "";
  let told = performance.now();
  try {
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) rows.push(JSON.parse(line) as Row);
      if (onRows !== undefined && performance.now() - told > tellEveryMs(rows.length)) {
        told = performance.now();
        onRows([...rows]);
      }
    }
  } catch (error) {
    onRows?.(rows);
    throw signal.aborted ? failureOf(error) : await whyCutOff(run);
  }
  onRows?.(rows);
  return rows;
}

/** A connection that breaks off means that rows are missing; the run says why. */
async function whyCutOff(run: string): Promise<Failure> {
  try {
    const { error } = await runProgress(run);
    return failureIn(502, { error });
  } catch (error) {
    return failureOf(error);
  }
}
