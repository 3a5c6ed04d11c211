/** Flows as the pages speak of them: their shape, queries, and what there is to read from and write to. NOT the editor's document. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";
import { fileKinds } from "../endpoints/files.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Flow = Answer<"/api/v1/flows">["flows"][number];

/** An end of a flow, or what a step asks: an endpoint with one of its tables. */
export interface Place {
  readonly endpoint?: string;
  readonly table?: string;
  readonly entity?: string;
}

/** A definition as it was kept or typed: anything may still be missing. */
export interface Definition {
  readonly flow?: string;
  readonly description?: string;
  readonly agent?: string;
  readonly source?: Place & { readonly changed?: string; readonly fields?: readonly string[] };
  readonly steps?: readonly Step[];
  readonly target?: Place & { readonly write?: string; readonly key?: readonly string[] };
  readonly then?: readonly Step[];
  readonly schedule?: unknown;
}

/** A step has one word, and perhaps a note. */
export type Step = Readonly<Record<string, unknown>>;

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/flows", { signal })),
  refetchInterval: 15_000,
});

export const flowQuery = (name: string) =>
  queryOptions({
    queryKey: ["flows", name],
    queryFn: ({ signal }) => told(api.GET("/api/v1/flows/{name}", { params: { path: { name } }, signal })),
  });

/** The table, sheet, file or entity that a place is about. */
export function tableOf(place: Place | undefined): string {
  return place?.entity ?? place?.table ?? "";
}

/** "goto:main" and "goto" are connections: their tables are called entities. */
export function isGoTo(endpoint: string | undefined): boolean {
  return endpoint === "goto" || endpoint?.startsWith("goto:") === true;
}

/** Files in the hub's folder, which no endpoint need be added for. */
export function isFile(endpoint: string | undefined): boolean {
  return fileKinds.some((kind) => kind === endpoint);
}

/** The answer of a change of one flow stands for both queries that show it. */
export const flowKeys = { all: flowsQuery.queryKey, one: (name: string) => ["flows", name] as const };
