/**
 * Flows: rows from somewhere to somewhere else, with steps between, on a schedule or on demand. A flow knows endpoints
 * only; GoTo is one of them. NOT a programming language, and NOT the replica (a flow that needs no definition).
 *
 * `definition.ts` is what may be written; `run-flow.ts` carries out; `flows.ts` says what lives when; `alerts/` tells people.
 */
import { randomUUID } from "node:crypto";
import type { Audit } from "../access/index.ts";
import type { Connections } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Config } from "../platform/config/config.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import type { Metrics } from "../platform/metrics/metrics.ts";
import { createAlertKeeper } from "./alerts/alerts.ts";
import { alertCheck } from "./alerts/check.ts";
import { createDelivery } from "./alerts/delivery.ts";
import { registerAlertRoutes } from "./alerts/routes.ts";
import { createWebhookSecret } from "./alerts/secret.ts";
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
  readonly checks: readonly Check[];
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
  readonly sealer: Sealer;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly config: Pick<Config, "smtp" | "mailFrom" | "privateHosts">;
  /** The hub's address as people reach it; undefined while it is not known. */
  readonly ownAddress: () => string | undefined;
  readonly agents: KnownAgents;
}

/** How often is looked for what is due, and for what is to be told: cron counts in minutes. */
const lookEveryMs = 5_000;
/** How often is looked for runs whose job was lost, and for history that is over. */
const tidyEveryMs = 30_000;

export function createFlowsRoom(options: FlowsRoomOptions): FlowsRoom {
  const { database, clock, log, config, endpoints, audit } = options;
  options.metrics.addSource(flowMetrics(database));
  const flowStore = createFlowStore(database);
  tellUses(options, flowStore);
  const leave = new AbortController();
  const loops: Promise<void>[] = [];
  const runs = createRunStore(database);
  const secret = createWebhookSecret(database, options.sealer, clock);
  const rules = { privateHosts: config.privateHosts };
  const delivery = createDelivery({ ...options, secret, rules, smtp: config.smtp, from: config.mailFrom });
  const alerts = createAlertKeeper(options);
  const progress = createProgress(runs, clock);
  const lookupTables = createLookupTables(database, audit, clock);
  const revisions = createRevisionStore(database);
  let toldOfEnd = Promise.withResolvers<void>();
  const flows = createFlows({
    ...options,
    flows: flowStore,
    runs,
    rules,
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
    await alerts.look();
  }

  /** Does something again and again; `sooner` may end the pause between. What goes wrong is tried again next time. */
  async function again(
    what: string,
    everyMs: number,
    act: () => Promise<void>,
    sooner?: () => Promise<void>,
  ) {
    while (!leave.signal.aborted) {
      await act().catch((error: unknown) => log.warn({ err: error }, what));
      const paused = new AbortController();
      const pause = clock.sleep(everyMs, AbortSignal.any([leave.signal, paused.signal])).catch(() => {});
      await (sooner === undefined ? pause : Promise.race([pause, sooner()]));
      paused.abort();
    }
  }

  return {
    pinned: flows.pinned,
    lookupTable: lookupTables.entries,
    checks: [alertCheck(database, clock)],
    registerRoutes(http) {
      const lookupTable = lookupTables.entries;
      const flowAudit = createFlowAudit(audit);
      registerFlowRoutes(http, { flows, endpoints, clock, work, lookupTable, audit: flowAudit, revisions });
      registerFailedRowRoutes(http, { database, flows, audit });
      registerTrialRoutes(http, { endpoints, lookupTable, audit: flowAudit });
      registerHistoryRoutes(http, { database, flows, progress, audit, clock, closing: leave.signal });
      registerAlertRoutes(http, { flows, database, secret, audit });
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
      loops.push(
        again("what is due could not be begun", lookEveryMs, look, () => toldOfEnd.promise),
        again("messages could not be sent", lookEveryMs, () => delivery.deliverDue()),
        again("what is over could not be tidied up", tidyEveryMs, async () => {
          await flows.giveOutAgain();
          await forgetOld(database, new Date(clock.now()));
        }),
      );
    },
    async close() {
      leave.abort();
      await Promise.all(loops);
      await delivery.close();
    },
  };
}
