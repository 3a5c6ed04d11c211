/** The agents that there are: asked for by the pages of whatever can be tried from where they stand. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "./client.ts";

export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/agents", { signal })),
});
