/** Rows of an entity as the hub sends them: one line of JSON each, while GoTo is read. Keys stay text. */
import { api, told } from "./client.ts";
import { type Failure, failureIn, failureOf } from "./failure.ts";
import { tellPresence } from "./presence.ts";

export type Row = Readonly<Record<string, unknown>>;

export interface RowsAsked {
  readonly entity: string;
  /** As the query of the route takes them: `from`, `to`, `fields`, `limit`, `where`, `connection`. */
  readonly query: Readonly<Record<string, string>>;
  /** Rows so far, some ten times a second at most. */
  readonly onRows?: (rows: readonly Row[]) => void;
  readonly signal: AbortSignal;
}

const tellEveryMs = 100;

/** All rows. Rejects with Failure, also when the list was cut off in the middle: a part never looks like the whole. */
export async function readRows({ entity, query, onRows, signal }: RowsAsked): Promise<readonly Row[]> {
  const run = crypto.randomUUID();
  const address = `/api/v1/entities/${encodeURIComponent(entity)}/rows?${new URLSearchParams(query)}`;
  const answer = await fetch(address, { signal, headers: { "rostrum-run": run } }).catch((error: unknown) => {
    if (!signal.aborted) tellPresence("away");
    throw failureOf(error);
  });
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
      if (onRows !== undefined && performance.now() - told > tellEveryMs) {
        told = performance.now();
        onRows([...rows]);
      }
    }
  } catch (error) {
    throw signal.aborted ? failureOf(error) : await whyCutOff(run);
  }
  return rows;
}

/** A connection that breaks off means that rows are missing; the run says why. */
async function whyCutOff(run: string): Promise<Failure> {
  try {
    const { error } = await told(api.GET("/api/v1/runs/{id}", { params: { path: { id: run } } }));
    return failureIn(502, { error });
  } catch (error) {
    return failureOf(error);
  }
}
