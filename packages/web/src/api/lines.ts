/**
 * Answers that the hub sends line by line, as JSON, while it works: rows that are read, results of what is written. Keys
 * stay text.
 */
import { type Failure, failureIn, failureOf } from "./failure.ts";
import { tellPresence } from "./presence.ts";
import { newRun, runProgress } from "./run-progress.ts";

export interface LinesAsked<Line> {
  readonly address: string;
  readonly request?: Pick<RequestInit, "method" | "body"> & {
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Lines so far, some ten times a second at most, and at the end, however it came. */
  readonly onLines?: (lines: readonly Line[]) => void;
  /** By which the run is asked about, for who wants its progress. */
  readonly run?: string;
  readonly signal: AbortSignal;
}

/** The more there are, the more it costs to show them, and the less a few more change: 0.1 s to 1 s. */
const tellEveryMs = (lines: number) => Math.min(1_000, Math.max(100, lines / 100));

/** All lines. Rejects with Failure, also when the answer was cut off in the middle: a part never looks like the whole. */
export async function readLines<Line>({
  address,
  request = {},
  onLines,
  run = newRun(),
  signal,
}: LinesAsked<Line>): Promise<readonly Line[]> {
  const answer = await fetch(address, {
    ...request,
    signal,
    headers: { ...request.headers, "rostrum-run": run },
  }).catch((error: unknown) => {
    if (!signal.aborted) tellPresence("away");
    throw failureOf(error);
  });
  tellPresence(answer.status === 401 ? "signed-out" : "here");
  if (!answer.ok || answer.body === null) {
    throw failureIn(answer.status, await answer.json().catch(() => undefined));
  }
  const lines: Line[] = [];
  let rest = "";
  let told = performance.now();
  try {
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const whole = (rest + text).split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) lines.push(JSON.parse(line) as Line);
      if (onLines !== undefined && performance.now() - told > tellEveryMs(lines.length)) {
        told = performance.now();
        onLines([...lines]);
      }
    }
  } catch (error) {
    onLines?.(lines);
    throw signal.aborted ? failureOf(error) : await whyCutOff(run);
  }
  onLines?.(lines);
  return lines;
}

/** A connection that breaks off means that lines are missing; the run says why. */
async function whyCutOff(run: string): Promise<Failure> {
  try {
    const { error } = await runProgress(run);
    return failureIn(502, { error });
  } catch (error) {
    return failureOf(error);
  }
}
