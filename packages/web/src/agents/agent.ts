/** Agents as the pages speak of them. */
import { queryOptions } from "@tanstack/react-query";
import { agentsQuery } from "../api/agents.ts";
import type { paths } from "../api/schema.ts";

export type Agent =
  paths["/api/v1/agents"]["get"]["responses"][200]["content"]["application/json"]["agents"][number];

const lookEveryMs = 5_000;

/** Looked at again and again: they come and go by themselves. */
export const watchedAgentsQuery = queryOptions({ ...agentsQuery, refetchInterval: lookEveryMs });
