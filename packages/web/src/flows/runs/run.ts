/** Runs and failed rows as the pages speak of them: shapes, queries, and what a run did in a sentence. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";
import { figure } from "../../language/moments.ts";
import type { Say } from "../../language/words.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Run = Answer<"/api/v1/flow-runs/{id}">;
export type Counts = Run["counts"];
export type FailedRow = Answer<"/api/v1/failed-rows/{id}">;

const shownRuns = 60;
const rowsPerPage = 100;
const lookEveryMs = 15_000;

export const runsQuery = (name: string) =>
  queryOptions({
    queryKey: ["flow-runs", name],
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/flows/{name}/runs", {
          params: { path: { name }, query: { limit: shownRuns } },
          signal,
        }),
      ),
    refetchInterval: lookEveryMs,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["flow-run", id],
    queryFn: ({ signal }) => told(api.GET("/api/v1/flow-runs/{id}", { params: { path: { id } }, signal })),
  });

export const alertsQuery = (name: string) =>
  queryOptions({
    queryKey: ["flow-alerts", name],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/flows/{name}/alerts", { params: { path: { name } }, signal })),
    refetchInterval: lookEveryMs,
  });

/** Everything about the failed rows of a flow has this at the start of its key. */
export const failedRowsKey = (name: string) => ["failed-rows", name] as const;

export const failedRowKindsQuery = (name: string, run?: string) =>
  queryOptions({
    queryKey: [...failedRowsKey(name), "kinds", run],
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/flows/{name}/failed-row-kinds", {
          params: { path: { name }, query: run === undefined ? {} : { run } },
          signal,
        }),
      ),
  });

export interface WhichRows {
  readonly run?: string;
  readonly code?: string;
}

export const failedRowsQuery = (name: string, which: WhichRows) =>
  infiniteQueryOptions({
    queryKey: [...failedRowsKey(name), "rows", which],
    queryFn: ({ signal, pageParam: after }) =>
      told(
        api.GET("/api/v1/flows/{name}/failed-rows", {
          params: {
            path: { name },
            query: { ...which, limit: rowsPerPage, ...(after === "" ? {} : { after }) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ rows }) => (rows.length < rowsPerPage ? undefined : rows.at(-1)?.id),
  });

export const failedRowQuery = (name: string, id: string) =>
  queryOptions({
    queryKey: [...failedRowsKey(name), "row", id],
    queryFn: ({ signal }) => told(api.GET("/api/v1/failed-rows/{id}", { params: { path: { id } }, signal })),
  });

export function isUnderWay({ state }: Pick<Run, "state">): boolean {
  return state === "waiting" || state === "running";
}

/** Rows that the other side took, those included that were there with these values. */
export function takenOf({ inserted, updated, deleted, written, unchanged }: Counts): number {
  return inserted + updated + deleted + written + unchanged;
}

/** What can have become of a row, in the order in which people ask. */
const outcomes = [
  "inserted",
  "updated",
  "written",
  "deleted",
  "unchanged",
  "missing",
  "dropped",
  "ignored",
  "failed",
  "writtenBack",
] as const satisfies readonly (keyof Counts)[];
export type Outcome = (typeof outcomes)[number];

export const outcomeEnglish = {
  read_one: "{{shown}} row read",
  read_other: "{{shown}} rows read",
  inserted_one: "{{shown}} new",
  inserted_other: "{{shown}} new",
  updated_one: "{{shown}} changed",
  updated_other: "{{shown}} changed",
  written_one: "{{shown}} written",
  written_other: "{{shown}} written",
  deleted_one: "{{shown}} deleted",
  deleted_other: "{{shown}} deleted",
  unchanged_one: "{{shown}} already there",
  unchanged_other: "{{shown}} already there",
  missing_one: "{{shown}} not found",
  missing_other: "{{shown}} not found",
  dropped_one: "{{shown}} left out on purpose",
  dropped_other: "{{shown}} left out on purpose",
  ignored_one: "{{shown}} failed and ignored, as the flow says",
  ignored_other: "{{shown}} failed and ignored, as the flow says",
  failed_one: "{{shown}} failed and kept",
  failed_other: "{{shown}} failed and kept",
  writtenBack_one: "{{shown}} written back",
  writtenBack_other: "{{shown}} written back",
} as const;
type OutcomeKey = keyof typeof outcomeEnglish;

export const outcomeSpanish: Readonly<Record<OutcomeKey, string>> = {
  read_one: "{{shown}} fila leída",
  read_other: "{{shown}} filas leídas",
  inserted_one: "{{shown}} nueva",
  inserted_other: "{{shown}} nuevas",
  updated_one: "{{shown}} cambiada",
  updated_other: "{{shown}} cambiadas",
  written_one: "{{shown}} escrita",
  written_other: "{{shown}} escritas",
  deleted_one: "{{shown}} borrada",
  deleted_other: "{{shown}} borradas",
  unchanged_one: "{{shown}} ya estaba",
  unchanged_other: "{{shown}} ya estaban",
  missing_one: "{{shown}} no encontrada",
  missing_other: "{{shown}} no encontradas",
  dropped_one: "{{shown}} omitida a propósito",
  dropped_other: "{{shown}} omitidas a propósito",
  ignored_one: "{{shown}} con error ignorado, como dice el flujo",
  ignored_other: "{{shown}} con error ignorado, como dice el flujo",
  failed_one: "{{shown}} con error y guardada",
  failed_other: "{{shown}} con error y guardadas",
  writtenBack_one: "{{shown}} escrita de vuelta",
  writtenBack_other: "{{shown}} escritas de vuelta",
};

/** "41 rows read: 38 new, 3 failed and kept". */
export function outcomeOf(counts: Counts, say: Say<OutcomeKey>): string {
  const said = (what: Outcome | "read") => say(what, { count: counts[what], shown: figure(counts[what]) });
  const parts = outcomes.filter((what) => counts[what] > 0).map(said);
  return parts.length === 0 ? said("read") : `${said("read")}: ${parts.join(", ")}`;
}
