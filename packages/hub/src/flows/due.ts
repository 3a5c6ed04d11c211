/**
 * Begins what is due. The due time moves on and the run is there in one transaction: each due time begins exactly one
 * run, however many processes look, and wherever one of them dies.
 *
 * A flow that is still under way is not begun a second time: its due time stays, and begins a run when that one has
 * ended. Times that passed meanwhile, or while no hub was on, are served by that one run, which says how many they were.
 */
import type { Log } from "../platform/log/log.ts";
import type { Flow, FlowStore } from "./flow-store.ts";
import type { RunStore } from "./run-store.ts";
import { missedSince, nextDue, waitsFor } from "./schedule.ts";

export interface DuePorts {
  readonly flows: FlowStore;
  /** All that is done with these stores, or nothing of it. */
  together<Result>(
    work: (within: { readonly flows: FlowStore; readonly runs: RunStore }) => Promise<Result>,
  ): Promise<Result>;
  readonly newId: () => string;
  readonly log: Log;
}

/** Begins a run for each flow that is due; resolves with the ids of the runs. One flow's trouble does not hold the others. */
export async function beginDueRuns(ports: DuePorts, now: Date): Promise<readonly string[]> {
  const begun: string[] = [];
  for (const flow of await ports.flows.due(now)) {
    try {
      const id = await beginDueRun(ports, flow, now);
      if (id !== undefined) begun.push(id);
    } catch (error) {
      if (error instanceof UnderWay) continue;
      ports.log.warn({ err: error, flow: flow.name }, "a flow that is due could not be begun");
    }
  }
  return begun;
}

/** A run of the flow began between the look and the transaction: the due time waits for its end. */
class UnderWay extends Error {}

async function beginDueRun(ports: DuePorts, flow: Flow, now: Date): Promise<string | undefined> {
  const { name, nextRunAt: dueAt, definition } = flow;
  const { schedule } = definition;
  if (dueAt === undefined || schedule === undefined) return undefined;
  const next = nextDue(schedule, now);
  const id = ports.newId();
  return ports.together(async ({ flows, runs }) => {
    if (!(await flows.take(name, dueAt, next))) return undefined;
    const reason = waitsFor(schedule) === undefined ? "schedule" : "after";
    const missed = missedSince(schedule, dueAt, now);
    const run = { id, flow: name, definition, kind: "run", reason, dueAt, missed } as const;
    if (!(await runs.begin(run, now))) throw new UnderWay();
    return id;
  });
}
