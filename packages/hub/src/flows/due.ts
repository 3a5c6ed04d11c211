/**
 * Begins what is due. The due time moves on and the run is there in one transaction: each due time begins exactly one
 * run, however many processes look, and wherever one of them dies.
 *
 * A flow that is still under way is not begun a second time: its due time stays, and begins a run when that one has
 * ended. Times that passed meanwhile, or while no hub was on, are served by that one run, which says how many they were.
 */
import { randomUUID } from "node:crypto";
import { type Database, inTransaction } from "../platform/database/database.ts";
import type { Log } from "../platform/log/log.ts";
import { createFlowStore, type Flow } from "./flow-store.ts";
import { createRunStore } from "./run-store.ts";
import { missedSince, nextDue, waitsFor } from "./schedule.ts";

/** Begins a run for each flow that is due; resolves with the ids of the runs. One flow's trouble does not hold the others. */
export async function beginDueRuns(database: Database, now: Date, log: Log): Promise<readonly string[]> {
  const begun: string[] = [];
  for (const flow of await createFlowStore(database).due(now)) {
    try {
      const id = await beginDueRun(database, flow, now);
      if (id !== undefined) begun.push(id);
    } catch (error) {
      if (error instanceof UnderWay) continue;
      log.warn({ err: error, flow: flow.name }, "a flow that is due could not be begun");
    }
  }
  return begun;
}

/** A run of the flow began between the look and the transaction: the due time waits for its end. */
class UnderWay extends Error {}

async function beginDueRun(database: Database, flow: Flow, now: Date): Promise<string | undefined> {
  const { name, nextRunAt: dueAt, definition } = flow;
  const { schedule } = definition;
  if (dueAt === undefined || schedule === undefined) return undefined;
  const next = nextDue(schedule, now);
  const id = randomUUID();
  return inTransaction(database, async (within) => {
    if (!(await createFlowStore(within).take(name, dueAt, next))) return undefined;
    const reason = waitsFor(schedule) === undefined ? "schedule" : "after";
    const missed = missedSince(schedule, dueAt, now);
    const run = { id, flow: name, definition, kind: "run", reason, dueAt, missed } as const;
    if (!(await createRunStore(within).begin(run, now))) throw new UnderWay();
    return id;
  });
}
