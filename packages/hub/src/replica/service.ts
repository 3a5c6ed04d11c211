/**
 * The verbs of replicas: list, add, change, remove, sync, stop. What a sync does is `sync.ts`; what may be chosen is
 * `model.ts`.
 */
import { randomUUID } from "node:crypto";
import { type Connections, translateGoToError } from "../connections/index.ts";
import { entityNamed } from "../entities/registry/registry.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import { toHubError } from "../platform/http/errors.ts";
import type { Run } from "../platform/http/runs.ts";
import type { Log } from "../platform/log/log.ts";
import { dropTables } from "./drop-tables.ts";
import { hasLedger, type LedgerRun, ledgerOf } from "./ledger.ts";
import {
  addressPlace,
  checkAddress,
  checkName,
  checkSchema,
  chooseEntities,
  defaultCompleteDays,
  defaultSchema,
  type Replica,
  unknownReplica,
} from "./model.ts";
import { createReporter } from "./reporter.ts";
import type { ReplicaStore } from "./store.ts";
import { type SyncReport, sync } from "./sync.ts";
import { busy, foreignTarget, gone, ownTarget, type Target } from "./target.ts";
import { sentenceOf, summaryOf } from "./words.ts";

export interface ReplicaServiceDeps {
  readonly database: Database;
  readonly store: ReplicaStore;
  readonly connections: Connections;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
}

/** What can be said about a replica; absent when adding means the default, when changing that it stays. */
export interface ReplicaWish {
  readonly name?: string | undefined;
  /** Alias of the connection. */
  readonly connection?: string | undefined;
  /** Of a Postgres; null: the hub's own database. */
  readonly address?: string | null | undefined;
  readonly schema?: string | undefined;
  readonly entities?: readonly string[] | undefined;
  readonly completeDays?: number | undefined;
}

export interface ReplicaReport {
  readonly replica: Replica;
  /** Alias of its connection; null: that was removed. */
  readonly connection: string | null;
  readonly isSyncing: boolean;
  readonly lastRun: LedgerRun | undefined;
  readonly lastComplete: LedgerRun | undefined;
  readonly sentence: string;
}

export type ReplicaService = ReturnType<typeof createReplicaService>;

export function createReplicaService(deps: ReplicaServiceDeps) {
  const { database, store, connections, sealer, clock, log } = deps;
  /** Syncs of this process, by replica. */
  const underWay = new Map<string, { readonly stop: AbortController; readonly ended: Promise<void> }>();

  async function find(name: string): Promise<Replica> {
    const found = await store.named(name);
    if (found !== undefined) return found;
    throw unknownReplica(
      name,
      (await store.all()).map((replica) => replica.name),
    );
  }

  function open({ id, sealedAddress, place }: Replica): Target {
    if (sealedAddress === null) return ownTarget(database);
    return foreignTarget(sealer.open(sealedAddress, addressPlace(id)), place ?? "the given address");
  }

  async function aliasOf({ connectionId }: Replica): Promise<string | null> {
    return connectionId === null ? null : ((await connections.aliasOf(connectionId)) ?? null);
  }

  async function report(replica: Replica): Promise<ReplicaReport> {
    const ledger = ledgerOf(replica.schema);
    let [lastRun, lastComplete, unreachable]: [LedgerRun?, LedgerRun?, string?] = [];
    try {
      await using target = open(replica);
      if (await hasLedger(target.session, replica.schema)) {
        lastRun = await ledger.lastRun(target.session);
        lastComplete = await ledger.lastComplete(target.session);
      }
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      unreachable = `${error.message} ${error.remedy}`;
    }
    const isSyncing = underWay.has(replica.id);
    const { completeDays } = replica;
    const now = clock.now();
    return {
      replica,
      connection: await aliasOf(replica),
      isSyncing,
      lastRun,
      lastComplete,
      sentence: sentenceOf({ isSyncing, lastRun, lastComplete, completeDays, now, unreachable }),
    };
  }

  async function connectionOf(
    { connectionId }: Replica,
    { connection }: ReplicaWish,
  ): Promise<string | null> {
    if (connection === undefined) return connectionId;
    const client = await connections.clientFor(connection);
    await client.goto.close();
    return client.connectionId;
  }

  async function wished(replica: Replica, wish: ReplicaWish): Promise<Replica> {
    const name = wish.name === undefined ? replica.name : checkName(wish.name);
    const taken = name === replica.name ? undefined : await store.named(name);
    if (taken !== undefined && taken.id !== replica.id) throw nameTaken(name);
    const changed: Replica = {
      ...replica,
      name,
      schema: wish.schema === undefined ? replica.schema : checkSchema(wish.schema),
      entities: wish.entities === undefined ? replica.entities : chooseEntities(wish.entities),
      completeDays: wish.completeDays ?? replica.completeDays,
    };
    if (wish.address === undefined) return changed;
    if (wish.address === null) return { ...changed, sealedAddress: null, place: null };
    const { address, place } = checkAddress(wish.address);
    return { ...changed, sealedAddress: sealer.seal(address, addressPlace(replica.id)), place };
  }

  /** Two replicas in one schema would mark each other's rows as gone. */
  async function checkPlace(replica: Replica): Promise<void> {
    const others = await store.all();
    const twin = others.find(
      ({ id, place, schema }) => id !== replica.id && place === replica.place && schema === replica.schema,
    );
    if (twin !== undefined) throw placeTaken(twin, replica.schema);
  }

  async function carryOut(
    replica: Replica,
    complete: boolean,
    run: Run,
    signal: AbortSignal,
  ): Promise<SyncReport> {
    const alias = await aliasOf(replica);
    if (alias === null) throw connectionGone(replica);
    let calls = 0;
    let retried = 0;
    const client = await connections.clientFor(alias, {
      onCall({ retry }) {
        calls++;
        if (retry > 0) retried++;
      },
    });
    const reporter = createReporter({ run, client, clock, retried: () => retried });
    try {
      await using target = open(replica);
      const result = await target.withLock(replica.id, (locked) =>
        sync({
          replicaId: replica.id,
          schema: replica.schema,
          entities: replica.entities.map(entityNamed),
          completeDays: replica.completeDays,
          complete,
          client,
          clock,
          target: locked,
          looking: target.session,
          calls: () => calls,
          signal,
          onProgress: reporter.show,
        }),
      );
      return result;
    } finally {
      await client.goto.close();
    }
  }

  return {
    async list(): Promise<readonly ReplicaReport[]> {
      return Promise.all((await store.all()).map(report));
    },

    async show(name: string): Promise<ReplicaReport> {
      return report(await find(name));
    },

    async add(wish: ReplicaWish): Promise<ReplicaReport> {
      // Says which connection there is, and refuses one that nobody consented to.
      const client = await connections.clientFor(wish.connection);
      await client.goto.close();
      const replica = await wished(
        {
          id: randomUUID(),
          name: "",
          connectionId: client.connectionId,
          sealedAddress: null,
          place: null,
          schema: defaultSchema,
          entities: chooseEntities(undefined),
          completeDays: defaultCompleteDays,
          createdAt: new Date(clock.now()),
        },
        { ...wish, name: wish.name ?? "main" },
      );
      await checkPlace(replica);
      await store.insert(replica);
      return report(replica);
    },

    async change(name: string, wish: ReplicaWish): Promise<ReplicaReport> {
      const replica = await find(name);
      const changed = await wished({ ...replica, connectionId: await connectionOf(replica, wish) }, wish);
      await checkPlace(changed);
      await store.update(changed);
      return report(changed);
    },

    /** The tables stay where they are, unless told. */
    async remove(name: string, drop: boolean): Promise<void> {
      const replica = await find(name);
      if (underWay.has(replica.id)) throw busy();
      if (drop) {
        await using target = open(replica);
        await target.withLock(replica.id, (locked) => dropTables(locked, replica.schema));
      }
      await store.delete(replica.id);
    },

    /**
     * Starts a sync; its progress and its end, also a bad one, are told to the run.
     * Throws HubErrors "replica.unknown" and "replica.busy".
     */
    async start(name: string, complete: boolean, begin: () => Run): Promise<void> {
      const replica = await find(name);
      if (underWay.has(replica.id)) throw busy();
      const run = begin();
      const stop = new AbortController();
      const ended = carryOut(replica, complete, run, stop.signal)
        .then(
          (result) => tellEnd(run, result),
          (error: unknown) => tellFailure(run, replica, error, stop.signal.aborted),
        )
        .finally(() => underWay.delete(replica.id));
      underWay.set(replica.id, { stop, ended });
    },

    /** Stops the sync of this process, if there is one, and resolves when it has ended. */
    async stop(name: string): Promise<boolean> {
      const found = underWay.get((await find(name)).id);
      found?.stop.abort(new DOMException("The sync was stopped.", "AbortError"));
      await found?.ended;
      return found !== undefined;
    },

    async close(): Promise<void> {
      for (const { stop } of underWay.values()) stop.abort(new DOMException("The hub ends.", "AbortError"));
      await Promise.all([...underWay.values()].map(({ ended }) => ended));
    },

    async usesOf(connectionId: string) {
      return (await store.all())
        .filter((replica) => replica.connectionId === connectionId)
        .map(({ name }) => ({ kind: "replica", name }));
    },
  };

  function tellEnd(run: Run, result: SyncReport): void {
    const { failures, remarks } = result;
    run.done({
      summary: summaryOf(result),
      failedRows: failures.length,
      calls: result.calls,
      remarks: [...failures.map((failure) => `Not read: ${failure}`), ...remarks],
    });
  }

  function tellFailure(run: Run, replica: Replica, error: unknown, isStopped: boolean): void {
    const place = replica.place ?? "the hub's own address";
    const known = isStopped ? stopped() : toHubError(gone(error, place) ?? error, [translateGoToError]);
    if (known.kind === "fault") log.error({ err: error, replica: replica.name }, "a sync failed");
    run.fail(known);
  }
}

function stopped(): HubError {
  return new HubError({
    kind: "unavailable",
    code: "replica.stopped",
    message: "The sync was stopped.",
    meaning:
      "What was written is whole up to the last commit; nothing was marked as gone that was not looked for.",
    remedy: "Sync again: it goes on from there.",
  });
}

function connectionGone({ name }: Replica): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.no-connection",
    message: `The connection of the replica ${name} was removed.`,
    meaning: "Nobody is there to read with; the tables are as they were.",
    remedy: `Give it another one of the same organizer: rostrum replica change ${name} --connection ALIAS`,
  });
}

function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.name-taken",
    message: `There is a replica ${name} already.`,
    meaning: "Nothing was changed.",
    remedy: "Choose another name.",
  });
}

function placeTaken(twin: Replica, schema: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.schema-taken",
    message: `The replica ${twin.name} is kept in the schema ${schema} of that database.`,
    meaning: "Two copies in one place would mark each other's rows as gone; nothing was changed.",
    remedy: "Give this one another schema.",
  });
}
