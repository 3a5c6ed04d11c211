/**
 * Flows: rows from somewhere to somewhere else, with steps between, on a schedule or on demand. A flow knows endpoints
 * only; GoTo is one of them. NOT a programming language, and NOT the replica (a flow that needs no definition).
 *
 * `definition.ts` is what may be written; `run-flow.ts` carries out; `flows.ts` says what lives when; `alerting.ts` says what is wrong.
 */
import { randomUUID } from "node:crypto";
import type { Audit } from "../access/index.ts";
import type { AlertsRoom } from "../alerts/index.ts";
import type { Connections } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import { again } from "../platform/clock/again.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import type { Metrics } from "../platform/metrics/metrics.ts";
import { registerFlowAlertRoutes } from "./alert-routes.ts";
import { flowAlerts } from "./alerting.ts";
import { createFlowAudit } from "./audited.ts";
import { tellUses } from "./connection-uses.ts";
import { registerFailedRowRoutes } from "./failed-row-routes.ts";
import { createFlowStore } from "./flow-store.ts";
import { createFlows } from "./flows.ts";
import { registerHistoryRoutes } from "./history-routes.ts";
import { createLookupTables, type LookupTables } from "./lookup-tables/lookup-tables.ts";
import { registerLookupTableRoutes } from "./lookup-tables/routes.ts";
import { flowMetrics } from "./metrics.ts";
import type { KnownAgents, PinnedRuns } from "./pinned.ts";
import { createProgress } from "./progress/progress.ts";
import { forgetOld } from "./retention.ts";
import { createMarks } from "./revisions/marks.ts";
import { registerRevisionRoutes } from "./revisions/routes.ts";
import { createRevisionStore } from "./revisions/store.ts";
import { registerFlowRoutes } from "./routes.ts";
import { createRunStore } from "./run-store.ts";
import { registerTrialRoutes } from "./trial-routes.ts";

export type { KeptRow } from "./arriving.ts";
export { stopRestoredRuns } from "./backup-part.ts";
export { checkBefore } from "./check.ts";
export { FlowDefinition, type Step, tableOf, writingOf } from "./definition.ts";
export type { LookupTable } from "./expression-functions.ts";
export { rememberTables } from "./lookup-tables/lookup-tables.ts";
export { flowPersonalData, flowRetention } from "./personal-data.ts";
export type { KnownAgents, PinnedRuns } from "./pinned.ts";
export { PreviewAnswer, preview } from "./preview.ts";
export { RowFailed, RowFailure } from "./row-failure.ts";
export { type RunPorts, runFlow } from "./run-flow.ts";
export { type Advance, type RunCheckpoint, RunCounts } from "./run-model.ts";
export { type FlowRunRecord, RunLost } from "./run-store.ts";
export { createSender, type SendAnswer, type Sender, type SendRequest } from "./send.ts";

export interface FlowsRoom {
  /** For the room `agents/`: the runs that are carried out elsewhere, and the lookup tables that they ask. */
  readonly pinned: PinnedRuns;
  readonly lookupTable: LookupTables["entries"];
  registerRoutes(http: Http): void;
  /** From now on this process carries out runs, begins what is due and tells people. Calling it again changes nothing. */
  work(): Promise<void>;
  close(): Promise<void>;
}

export interface FlowsRoomOptions {
  readonly database: Database;
  readonly connections: Connections;
  readonly endpoints: EndpointRegistry;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly alerts: AlertsRoom;
  /** The hub's address as people reach it; undefined while it is not known. */
  readonly ownAddress: () => string | undefined;
  readonly agents: KnownAgents;
}

/** How often is looked for what is due, and for what is to be told: cron counts in minutes. */
const lookEveryMs = 5_000;
/** How often is looked for runs whose job was lost, and for history that is over. */
const tidyEveryMs = 30_000;

export function createFlowsRoom(options: FlowsRoomOptions): FlowsRoom {
  const { database, clock, log, endpoints, audit, alerts } = options;
  options.metrics.addSource(flowMetrics(database));
  const flowStore = createFlowStore(database);
  tellUses(options, flowStore);
  const leave = new AbortController();
  const loops: Promise<void>[] = [];
  const runs = createRunStore(database);
  const heard = flowAlerts(options);
  const progress = createProgress(runs, clock);
  const lookupTables = createLookupTables(database, audit, clock);
  const revisions = createRevisionStore(database);
  let toldOfEnd = Promise.withResolvers<void>();
  const flows = createFlows({
    ...options,
    flows: flowStore,
    runs,
    lookupTables,
    together: (work) =>
      inTransaction(database, (within) =>
        work({ flows: createFlowStore(within), runs: createRunStore(within) }),
      ),
    newId: randomUUID,
    onEnd: () => toldOfEnd.resolve(),
  });
  let working: Promise<void> | undefined;

  const work = () => {
    working ??= flows.work(database.kind === "embedded");
    return working;
  };

  async function look(): Promise<void> {
    // A run that ends may be the one that others wait for: then the next look comes at once.
    toldOfEnd = Promise.withResolvers<void>();
    await flows.beginDue();
    // After that, or what was due while no hub was on would be told of as if it never began.
    await alerts.look(heard);
  }

  return {
    pinned: flows.pinned,
    lookupTable: lookupTables.entries,
    registerRoutes(http) {
      const lookupTable = lookupTables.entries;
      const flowAudit = createFlowAudit(audit);
      registerFlowRoutes(http, { flows, endpoints, clock, work, lookupTable, audit: flowAudit, revisions });
      registerFailedRowRoutes(http, { database, flows, audit });
      registerTrialRoutes(http, { endpoints, lookupTable, audit: flowAudit });
      registerHistoryRoutes(http, { database, flows, progress, audit, clock, closing: leave.signal });
      registerFlowAlertRoutes(http, flows, database);
      registerRevisionRoutes(http, {
        flows,
        revisions,
        marks: createMarks(audit),
        audit: flowAudit,
      });
      registerLookupTableRoutes(http, lookupTables);
    },
    async work() {
      await work();
      if (loops.length > 0) return;
      alerts.work();
      const loop = { clock, log, leave: leave.signal };
      loops.push(
        again({
          ...{ ...loop, what: "what is due could not be begun", everyMs: lookEveryMs, act: look },
          sooner: () => toldOfEnd.promise,
        }),
        again({
          ...{ ...loop, what: "what is over could not be tidied up", everyMs: tidyEveryMs },
          async act() {
            await flows.giveOutAgain();
            await forgetOld(database, new Date(clock.now()));
          },
        }),
      );
    },
    async close() {
      leave.abort();
      await Promise.all(loops);
    },
  };
}
