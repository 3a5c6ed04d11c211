/** What the audit log tells of flows: who kept, ran, stopped which, and what a definition was and is. */
import type { Actor, Audit } from "../access/index.ts";
import type { FlowDefinition } from "./definition.ts";
import type { Flow } from "./flow-store.ts";
import type { FlowRunRecord } from "./run-store.ts";

export interface FlowAudit {
  kept(who: Actor, before: FlowDefinition | undefined, after: FlowDefinition): Promise<void>;
  removed(who: Actor, flow: Flow): Promise<void>;
  scheduled(who: Actor, before: Flow, after: Flow): Promise<void>;
  /** A run that somebody began, stopped or let go on. */
  ran(who: Actor, done: "run" | "reprocess" | "stop" | "resume", run: FlowRunRecord): Promise<void>;
  /** A preview, or a run that was under way already. */
  nothingChanged(who: Actor): void;
}

export function createFlowAudit(audit: Audit): FlowAudit {
  const record = (who: Actor, done: string, id: string, change: { before?: unknown; after?: unknown }) =>
    audit.recordAlone(who, { action: `flow.${done}`, kind: "flow", id, ...change });
  return {
    kept: (who, before, after) =>
      record(who, before === undefined ? "add" : "edit", after.flow, {
        ...(before === undefined ? {} : { before }),
        after,
      }),
    removed: (who, { name, definition }) => record(who, "remove", name, { before: definition }),
    scheduled: (who, before, after) =>
      record(who, "edit", after.name, {
        before: { scheduled: before.scheduled },
        after: { scheduled: after.scheduled },
      }),
    ran: (who, done, run) => record(who, done, run.flow, { after: { run: run.id } }),
    nothingChanged: audit.nothingChanged,
  };
}
