/** Agents as the pages speak of them. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { paths } from "../api/schema.ts";

export type Agent =
  paths["/api/v1/agents"]["get"]["responses"][200]["content"]["application/json"]["agents"][number];

const lookEveryMs = 5_000;

export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/agents", { signal })),
  refetchInterval: lookEveryMs,
});
