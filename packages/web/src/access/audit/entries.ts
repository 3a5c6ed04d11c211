/** The entries of the audit log that a search finds, page by page. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";
import type { AuditSearch } from "./audit-search.ts";

type Route = paths["/api/v1/audit"]["get"];
export type AuditEntry = Route["responses"][200]["content"]["application/json"]["entries"][number];
type Asked = NonNullable<Route["parameters"]["query"]>;

const pageSize = 50;
const largestPage = 500;

/** Days of the search are the reader's: from the first one's midnight to the midnight after the last one. */
function askedOf({ actor, kind, id, from, to }: AuditSearch): Asked {
  const midnight = (day: string, later: number) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    const moment = new Date(year, month - 1, date + later);
    return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
  };
  const [begin, end] = [from && midnight(from, 0), to && midnight(to, 1)];
  return {
    ...(actor ? { actor } : {}),
    ...(kind ? { kind } : {}),
    ...(id ? { id } : {}),
    ...(begin ? { from: begin } : {}),
    ...(end ? { to: end } : {}),
  };
}

export const entriesQuery = (search: AuditSearch) => {
  const asked = askedOf(search);
  return infiniteQueryOptions({
    queryKey: ["audit", asked],
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET("/api/v1/audit", {
          params: {
            query: { ...asked, limit: pageSize, ...(pageParam === "" ? {} : { before: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
};

/** All that a search finds, to be taken along. */
export async function allEntries(search: AuditSearch): Promise<readonly AuditEntry[]> {
  const found: AuditEntry[] = [];
  for (let before: string | null = ""; before !== null; ) {
    const query: Asked = { ...askedOf(search), limit: largestPage, ...(before === "" ? {} : { before }) };
    const page: Route["responses"][200]["content"]["application/json"] = await told(
      api.GET("/api/v1/audit", { params: { query } }),
    );
    found.push(...page.entries);
    before = page.next;
  }
  return found;
}
