/**
 * The verbs of replicas as they were chosen: list, add, change, schedule, remove, each change with its audit entry. What
 * may be chosen is `model.ts`. NOT the life of their syncs (`syncs.ts`).
 */
import { randomUUID } from "node:crypto";
import type { Actor, Audit } from "../access/index.ts";
import type { Alerts, AlertsRoom } from "../alerts/index.ts";
import type { Connections } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Schedule } from "../platform/schedule/schedule.ts";
import { dropTables } from "./drop-tables.ts";
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
import { mayWrite, ownerOf, schemaTaken } from "./owner.ts";
import { mayNotWrite, nameTaken, placeTaken, reached, twoDatabases } from "./refusals.ts";
import { dueAfter, nightly } from "./schedule.ts";
import { createReplicaStore, type ReplicaStore } from "./store.ts";
import type { SyncRecord } from "./sync-model.ts";
import type { Syncs } from "./syncs.ts";
import { busy, type Target } from "./target.ts";
import { sentenceOf } from "./words.ts";

export interface ReplicaServiceDeps {
  readonly store: ReplicaStore;
  readonly syncs: Syncs;
  readonly connections: Connections;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Whom a replica may tell. */
  readonly alerts: Pick<AlertsRoom, "check">;
  /** The zone of those who run this hub. */
  readonly zone: string;
  open(replica: Replica): Promise<Target>;
  /** Host and database of an endpoint. Throws HubError "endpoint.unknown" or "replica.bad-endpoint". */
  placeOf(endpoint: string): Promise<string>;
  aliasOf(replica: Replica): Promise<string | null>;
}

/** What can be said about a replica; absent when adding means the default, when changing that it stays. */
export interface ReplicaWish {
  readonly name?: string | undefined;
  /** Alias of the connection. */
  readonly connection?: string | undefined;
  /** Of a Postgres; null: the hub's own database. */
  readonly address?: string | null | undefined;
  /** Name of a PostgreSQL endpoint, instead of an address. */
  readonly endpoint?: string | undefined;
  readonly schema?: string | undefined;
  readonly entities?: readonly string[] | undefined;
  readonly completeDays?: number | undefined;
  /** Null: it syncs only when told. */
  readonly schedule?: Schedule | null | undefined;
  /** Null: nobody is told. */
  readonly alerts?: Alerts | null | undefined;
}

export interface ReplicaReport {
  readonly replica: Replica;
  /** Alias of its connection; null: that was removed. */
  readonly connection: string | null;
  readonly underWay: SyncRecord | undefined;
  readonly lastEnded: SyncRecord | undefined;
  readonly lastComplete: SyncRecord | undefined;
  readonly sentence: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type ReplicaService = ReturnType<typeof createReplicaService>;

/** So many syncs back is looked for the last good one. */
const lookBack = 50;

export function createReplicaService(deps: ReplicaServiceDeps) {
  const { store, syncs, connections, audit, sealer, clock } = deps;
  const now = () => new Date(clock.now());

  async function find(name: string): Promise<Replica> {
    const found = await store.named(name);
    if (found !== undefined) return found;
    throw unknownReplica(
      name,
      (await store.all()).map((replica) => replica.name),
    );
  }

  /** From the hub's database alone: the one copied into may be away, and an answer must not wait for it. */
  async function report(found: Replica): Promise<ReplicaReport> {
    const replica = { ...found, place: await placeNow(found) };
    const [connection, underWay, lastComplete, history] = await Promise.all([
      deps.aliasOf(replica),
      syncs.alive(replica.id),
      syncs.lastComplete(replica.id),
      syncs.history(replica.id, lookBack),
    ]);
    const ended = history.filter(({ endedAt }) => endedAt !== undefined);
    const { completeDays, schedule, nextSyncAt } = replica;
    const isCutOff = connection === null;
    const facts = { underWay, ended, lastComplete, completeDays, schedule, nextSyncAt, isCutOff };
    const sentence = sentenceOf({ ...facts, now: clock.now() });
    return { replica, connection, underWay, lastEnded: ended[0], lastComplete, sentence, now: clock.now() };
  }

  /** An endpoint's settings may have changed since it was chosen; of one that was removed the place is kept. */
  async function placeNow({ endpoint, place }: Replica): Promise<string | null> {
    return endpoint === null ? place : await deps.placeOf(endpoint).catch(() => place);
  }

  /** Says which connection there is, and refuses one that nobody consented to. */
  async function connectionOf(alias: string | undefined): Promise<string> {
    const client = await connections.clientFor(alias);
    await client.goto.close();
    return client.connectionId;
  }

  async function wished(replica: Replica, wish: ReplicaWish): Promise<Replica> {
    const name = wish.name === undefined ? replica.name : checkName(wish.name);
    const taken = name === replica.name ? undefined : await store.named(name);
    if (taken !== undefined && taken.id !== replica.id) throw nameTaken(name);
    const schedule = wish.schedule === undefined ? replica.schedule : wish.schedule;
    deps.alerts.check(wish.alerts);
    const changed: Replica = {
      ...replica,
      name,
      schema: wish.schema === undefined ? replica.schema : checkSchema(wish.schema),
      entities: wish.entities === undefined ? replica.entities : chooseEntities(wish.entities),
      completeDays: wish.completeDays ?? replica.completeDays,
      schedule,
      nextSyncAt: wish.schedule === undefined ? replica.nextSyncAt : dueAfter(schedule, now()),
      alerts: wish.alerts === undefined ? replica.alerts : wish.alerts,
    };
    return { ...changed, ...(await databaseOf(replica.id, wish)) };
  }

  /** Where it is copied to, as far as something is wished. */
  async function databaseOf(id: string, { address, endpoint }: ReplicaWish): Promise<Partial<Replica>> {
    const nowhere = { sealedAddress: null, endpoint: null, place: null };
    if (endpoint !== undefined) {
      if (typeof address === "string") throw twoDatabases();
      return { ...nowhere, endpoint, place: await deps.placeOf(endpoint) };
    }
    if (address === undefined) return {};
    if (address === null) return nowhere;
    const checked = checkAddress(address);
    const sealedAddress = sealer.seal(checked.address, addressPlace(id));
    return { ...nowhere, sealedAddress, place: checked.place };
  }

  /**
   * Two replicas in one schema would mark each other's rows as gone. The database itself is asked as well: the same one
   * may be written in several ways, and another hub may copy into it. So a wrong address shows now and not at night.
   */
  async function checkPlace(replica: Replica): Promise<void> {
    const others = await store.all();
    const twin = others.find(
      ({ id, place, schema }) => id !== replica.id && place === replica.place && schema === replica.schema,
    );
    if (twin !== undefined) throw placeTaken(twin, replica.schema);
    await using target = await deps.open(replica);
    const { session } = target;
    const [owner, may] = await reached(async () => [
      await ownerOf(session, replica.schema),
      await mayWrite(session, replica.schema),
    ]);
    if (owner !== undefined && owner.id !== replica.id) throw schemaTaken(replica.schema);
    if (!may) throw mayNotWrite(replica);
  }

  async function change(name: string, wish: ReplicaWish, action: string, who: Actor): Promise<ReplicaReport> {
    const replica = await find(name);
    const connectionId =
      wish.connection === undefined ? replica.connectionId : await connectionOf(wish.connection);
    const changed = await wished({ ...replica, connectionId }, wish);
    const isElsewhere =
      wish.address !== undefined || wish.endpoint !== undefined || changed.schema !== replica.schema;
    if (isElsewhere) {
      if ((await syncs.alive(replica.id)) !== undefined) throw busy();
      await checkPlace(changed);
    }
    const [before, after] = [await auditable(replica), await auditable(changed)];
    await audit.change(who, async (within, record) => {
      await createReplicaStore(within).update(changed);
      await record({ action, kind: "replica", id: replica.name, before, after });
    });
    return report(changed);
  }

  async function auditable(replica: Replica) {
    const { name, place, endpoint, schema, entities, completeDays, schedule, alerts } = replica;
    const connection = await deps.aliasOf(replica);
    return { name, connection, database: place, endpoint, schema, entities, completeDays, schedule, alerts };
  }

  return {
    find,

    async list(): Promise<readonly ReplicaReport[]> {
      return Promise.all((await store.all()).map(report));
    },

    async show(name: string): Promise<ReplicaReport> {
      return report(await find(name));
    },

    async add(wish: ReplicaWish, who: Actor): Promise<ReplicaReport> {
      const schedule = nightly(deps.zone);
      const replica = await wished(
        {
          id: randomUUID(),
          name: "",
          connectionId: await connectionOf(wish.connection),
          ...{ sealedAddress: null, endpoint: null, place: null },
          schema: defaultSchema,
          entities: chooseEntities(undefined),
          completeDays: defaultCompleteDays,
          schedule,
          nextSyncAt: dueAfter(schedule, now()),
          alerts: null,
          createdAt: now(),
        },
        { ...wish, name: wish.name ?? "main" },
      );
      await checkPlace(replica);
      const after = await auditable(replica);
      await audit.change(who, async (within, record) => {
        await createReplicaStore(within).insert(replica);
        await record({ action: "replica.add", kind: "replica", id: replica.name, after });
      });
      return report(replica);
    },

    change: (name: string, wish: ReplicaWish, who: Actor) => change(name, wish, "replica.change", who),

    schedule: (name: string, schedule: Schedule | null, who: Actor) =>
      change(name, { schedule }, "replica.schedule", who),

    /** The tables stay where they are, unless told. Its history goes. Throws HubError "replica.busy". */
    async remove(name: string, drop: boolean, who: Actor): Promise<void> {
      const replica = await find(name);
      if ((await syncs.alive(replica.id)) !== undefined) throw busy();
      if (drop) {
        await using target = await deps.open(replica);
        await target.withLock(replica.id, (locked) => dropTables(locked, replica.schema, replica.id));
      }
      const before = await auditable(replica);
      await audit.change(who, async (within, record) => {
        await createReplicaStore(within).delete(replica.id);
        await record({
          action: "replica.remove",
          kind: "replica",
          id: replica.name,
          before,
          after: { drop },
        });
      });
    },

    async usesOf(connectionId: string) {
      return (await store.all())
        .filter((replica) => replica.connectionId === connectionId)
        .map(({ name }) => ({ kind: "replica", name }));
    },
  };
}
