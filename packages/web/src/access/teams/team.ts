/** Teams as the pages speak of them. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";

export type Team =
  paths["/api/v1/teams"]["get"]["responses"][200]["content"]["application/json"]["teams"][number];

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/teams", { signal })),
});
