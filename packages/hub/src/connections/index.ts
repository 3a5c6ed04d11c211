/**
 * Connections: who we are at GoTo. OAuth clients, the vault of grants, the shared budget, health.
 * What other rooms may use of it is exported here. It is NOT a client of any particular GoTo API.
 */
import { type Budgets, createNetwork, type GoToClient } from "@rostrum/goto";
import type { Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Log } from "../platform/log/log.ts";
import type { Metrics } from "../platform/metrics/metrics.ts";
import { createAuthorizationStore } from "./authorization-store.ts";
import { createAuthorization } from "./authorize.ts";
import { createBudgetUse } from "./budget-use.ts";
import { registerCallbackPage } from "./callback-page.ts";
import { connectionChecks } from "./checks.ts";
import { translateGoToError } from "./goto-errors.ts";
import { grantSummaries } from "./grant-store.ts";
import { createHealthRecorder } from "./health-recorder.ts";
import { startKeepAlive } from "./keep-alive.ts";
import { connectionMetrics, createCallMetrics } from "./metrics.ts";
import { createOAuthClients } from "./oauth-clients.ts";
import { resealOutdated } from "./reseal.ts";
import { registerConnectionRoutes } from "./routes.ts";
import { createRuntime, type GoToOptions } from "./runtime.ts";
import { createConnectionService } from "./service.ts";
import { createConnectionStore } from "./store.ts";
import { createUses, type Uses } from "./uses.ts";

export { translateGoToError } from "./goto-errors.ts";
export { connectionPersonalData, connectionRetention } from "./personal-data.ts";
export type { GoToOptions } from "./runtime.ts";

/** A connection, ready to call GoTo with. */
export interface ConnectedClient {
  readonly connectionId: string;
  readonly alias: string;
  /** The organizer (= user) key of the person who consented. */
  readonly organizerKey: string;
  readonly accountKey: string;
  /**
   * Calls with the connection's tokens, through the transport and the budget shared by all of its OAuth client.
   * Close it when done; what is shared stays open.
   */
  readonly goto: GoToClient;
  /** The budgets that those calls count against, for progress ("9.8 calls/s of 10"). */
  readonly budgets: Budgets;
}

/** What other rooms need of this one. */
export interface Connections {
  /**
   * The client of a connection. Without an alias: of the only connection that there is. `onCall` hears of this
   * client's calls only.
   * Throws HubError "connection.unknown" (with the nearest right alias), "connection.none", "connection.which"
   * (several, and none was named) or "connection.unfinished" (nobody has consented yet).
   */
  clientFor(alias: string | undefined, options?: Pick<GoToOptions, "onCall">): Promise<ConnectedClient>;
  /** What people call the connection of that id; undefined if it is gone. */
  aliasOf(connectionId: string): Promise<string | undefined>;
  /** Whether it is the only connection: then who names none means this one. */
  isOnly(connectionId: string): Promise<boolean>;
  /** Where later rooms say that they use a connection. */
  readonly uses: Uses;
}

export interface ConnectionsRoom extends Connections {
  registerRoutes(http: Http): void;
  /** The callback page, outside of /api/v1. */
  registerPages(http: Http): void;
  readonly checks: readonly Check[];
  /** To be called at the start: finishes a rotation of the key. */
  reseal(): Promise<void>;
  /** For a hub that stays: from now on, consents that nobody uses are renewed ahead of their end. */
  keepAlive(): void;
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Audit;
  readonly metrics: Metrics;
  /** The hub's own address as a browser reaches it; undefined while it does not listen. */
  readonly ownAddress: () => string | undefined;
}

export function createConnections(options: ConnectionsOptions): ConnectionsRoom {
  const { database, sealer, clock, log, audit, metrics, ownAddress } = options;
  const store = createConnectionStore(database);
  const network = createNetwork();
  const uses = createUses();
  const recorder = createHealthRecorder({ store, clock, log });
  const budgetUse = createBudgetUse({ database, clock, log });
  const countCall = createCallMetrics(metrics);
  const runtime = createRuntime({
    database,
    sealer,
    clock,
    network,
    onCall(connectionId, record, oauthClientId) {
      countCall(record);
      budgetUse.count(oauthClientId, record);
      recorder.call(connectionId, record);
    },
    onTokenError: recorder.failure,
  });
  const clients = createOAuthClients({ store, sealer, clock, audit });
  const service = createConnectionService({
    database,
    store,
    runtime,
    recorder,
    budgetUse,
    uses,
    clock,
    log,
    audit,
  });
  metrics.addSource(connectionMetrics(service));
  const authorization = createAuthorization({
    store,
    requests: createAuthorizationStore(database),
    service,
    runtime,
    sealer,
    clock,
    translate: (error) => translateGoToError(error),
    ownAddress,
  });
  let keeping: { stop(): void } | undefined;
  return {
    async reseal() {
      const { resealed, damaged } = await resealOutdated(database, sealer);
      if (resealed > 0) log.info({ resealed }, "sealed anew with the present key");
      if (damaged.length > 0)
        log.warn({ damaged }, "sealed values that do not open, although their key is here");
    },
    keepAlive() {
      keeping ??= startKeepAlive({
        grants: () => grantSummaries(database),
        renew: (connectionId) => service.renew(connectionId),
        clock,
        log,
      });
    },
    clientFor: (alias, own) => service.connectedTo(alias, own),
    aliasOf: async (connectionId) => (await store.connectionById(connectionId))?.alias,
    async isOnly(connectionId) {
      const [first, ...others] = await store.connections();
      return first?.id === connectionId && others.length === 0;
    },
    uses,
    registerRoutes: (http) =>
      registerConnectionRoutes(http, { service, clients, authorization, network, clock, audit }),
    registerPages: (http) => registerCallbackPage(http, authorization),
    checks: connectionChecks({ database, store, service, sealer, network, clock }),
    async close() {
      keeping?.stop();
      await recorder.flush();
      await budgetUse.flush();
      await network.close();
    },
  };
}
