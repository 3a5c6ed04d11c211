/** Rows of a query as they come in, with how far it is; kept while the page is away for a moment. NOT the query's form. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { type Failure, failureOf } from "../api/failure.ts";
import { type Parameters, type Row, readRows } from "../api/rows.ts";
import { followRun, newRun, type RunProgress, runProgress } from "../api/run-progress.ts";

export interface Reading {
  readonly rows: readonly Row[];
  /** whole: to the end. stopped: by the reader. failed: for `failure`; the rows are a part in both. */
  readonly state: "reading" | "whole" | "stopped" | "failed";
  readonly failure?: Failure;
  readonly progress?: RunProgress;
}

const nothing: Reading = { rows: [], state: "reading" };

export interface RunningReading extends Reading {
  stop(): void;
  /** Asks GoTo again. */
  again(): void;
}

export function useReading(entity: string, query: Parameters): RunningReading {
  const queries = useQueryClient();
  const stopping = useRef(new AbortController());
  const queryKey = ["rows", entity, query];
  const { data = nothing, refetch } = useQuery(
    queryOptions({
      queryKey,
      queryFn: ({ signal }) => {
        stopping.current = new AbortController();
        return read(entity, query, {
          signal,
          stop: stopping.current.signal,
          tell: (reading) => queries.setQueryData<Reading>(queryKey, reading),
        });
      },
      // A hundred thousand rows are not compared one by one, and what is whole is not read again unasked.
      structuralSharing: false,
      staleTime: ({ state }) => (state.data && /whole|stopped/.test(state.data.state) ? "static" : 0),
      gcTime: 2 * 60_000,
      retry: false,
      refetchOnWindowFocus: false,
    }),
  );
  const stop = useCallback(() => stopping.current.abort(), []);
  const again = useCallback(() => void refetch(), [refetch]);
  return { ...data, stop, again };
}

/** Resolves also when it failed or was stopped: what came until then is shown, and said to be a part. */
async function read(
  entity: string,
  query: Parameters,
  {
    signal,
    stop,
    tell,
  }: { readonly signal: AbortSignal; readonly stop: AbortSignal; tell: (reading: Reading) => void },
): Promise<Reading> {
  const run = newRun();
  const over = new AbortController();
  let reading = nothing;
  const say = (news: Partial<Reading>) => {
    reading = { ...reading, ...news };
    if (!signal.aborted && !over.signal.aborted) tell(reading);
  };
  say({});
  // Only for the eye: without it the rows come all the same.
  followRun(run, {
    onProgress: (progress) => say({ progress }),
    signal: AbortSignal.any([signal, stop, over.signal]),
  }).catch(() => {});
  try {
    await readRows({
      entity,
      query,
      run,
      onRows: (rows) => say({ rows: [...rows] }),
      signal: AbortSignal.any([signal, stop]),
    });
    const progress = await runProgress(run).catch(() => reading.progress);
    return { ...reading, state: "whole", ...(progress === undefined ? {} : { progress }) };
  } catch (thrown) {
    signal.throwIfAborted();
    if (stop.aborted) return { ...reading, state: "stopped" };
    return { ...reading, state: "failed", failure: failureOf(thrown) };
  } finally {
    over.abort();
  }
}
