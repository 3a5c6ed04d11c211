/** How long each kind of data is kept, as the hub tells it. */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";

export type Retention = paths["/api/v1/retention"]["get"]["responses"][200]["content"]["application/json"];
export type Kept = Retention["kinds"][number];

export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/retention", { signal })),
});
