/**
 * What of a flow the hub can look at while somebody writes it. Of a flow that runs at an agent, the agent's files and its own
 * endpoints are out of the hub's reach; GoTo, and the hub's endpoints that the agent has none of the same name of, are not.
 */
import { useQuery } from "@tanstack/react-query";
import { agentsQuery } from "../../api/agents.ts";
import { useMay } from "../../api/session.ts";
import { isFile, type Place } from "../flow.ts";
import { useEditor } from "./editor-context.ts";

export interface Reach {
  /** Whether the hub can read there. */
  reaches(endpoint: string | undefined): boolean;
  /** The end, if the hub can look at it. */
  within<One extends Place>(place: One | undefined): One | undefined;
  /** Endpoints that the agent of this flow has of its own. */
  readonly own: readonly { readonly name: string; readonly kind: string }[];
}

export function useReach(): Reach {
  const { shown } = useEditor();
  const mayLook = useMay("agents:read");
  const { agent } = shown;
  const { data } = useQuery({ ...agentsQuery, enabled: mayLook && agent !== undefined });
  const own = agent === undefined ? [] : (data?.agents.find(({ name }) => name === agent)?.endpoints ?? []);
  const reaches = (endpoint: string | undefined) =>
    agent === undefined || !(isFile(endpoint) || own.some(({ name }) => name === endpoint));
  return { reaches, within: (place) => (reaches(place?.endpoint) ? place : undefined), own };
}

/** All endpoints that are named in steps. Pure. */
export function endpointsIn(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === "endpoint" && typeof value === "string" ? [value] : endpointsIn(value),
  );
}
