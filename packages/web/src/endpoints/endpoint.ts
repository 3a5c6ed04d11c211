/** Endpoints as the pages speak of them: shapes, queries, what uses one, and what one is in a sentence. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";
import type { Say } from "../language/words.ts";

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type Endpoint = Answer<"/api/v1/endpoints">["endpoints"][number];
export type Settings = Endpoint["settings"];
export type Agent = Answer<"/api/v1/agents">["agents"][number];

export const kinds = ["postgres", "mysql", "http", "csv", "excel", "ndjson", "parquet"] as const;
export type Kind = (typeof kinds)[number];

export const endpointsQuery = queryOptions({
  queryKey: ["endpoints"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/endpoints", { signal })),
});

/** How it is now. A change of it asks anew. */
export const endpointTestQuery = ({ name, updatedAt }: Pick<Endpoint, "name" | "updatedAt">) =>
  queryOptions({
    queryKey: ["endpoint-test", name, updatedAt],
    queryFn: ({ signal }) =>
      told(api.POST("/api/v1/endpoints/{name}/test", { params: { path: { name } }, signal })),
    staleTime: 60_000,
    retry: false,
  });

export const tablesQuery = (name: string) =>
  queryOptions({
    queryKey: ["endpoint-tables", name],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/endpoints/{name}/tables", { params: { path: { name } }, signal })),
    staleTime: 60_000,
  });

export const tableQuery = (name: string, table: string) =>
  queryOptions({
    queryKey: ["endpoint-tables", name, table],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/endpoints/{name}/tables/{table}", { params: { path: { name, table } }, signal })),
    staleTime: 60_000,
  });

/** What flows there are, as far as it matters here: their definitions name endpoints. */
export const flowDefinitionsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/flows", { signal })),
});

/** What replicas there are, as far as it matters here: some are copied into an endpoint. */
export const replicasIntoQuery = queryOptions({
  queryKey: ["replicas"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/replicas", { signal })),
});

interface NamedDefinition {
  readonly name: string;
  readonly definition: unknown;
}

/** The flows that name an endpoint anywhere: as source, target, or in a step. */
export function flowsThatUse(endpoint: string, flows: readonly NamedDefinition[]): readonly string[] {
  return flows.filter(({ definition }) => names(definition, endpoint)).map(({ name }) => name);
}

function names(part: unknown, endpoint: string): boolean {
  if (typeof part !== "object" || part === null) return false;
  return Object.entries(part).some(
    ([key, value]) => (key === "endpoint" && value === endpoint) || names(value, endpoint),
  );
}

export const kindEnglish = {
  kind_postgres: "PostgreSQL",
  kind_mysql: "MySQL or MariaDB",
  kind_http: "HTTP with JSON",
  kind_csv: "CSV files",
  kind_excel: "Excel files",
  kind_ndjson: "ndjson files",
  kind_parquet: "Parquet files",
  isDatabase: "{{kind}} database “{{database}}” at {{host}}, as {{user}}.",
  isFolder: "{{kind}} in the folder “{{folder}}” of the hub's files.",
  isFiles: "{{kind}} in the hub's folder for files.",
  isHttp_one: "A REST API at {{host}}, with {{count}} table.",
  isHttp_other: "A REST API at {{host}}, with {{count}} tables.",
} as const;

export const kindSpanish: Readonly<Record<keyof typeof kindEnglish, string>> = {
  kind_postgres: "PostgreSQL",
  kind_mysql: "MySQL o MariaDB",
  kind_http: "HTTP con JSON",
  kind_csv: "Archivos CSV",
  kind_excel: "Archivos de Excel",
  kind_ndjson: "Archivos ndjson",
  kind_parquet: "Archivos Parquet",
  isDatabase: "Base de datos {{kind}} «{{database}}» en {{host}}, como {{user}}.",
  isFolder: "{{kind}} en la carpeta «{{folder}}» de los archivos del hub.",
  isFiles: "{{kind}} en la carpeta de archivos del hub.",
  isHttp_one: "Una API REST en {{host}}, con {{count}} tabla.",
  isHttp_other: "Una API REST en {{host}}, con {{count}} tablas.",
};

export function sentenceOf(settings: Settings, say: Say<keyof typeof kindEnglish>): string {
  switch (settings.kind) {
    case "postgres":
    case "mysql": {
      const { host, database, user } = settings;
      return say("isDatabase", { kind: say(`kind_${settings.kind}`), host, database, user });
    }
    case "http":
      return say("isHttp", {
        host: URL.parse(settings.address)?.host ?? settings.address,
        count: Object.keys(settings.tables).length,
      });
    default: {
      const kind = say(`kind_${settings.kind}`);
      const { folder } = settings;
      return folder === undefined || folder === ""
        ? say("isFiles", { kind })
        : say("isFolder", { kind, folder });
    }
  }
}
