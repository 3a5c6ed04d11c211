/**
 * Flows: rows from somewhere to somewhere else, with steps between, on a schedule or on demand. A flow knows endpoints
 * only; GoTo is one of them. NOT a programming language, and NOT the replica (a flow that needs no definition).
 *
 * `definition.ts` is what may be written; `run-flow.ts` carries out; `flows.ts` says what lives when.
 */
import type { Connections } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import { createAlarm } from "./alarm.ts";
import { createFlowStore } from "./flow-store.ts";
import { createFlows } from "./flows.ts";
import type { KnownAgents, PinnedRuns } from "./pinned.ts";
import { registerFlowRoutes } from "./routes.ts";
import { createRunStore } from "./run-store.ts";

export { FlowDefinition, type Step, tableOf, writingOf } from "./definition.ts";
export type { KnownAgents, PinnedRuns } from "./pinned.ts";
export { PreviewAnswer, preview } from "./preview.ts";
export { RowFailed, RowFailure } from "./row-failure.ts";
export { type KeptRow, type RunPorts, runFlow } from "./run-flow.ts";
export { type Advance, type RunCheckpoint, RunCounts } from "./run-model.ts";
export { type FlowRunRecord, RunLost } from "./run-store.ts";
export { sendThrough } from "./send.ts";

export interface FlowsRoom {
  /** For the room `agents/`: the runs that are carried out elsewhere. */
  readonly pinned: PinnedRuns;
  registerRoutes(http: Http): void;
  /** From now on this process carries out runs and begins what is due. Calling it again changes nothing. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export interface FlowsRoomOptions {
  readonly database: Database;
  readonly connections: Connections;
  readonly endpoints: EndpointRegistry;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly smtp: string | undefined;
  readonly mailFrom: string;
  readonly agents: KnownAgents;
}

/** How often is looked for what is due: cron counts in minutes. */
const lookEveryMs = 5_000;

export function createFlowsRoom(options: FlowsRoomOptions): FlowsRoom {
  const { database, clock, log, smtp, mailFrom } = options;
  const flowStore = createFlowStore(database);
  const runs = createRunStore(database);
  const alarm = createAlarm({ flows: flowStore, runs, clock, smtp, from: mailFrom });
  const flows = createFlows({ ...options, flows: flowStore, runs, alarm });
  let working: Promise<void> | undefined;
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const look = () => {
    looking = looking
      .then(async () => void (await flows.beginDue()))
      .catch((error: unknown) => log.warn({ err: error }, "what is due could not be begun"));
  };
  const work = () => {
    working ??= flows.work(database.kind === "embedded");
    return working;
  };

  return {
    pinned: flows.pinned,
    registerRoutes: (http) => registerFlowRoutes(http, { flows, endpoints: options.endpoints, clock, work }),
    async work() {
      await work();
      timer ??= setInterval(look, lookEveryMs);
    },
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
