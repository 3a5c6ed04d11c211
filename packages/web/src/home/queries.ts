/** What Home asks of rooms whose pages have queries of their own for more. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";

type Answer<Path extends "/api/v1/replicas" | "/api/v1/agents"> =
  paths[Path]["get"]["responses"][200]["content"]["application/json"];

export type Replica = Answer<"/api/v1/replicas">["replicas"][number];
export type Agent = Answer<"/api/v1/agents">["agents"][number];

const everyMs = 15_000;

export const replicasQuery = queryOptions({
  queryKey: ["replicas"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/replicas", { signal })),
  refetchInterval: everyMs,
});

export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/agents", { signal })),
  refetchInterval: everyMs,
});
