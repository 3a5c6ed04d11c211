/** What wants somebody's hand, most urgent first. Pure: from what the hub tells of its rooms to a list. */

import type { Agent } from "../agents/agent.ts";
import { type Connection, endsSoon } from "../connections/connection.ts";
import type { Flow } from "../flows/flow.ts";
import type { Replica } from "../replicas/replica.ts";

/** One thing to look at. `what` names its sentence in the words of Home. */
export type Want =
  | { readonly what: "connectionDead" | "connectionFailing" | "connectionUnfinished"; readonly name: string }
  | { readonly what: "consentEnds"; readonly name: string; readonly at: string }
  | { readonly what: "runFailed"; readonly name: string; readonly run: string; readonly at: string }
  | { readonly what: "rowsWait"; readonly name: string; readonly count: number }
  | { readonly what: "syncFailed"; readonly name: string }
  | { readonly what: "agentGone"; readonly name: string; readonly count: number };

export interface Seen {
  readonly connections: readonly Connection[];
  readonly flows: readonly Flow[];
  readonly replicas: readonly Replica[];
  readonly agents: readonly Agent[];
}

export function wantsOf({ connections, flows, replicas, agents }: Seen, now: Date): readonly Want[] {
  const states = {
    dead: "connectionDead",
    failing: "connectionFailing",
    unfinished: "connectionUnfinished",
  } as const;
  const wants: Want[] = [];
  for (const state of ["dead", "failing", "unfinished"] as const) {
    for (const { name } of connections.filter((connection) => connection.state === state)) {
      wants.push({ what: states[state], name });
    }
  }
  for (const connection of connections) {
    if (connection.state !== "working" || connection.consentEndsAt === null) continue;
    if (endsSoon(connection, now))
      wants.push({ what: "consentEnds", name: connection.name, at: connection.consentEndsAt });
  }
  for (const { name, lastRun } of flows) {
    if (lastRun?.state === "failed")
      wants.push({ what: "runFailed", name, run: lastRun.id, at: lastRun.requestedAt });
  }
  for (const { name, state, runs } of agents) {
    if (state === "gone" && runs > 0) wants.push({ what: "agentGone", name, count: runs });
  }
  for (const { name, lastSync } of replicas) {
    if (lastSync?.state === "failed") wants.push({ what: "syncFailed", name });
  }
  for (const { name, keptRows } of flows) {
    if (keptRows > 0) wants.push({ what: "rowsWait", name, count: keptRows });
  }
  return wants;
}
