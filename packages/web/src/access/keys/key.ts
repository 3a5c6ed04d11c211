/** API keys as the pages speak of them: the query, and which permissions serve which purpose. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";
import type { Permission } from "../permission-words.ts";

export type ApiKey =
  paths["/api/v1/api-keys"]["get"]["responses"][200]["content"]["application/json"]["apiKeys"][number];

export const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/api-keys", { signal })),
});

/** What most keys are for. "own" stands for a choice by hand. */
export const purposes = {
  data: ["entities:read", "connections:read", "endpoints:read", "replicas:read"],
  work: [
    "entities:read",
    "entities:write",
    "connections:read",
    "endpoints:read",
    "flows:read",
    "flows:run",
    "replicas:read",
  ],
  monitor: ["status:read", "metrics:read"],
  own: [],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
export type Purpose = keyof typeof purposes;
const purposeNames = Object.keys(purposes) as readonly Purpose[];

/** The purposes that somebody may serve whole. */
export function possiblePurposes(mine: readonly string[]): readonly Purpose[] {
  return purposeNames.filter((purpose) => purposes[purpose].every((one) => mine.includes(one)));
}
