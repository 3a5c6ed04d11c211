/** People and invitations as the pages speak of them. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";

export type Person =
  paths["/api/v1/people"]["get"]["responses"][200]["content"]["application/json"]["people"][number];
export type Invitation =
  paths["/api/v1/invitations"]["get"]["responses"][200]["content"]["application/json"]["invitations"][number];

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/people", { signal })),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/invitations", { signal })),
});
