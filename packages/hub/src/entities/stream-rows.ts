/**
 * A query as the body of an HTTP answer: rows in a format, progress beside them, and an end that cannot be mistaken.
 *
 * What goes wrong before the first row is an ordinary error answer. What goes wrong later breaks the connection off, so
 * that nobody can take the rows for all of them; the run (see platform/http/runs.ts) says why.
 */
import { Readable } from "node:stream";
import { type ConnectedClient, translateGoToError } from "../connections/index.ts";
import { HubError } from "../platform/errors.ts";
import { toHubError } from "../platform/http/errors.ts";
import type { Run, RunReport } from "../platform/http/runs.ts";
import type { Encoder } from "./formats/encoder.ts";
import type { QueryRun } from "./query/query.ts";

export interface StreamedQuery {
  readonly query: QueryRun;
  readonly encoder: Encoder;
  readonly client: ConnectedClient;
  readonly run: Run;
  /** To be aborted when the reader leaves, or with a HubError when somebody stops it; ends the query. */
  readonly leave: AbortController;
  /** Calls that had to be repeated so far. */
  readonly retried: () => number;
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Called once, when it is over, however it ended. */
  readonly close: () => Promise<void>;
}

/** How long an answer is held back to see whether it begins with an error. Milliseconds. */
const firstPieceMs = 3_000;
const reportEveryMs = 250;

/** The body. Rejects with what went wrong before the first piece. */
export async function streamRows(streamed: StreamedQuery): Promise<Readable> {
  const pieces = piecesOf(streamed);
  const first = pieces.next();
  first.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, firstPieceMs);
  });
  await Promise.race([first, patience]).finally(() => clearTimeout(timer));
  const body = Readable.from(
    (async function* () {
      const { done, value } = await first;
      if (done) return;
      yield value;
      yield* pieces;
    })(),
    { objectMode: false, highWaterMark: 64 * 1024 },
  );
  // Where the body was never read, nothing else would let the pieces come to their end.
  streamed.leave.signal.addEventListener("abort", () => void pieces.return(undefined), { once: true });
  return body;
}

async function* piecesOf(streamed: StreamedQuery): AsyncGenerator<string | Uint8Array, undefined> {
  const { query, encoder, run, leave, monotonic, close } = streamed;
  const begun = monotonic();
  const timer = setInterval(() => run.report(reportOf(streamed)), reportEveryMs);
  timer.unref();
  let isOver = false;
  try {
    yield* encoder.encode(query);
    const seconds = (monotonic() - begun) / 1000;
    run.done({ ...reportOf(streamed), summary: summaryOf(streamed, seconds), remarks: remarksOf(query) });
    isOver = true;
  } catch (thrown) {
    const error = translateGoToError(thrown, streamed.client.alias) ?? thrown;
    if (!leave.signal.aborted) {
      run.report(reportOf(streamed));
      run.fail(toHubError(error, []));
      isOver = true;
    }
    throw error;
  } finally {
    if (!isOver) run.fail(leave.signal.reason instanceof HubError ? leave.signal.reason : readerLeft());
    clearInterval(timer);
    await close();
  }
}

/** For the run of a stream whose reader is gone before its end. */
export function readerLeft(): HubError {
  return new HubError({
    kind: "unavailable",
    code: "reader.left",
    message: "The reader left before the end.",
    meaning: "What was still to be done was given up; the rows that were sent are not all.",
    remedy: "Ask again.",
  });
}

function reportOf({ query, client, retried }: StreamedQuery): RunReport {
  const { rows, calls, callsPerSecond, share, secondsLeft } = query.progress();
  const { requestsPerSecond, waiting } = client.budgets("webinar").figures();
  return {
    lines: [{ label: query.plan.query.entity.name, rows, share }],
    calls,
    ...(callsPerSecond === undefined ? {} : { callsPerSecond }),
    callsPerSecondAllowed: requestsPerSecond,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    waiting: waiting.interactive + waiting.bulk,
    retried: retried(),
  };
}

/** "Attendee of 6 webinars, 7 sessions   1,204 rows   9 calls   1.1 s   0 retried". */
function summaryOf({ query, retried }: StreamedQuery, seconds: number): string {
  const { rows, calls, through } = query.progress();
  // With a limit, what was looked through says nothing about the rows that came.
  const above =
    query.plan.query.limit !== undefined
      ? []
      : through.map(({ entity, rows: count }) => counted(count, entity.toLowerCase()));
  const of = above.length === 0 ? "" : ` of ${above.join(", ")}`;
  const figures = [
    `${query.plan.query.entity.name}${of}`,
    counted(rows, "row"),
    counted(calls, "call"),
    `${seconds.toFixed(1)} s`,
    `${retried()} retried`,
  ];
  return figures.join("   ");
}

function remarksOf(query: QueryRun): string[] {
  return query.remarks().map(({ message, times }) => (times > 1 ? `${message} (${times} times)` : message));
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
