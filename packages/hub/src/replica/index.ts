/**
 * Replicas: SQL copies of GoTo's entities, one real table per entity, kept in step. Chosen by name: which entities,
 * through which connection, into which database, when.
 *
 * - `service.ts`, `model.ts`, `refusals.ts`, `store.ts`: what was chosen
 * - `alerting.ts`: what people are told of
 * - `syncs.ts`, `carry-out.ts`, `sync-store.ts`, `schedule.ts`: who syncs when, in which process, with what end
 * - `sync.ts`, `read-scope.ts`, `writer.ts`, `merge.ts`, `ledger.ts`: reading, and rows and progress in one transaction
 * - `due.ts`, `scopes.ts`, `choose-run.ts`: what a sync has to read; docs/incremental.md argues for it
 * - `table.ts`, `record.ts`, `migrate-tables.ts`: tables and rows, derived from the registry
 * - `open-target.ts`, `target.ts`, `trouble.ts`: the database copied into
 *
 * It is NOT a flow (no mapping, no way back to GoTo), and NOT a cache: queries go to GoTo all the same.
 */
import type { Audit } from "../access/index.ts";
import type { AlertsRoom } from "../alerts/index.ts";
import type { Connections } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import { replicaAlerts } from "./alerting.ts";
import { replicaCheck } from "./checks.ts";
import { placeOfEndpoint, type Replica } from "./model.ts";
import { openTarget } from "./open-target.ts";
import { resealAddresses } from "./reseal.ts";
import { registerReplicaRoutes } from "./routes.ts";
import { createReplicaService } from "./service.ts";
import { createReplicaStore } from "./store.ts";
import { createSyncStore } from "./sync-store.ts";
import { createSyncs } from "./syncs.ts";

export { stopRestoredSyncs } from "./backup-part.ts";
export { replicaAlertPersonalData, replicaPersonalData, replicaRetention } from "./personal-data.ts";

export interface ReplicasOptions {
  readonly database: Database;
  readonly connections: Connections;
  readonly endpoints: Pick<EndpointRegistry, "kept">;
  readonly sealer: Sealer;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly alerts: AlertsRoom;
}

export interface Replicas {
  /** Below /api/v1: /replicas and what can be done with each. */
  registerRoutes(http: Http): void;
  readonly checks: readonly Check[];
  /** Schemas of the hub's own database that hold copies. */
  schemas(): Promise<readonly string[]>;
  /** To be called at the start: finishes a rotation of the key. */
  reseal(): Promise<void>;
  /** From now on this process carries out syncs and begins what is due. Calling it again changes nothing. */
  work(): Promise<void>;
  /** Looks for no more work. What is under way ends with the jobs, and can be continued. */
  close(): Promise<void>;
}

/** How often is looked for what is due, and for what a dead process left. */
const lookEveryMs = 5_000;

export function createReplicas(options: ReplicasOptions): Replicas {
  const { database, connections, endpoints, sealer, clock, log, alerts } = options;
  const store = createReplicaStore(database);
  const open = (replica: Replica) => openTarget(replica, options);
  const placeOf = async (endpoint: string) =>
    placeOfEndpoint(endpoint, (await endpoints.kept(endpoint)).settings);
  const aliasOf = async ({ connectionId }: Replica) =>
    connectionId === null ? null : ((await connections.aliasOf(connectionId)) ?? null);
  const syncs = createSyncs({
    ...options,
    replicas: store,
    syncs: createSyncStore(database),
    open,
    aliasOf,
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const service = createReplicaService({ ...options, store, syncs, zone, open, placeOf, aliasOf });
  connections.uses.register((connectionId) => service.usesOf(connectionId));

  const heard = replicaAlerts(database, clock);
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isDueWanted = false;
  const look = () => {
    looking = looking
      .then(async () => {
        await syncs.rescue();
        if (!isDueWanted) return;
        // Gathered before, or what was due while no hub was on would be begun and nobody would hear of it.
        await alerts.look(heard);
        await syncs.beginDue();
      })
      .catch((error: unknown) => log.warn({ err: error }, "replicas could not be looked after"));
  };
  const work = async () => {
    await syncs.work();
    timer ??= setInterval(look, lookEveryMs);
  };

  return {
    registerRoutes: (http) =>
      registerReplicaRoutes(http, { database, service, syncs, audit: options.audit, clock, work }),
    checks: [replicaCheck(service)],
    schemas: async () =>
      (await store.all())
        .filter(({ sealedAddress, endpoint }) => sealedAddress === null && endpoint === null)
        .map(({ schema }) => schema),
    reseal: () => resealAddresses(store, sealer, log),
    async work() {
      isDueWanted = true;
      alerts.work();
      await work();
    },
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
