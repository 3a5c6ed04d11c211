/**
 * The whole app as a value: `createApp` opens what it needs and wires the rooms; no port, no work at import
 * time. Listening is `server.ts`, the command line is `cli/`.
 *
 * How a room joins: it exports `registerXRoutes(http, deps)`, which declares routes relative to /api/v1 on an
 * `Http` with zod schemas and, in `config`, the permission that each needs (without one the app does not start). The
 * guard, error answers and OpenAPI come by themselves. It is called below.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type AccessRoom, createAccess } from "./access/index.ts";
import { createAgentDirectory, createAgents } from "./agents/index.ts";
import { createAlerts } from "./alerts/index.ts";
import { apiTags } from "./api-tags.ts";
import { createBackup } from "./backup/index.ts";
import { type ConnectionsRoom, createConnections, translateGoToError } from "./connections/index.ts";
import { createEndpointRegistry, registerEndpointRoutes, resealEndpoints } from "./endpoints/index.ts";
import { registerEntityRoutes } from "./entities/index.ts";
import { createFlowsRoom, type FlowsRoom, stopRestoredRuns } from "./flows/index.ts";
import { personalDataSources, retentionSources } from "./kept.ts";
import { createPersonalData } from "./personal-data/index.ts";
import { type Clock, systemClock } from "./platform/clock/clock.ts";
import type { Config } from "./platform/config/config.ts";
import { checkKeyFile } from "./platform/crypto/sealed-values.ts";
import { openSealer } from "./platform/crypto/sealer.ts";
import { accessToken, makeDataFolder } from "./platform/data-folder/data-folder.ts";
import { type DataFolderLock, takeLock } from "./platform/data-folder/lock.ts";
import { databaseCheck } from "./platform/database/check.ts";
import { type Database, openEmbedded, openPostgres } from "./platform/database/database.ts";
import { translateDatabaseError } from "./platform/database/errors.ts";
import { HubError } from "./platform/errors.ts";
import { type Check, registerCheckRoutes, registerHealthRoutes } from "./platform/http/checks.ts";
import { createHttp } from "./platform/http/http.ts";
import { createRuns, registerRunRoutes } from "./platform/http/runs.ts";
import type { Http } from "./platform/http/types.ts";
import { createJobs } from "./platform/jobs/jobs.ts";
import { createLog, type Log } from "./platform/log/log.ts";
import { databaseMetrics, jobMetrics } from "./platform/metrics/database.ts";
import { createMetrics } from "./platform/metrics/metrics.ts";
import { registerMetricsRoute } from "./platform/metrics/routes.ts";
import { registerProductPages } from "./platform/pages/product-pages.ts";
import { registerReferencePage } from "./platform/pages/reference-page.ts";
import { registerScheduleRoutes } from "./platform/schedule/routes.ts";
import { createReplicas, type Replicas, stopRestoredSyncs } from "./replica/index.ts";
import { createRetention, type Retention } from "./retention/index.ts";

export interface AppOptions {
  readonly config: Config;
  /** What this process does, for the message to a second one: "serve", "query"... */
  readonly purpose: string;
  readonly log?: Log;
  readonly clock?: Clock;
  /** An open database to use instead of the configured one; it stays the caller's to close. For tests. */
  readonly database?: Database;
}

export interface App {
  readonly http: Http;
  readonly config: Config;
  readonly database: Database;
  readonly access: AccessRoom;
  readonly connections: ConnectionsRoom;
  readonly flows: FlowsRoom;
  readonly replicas: Replicas;
  readonly retention: Retention;
  /** Health and figures alone, behind the same guard, for a process without the API; whoever asks for it closes it. */
  monitoring(): Promise<Http>;
  /** The access token of the data folder: Bearer of an administrator. */
  readonly accessToken: string;
  readonly log: Log;
  /** To be called when the app listens, with the addresses at which this machine reaches it. */
  announce(addresses: { readonly forPrograms: string; readonly forPeople: string }): void;
  close(): Promise<void>;
}

/**
 * Opens the data folder (lock, key, token) and the database, and wires the rooms.
 * Throws HubError when something is not as it must be; nothing stays open then.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock = systemClock, log = createLog(config.logLevel) } = options;
  makeDataFolder(config.dataFolder);
  await using opened = new AsyncDisposableStack();

  // Postgres bears many processes; only the embedded database needs the folder for itself.
  const shared = config.databaseUrl !== undefined;
  const lock = takeFolder(config.dataFolder, options.purpose, shared, clock);
  opened.defer(() => lock?.release());
  const token = accessToken(config.dataFolder);
  const database = options.database ?? (await openDatabase(config));
  if (options.database === undefined) opened.defer(() => database.close());
  if (config.key === undefined) await checkKeyFile(config.dataFolder, database);
  const sealer = openSealer(config.key, config.dataFolder);

  const knownAgents = createAgentDirectory(database, clock);
  const metrics = createMetrics(log);
  metrics.addSource(databaseMetrics(database));
  let address: string | undefined;
  const access = createAccess({
    database,
    sealer,
    clock,
    log,
    config,
    localToken: token,
    agentOf: knownAgents.agentOf,
    ownAddress: () => config.publicUrl ?? address ?? `http://localhost:${config.port}`,
  });
  const connections = createConnections({
    database,
    sealer,
    clock,
    log,
    audit: access.audit,
    metrics,
    ownAddress: () => (address === undefined ? undefined : (config.publicUrl ?? address)),
  });
  opened.defer(() => connections.close());
  await connections.reseal();
  const filesFolder = config.filesFolder ?? path.join(config.dataFolder, "files");
  mkdirSync(filesFolder, { recursive: true });
  const endpoints = createEndpointRegistry({ database, sealer, clock, connections, filesFolder });
  await resealEndpoints(database, sealer, log);
  const { audit } = access;
  const alerts = createAlerts({ database, sealer, audit, clock, log, config });
  opened.defer(() => alerts.close());
  const jobs = createJobs(database, log);
  metrics.addSource(jobMetrics(jobs));
  const flows = createFlowsRoom({
    ...{ database, connections, endpoints, jobs, clock, log, metrics, alerts, audit },
    ownAddress: () => config.publicUrl ?? address,
    agents: { ...knownAgents, preview: (...asked) => agents.preview(...asked) },
  });
  // Runs first: they use the connections, and keep where they are.
  opened.defer(() => jobs.stop());
  opened.defer(() => flows.close());
  const { pinned, lookupTable } = flows;
  const agents = createAgents({
    ...{ database, pinned, lookupTable, connections, endpoints, clock, log },
    audit: access.audit,
  });
  const runs = createRuns(clock);
  const replicas = createReplicas({
    ...{ database, connections, endpoints, sealer, jobs, audit, clock, log, alerts },
  });
  opened.defer(() => replicas.close());
  await replicas.reseal();
  const backup = createBackup({
    database,
    sealer,
    clock,
    audit: access.audit,
    folder: config.dataFolder,
    parts: [
      { schemas: replicas.schemas, restored: () => stopRestoredSyncs(database, clock) },
      { restored: () => stopRestoredRuns(database, clock) },
    ],
    isServing: () => address !== undefined,
  });
  const personalData = createPersonalData({
    audit: access.audit,
    sealer,
    sources: personalDataSources({ database, sealer, endpoints, filesFolder }),
  });
  const retention = createRetention({
    database,
    clock,
    log,
    audit: access.audit,
    sources: retentionSources({ database, sealer, endpoints }),
  });
  opened.defer(() => retention.close());
  const checks: readonly Check[] = [
    databaseCheck(database, config.dataFolder),
    ...access.checks,
    ...connections.checks,
    ...agents.checks,
    ...alerts.checks,
    ...replicas.checks,
  ];

  const translators = [(error: unknown) => translateGoToError(error), translateDatabaseError];
  const http = await createHttp({
    log,
    translators,
    trustedProxies: config.trustedProxies,
    publicHttps: config.publicUrl?.startsWith("https:") ?? false,
    tags: apiTags,
    metrics,
    guard: access.installGuard,
    guarded: (scope) => registerMetricsRoute(scope, metrics),
    api(scope) {
      registerRunRoutes(scope, runs, clock);
      registerScheduleRoutes(scope, clock);
      registerCheckRoutes(scope, checks);
      access.registerRoutes(scope);
      connections.registerRoutes(scope);
      registerEntityRoutes(scope, { connections, audit: access.audit, runs, clock });
      registerEndpointRoutes(scope, endpoints, access.audit);
      flows.registerRoutes(scope);
      alerts.registerRoutes(scope);
      agents.registerRoutes(scope);
      replicas.registerRoutes(scope);
      backup.registerRoutes(scope);
      personalData.registerRoutes(scope);
      retention.registerRoutes(scope);
    },
    open(root) {
      registerHealthRoutes(root, checks);
      registerProductPages(root);
      registerReferencePage(root);
      access.registerPages(root);
      connections.registerPages(root);
    },
  });
  opened.defer(() => http.close());
  // Before the server, which waits for those whose question is still open.
  opened.defer(() => agents.close());

  const closing = opened.move();
  return {
    http,
    monitoring: () =>
      createHttp({
        log,
        translators,
        trustedProxies: undefined,
        tags: apiTags,
        guard: access.installGuard,
        guarded: (scope) => registerMetricsRoute(scope, metrics),
        api: () => {},
        open: (root) => registerHealthRoutes(root, checks),
      }),
    config,
    database,
    access,
    connections,
    flows,
    replicas,
    retention,
    accessToken: token,
    log,
    announce({ forPrograms, forPeople }) {
      address = forPeople;
      lock?.announce(forPrograms);
    },
    close: () => closing.disposeAsync(),
  };
}

function takeFolder(
  folder: string,
  purpose: string,
  shared: boolean,
  clock: Clock,
): DataFolderLock | undefined {
  try {
    return takeLock(folder, purpose, new Date(clock.now()));
  } catch (error) {
    if (shared && error instanceof HubError && error.code === "data-folder.in-use") return undefined;
    throw error;
  }
}

async function openDatabase(config: Config): Promise<Database> {
  return config.databaseUrl === undefined
    ? openEmbedded(path.join(config.dataFolder, "database"))
    : openPostgres(config.databaseUrl);
}
