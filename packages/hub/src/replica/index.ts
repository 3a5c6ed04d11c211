/**
 * Replicas: SQL copies of GoTo's entities, one real table per entity, kept in step. Chosen by name: which entities,
 * through which connection, into which database.
 *
 * - `table.ts`, `record.ts`, `migrate-tables.ts`: tables and rows, derived from the registry
 * - `due.ts`, `scopes.ts`, `choose-run.ts`: what a run has to read; docs/incremental.md argues for it
 * - `sync.ts`, `read-scope.ts`, `writer.ts`, `merge.ts`, `ledger.ts`: reading, and rows and progress in one transaction
 * - `target.ts`: the database copied into
 *
 * It is NOT a flow (no mapping, no way back to GoTo), NOT a schedule, and NOT a cache: queries go to GoTo all the same.
 */
import type { Connections } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Runs } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import type { Log } from "../platform/log/log.ts";
import { registerReplicaRoutes } from "./routes.ts";
import { createReplicaService } from "./service.ts";
import { createReplicaStore } from "./store.ts";

export { replicaPersonalData, replicaRetention } from "./personal-data.ts";

export interface ReplicasOptions {
  readonly database: Database;
  readonly connections: Connections;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  readonly runs: Runs;
}

export interface Replicas {
  /** Below /api/v1: /replicas and what can be done with each. */
  registerRoutes(http: Http): void;
  /** Schemas of the hub's own database that hold copies. */
  schemas(): Promise<readonly string[]>;
  /** Stops the syncs of this process; they can be continued. */
  close(): Promise<void>;
}

export function createReplicas(options: ReplicasOptions): Replicas {
  const store = createReplicaStore(options.database);
  const service = createReplicaService({ ...options, store });
  options.connections.uses.register((connectionId) => service.usesOf(connectionId));
  return {
    registerRoutes: (http) => registerReplicaRoutes(http, service, options.runs),
    schemas: async () =>
      (await store.all()).filter(({ sealedAddress }) => sealedAddress === null).map(({ schema }) => schema),
    close: () => service.close(),
  };
}
