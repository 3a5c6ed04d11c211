/**
 * Flows: rows from somewhere to somewhere else, with steps between, on a schedule or on demand. A flow knows endpoints
 * only; GoTo is one of them. NOT a programming language, and NOT the replica (a flow that needs no definition).
 *
 * `definition.ts` is what may be written; `run-flow.ts` carries out; `flows.ts` says what lives when.
 */
import type { Audit } from "../access/index.ts";
import type { Connections } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import { createAlarm } from "./alarm.ts";
import { tellUses } from "./connection-uses.ts";
import { createFlowStore } from "./flow-store.ts";
import { createFlows } from "./flows.ts";
import { createLookupTables } from "./lookup-tables/lookup-tables.ts";
import { registerLookupTableRoutes } from "./lookup-tables/routes.ts";
import { createMarks } from "./revisions/marks.ts";
import { registerRevisionRoutes } from "./revisions/routes.ts";
import { createRevisionStore } from "./revisions/store.ts";
import { registerFlowRoutes } from "./routes.ts";
import { createRunStore } from "./run-store.ts";

export interface FlowsRoom {
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
  readonly audit: Audit;
}

/** How often is looked for what is due: cron counts in minutes. */
const lookEveryMs = 5_000;

export function createFlowsRoom(options: FlowsRoomOptions): FlowsRoom {
  const { database, clock, log, smtp, mailFrom } = options;
  const flowStore = createFlowStore(database);
  tellUses(options.connections, flowStore);
  const runs = createRunStore(database);
  const alarm = createAlarm({ flows: flowStore, runs, clock, smtp, from: mailFrom });
  const lookupTables = createLookupTables(database, options.audit, clock);
  const flows = createFlows({ ...options, flows: flowStore, runs, alarm, lookupTables });
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
    registerRoutes(http) {
      const lookupTable = lookupTables.entries;
      registerFlowRoutes(http, { flows, endpoints: options.endpoints, clock, work, lookupTable });
      registerRevisionRoutes(http, {
        flows,
        revisions: createRevisionStore(database),
        marks: createMarks(options.audit),
      });
      registerLookupTableRoutes(http, lookupTables);
    },
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
