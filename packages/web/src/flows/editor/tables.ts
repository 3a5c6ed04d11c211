/** What there is to read from and write to, and the fields of it: queries. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";
import { isFile, isGoTo, type Place, tableOf } from "../flow.ts";

type Table =
  paths["/api/v1/endpoints/{name}/tables/{table}"]["get"]["responses"][200]["content"]["application/json"];
export type TableField = Table["fields"][number];
type Entity = paths["/api/v1/entities/{name}"]["get"]["responses"][200]["content"]["application/json"];

/** Names of tables change rarely while somebody works on a flow. */
const staleTime = 60_000;

export const tablesQuery = (endpoint: string) =>
  queryOptions({
    queryKey: ["endpoints", endpoint, "tables"],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/endpoints/{name}/tables", { params: { path: { name: endpoint } }, signal })),
    enabled: endpoint !== "",
    staleTime,
    retry: false,
  });

export const tableQuery = (place: Place | undefined) => {
  const [endpoint, table] = [place?.endpoint ?? "", tableOf(place)];
  return queryOptions({
    queryKey: ["endpoints", endpoint, "tables", table],
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/endpoints/{name}/tables/{table}", {
          params: { path: { name: endpoint, table } },
          signal,
        }),
      ),
    enabled: endpoint !== "" && table !== "",
    staleTime,
    retry: false,
  });
};

/** A file that is written is made by the run, whatever it was before. */
export const writtenTableQuery = (place: Place | undefined) =>
  tableQuery(isFile(place?.endpoint) ? undefined : place);

export const entitiesQuery = queryOptions({
  queryKey: ["entities"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/entities", { signal })),
  staleTime,
});

export const entityQuery = (place: Place | undefined) => {
  const name = tableOf(place);
  return queryOptions({
    queryKey: ["entities", name],
    queryFn: ({ signal }) => told(api.GET("/api/v1/entities/{name}", { params: { path: { name } }, signal })),
    enabled: isGoTo(place?.endpoint) && name !== "",
    staleTime,
    retry: false,
  });
};

export interface TargetField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
}

const operations: Readonly<Record<string, string>> = { create: "insert", replace: "insert" };

/** What a row for the target may carry. Nothing where anything goes: a file, or an API that says nothing. Pure. */
export function targetFields(
  place: (Place & { readonly write?: string; readonly key?: readonly string[] }) | undefined,
  table: Table | undefined,
  entity: Entity | undefined,
): readonly TargetField[] {
  if (place === undefined || table === undefined || isFile(place.endpoint)) return [];
  const write = place.write ?? "insert";
  const operation = operations[write] ?? write;
  const rule = entity?.writes.find(
    (one) => one.operation === (operation === "insert" ? "create" : operation),
  );
  const keys = place.key ?? table.keys[0] ?? [];
  const isRequired = (field: TableField) => {
    const own = rule?.required ?? table.requiredFor?.[operation];
    if (own !== undefined) return own.includes(field.name);
    if (operation === "insert") return field.required;
    return keys.includes(field.name) || (operation === "upsert" && field.required);
  };
  return table.fields
    .filter(({ name, writable }) =>
      rule === undefined ? writable || keys.includes(name) : rule.fields.includes(name),
    )
    .map((field) => ({
      name: field.name,
      type: field.type,
      required: isRequired(field),
      description: field.description,
    }))
    .toSorted((one, other) => Number(other.required) - Number(one.required));
}
