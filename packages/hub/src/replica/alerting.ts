/**
 * What alerts hear of replicas: syncs that failed, and what is due and did not begin, from what the database says, so that
 * it does not matter which process carried them out. NOT the messages: those are the room `alerts/`.
 */
import {
  type AboutFacts,
  type AlertSource,
  createAlertStore,
  isLostConnection,
  likenessOf,
  type Trouble,
} from "../alerts/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import type { Replica } from "./model.ts";
import { createReplicaStore } from "./store.ts";
import type { SyncRecord } from "./sync-model.ts";
import { createSyncStore } from "./sync-store.ts";

const syncsAtOnce = 100;

export function replicaAlerts(database: Database, clock: Clock): AlertSource {
  const now = () => new Date(clock.now());

  /** One look at how a sync ended, by one process. One that somebody stopped says nothing of how the replica fares. */
  async function lookAtEnd(sync: SyncRecord): Promise<void> {
    await inTransaction(database, async (within) => {
      if (!(await createSyncStore(within).takeUnjudged(sync.id))) return;
      const replica = await createReplicaStore(within).find(sync.replicaId);
      if (replica === undefined || replica.alerts === null) return;
      const store = createAlertStore(within);
      const about = { replica: replica.id };
      if (sync.state === "done") await store.isWell(about);
      else await store.add(about, failureOf(sync), sync.endedAt ?? now());
    });
  }

  /** Told of once per due time. */
  async function lookAtLate(replica: Replica): Promise<void> {
    const sync = await createSyncStore(database).alive(replica.id);
    const trouble = lateness(replica, sync, now());
    if (trouble === undefined) return;
    const about = { replica: replica.id };
    const known = await createAlertStore(database).troubles(about);
    if (known.some(({ likeness }) => likeness === trouble.likeness)) return;
    await inTransaction(database, (within) => createAlertStore(within).add(about, [trouble], now()));
  }

  return {
    kind: "replica",
    async gather() {
      for (const sync of await createSyncStore(database).unjudged(syncsAtOnce)) await lookAtEnd(sync);
      const all = await createReplicaStore(database).all();
      for (const replica of all) if (replica.alerts !== null) await lookAtLate(replica);
    },
    async facts(about, within): Promise<AboutFacts | undefined> {
      if (!("replica" in about)) return undefined;
      const replica = await createReplicaStore(within).find(about.replica);
      if (replica === undefined || replica.alerts === null) return undefined;
      const { name, alerts } = replica;
      const hints = [
        `How it is:  rostrum replica status ${name}`,
        `Its syncs:  rostrum replica history ${name}`,
        `Sync now:   rostrum replica sync ${name}`,
      ];
      return { name, alerts, hints, data: { replica: name } };
    },
  };
}

function failureOf({ state, error }: SyncRecord): readonly Trouble[] {
  if (state !== "failed" || error === undefined) return [];
  return [
    {
      kind: isLostConnection(error.code) ? "connection-lost" : "sync-failed",
      likeness: likenessOf(error.code, error.message),
      words: `${error.message} ${error.meaning}`,
      remedy: error.remedy,
      place: undefined,
      times: 1,
    },
  ];
}

/** What is due for longer than the replica bears: nobody began it, took it, or the one before does not end. */
function lateness(
  { alerts, nextSyncAt }: Replica,
  sync: SyncRecord | undefined,
  now: Date,
): Trouble | undefined {
  if (alerts === null) return undefined;
  const limit = now.getTime() - alerts.late * 60_000;
  const base = { kind: "not-run", place: undefined, times: 1 } as const;
  if (sync?.state === "waiting" && sync.requestedAt.getTime() < limit) {
    return {
      ...base,
      likeness: `waiting ${sync.id}`,
      words: `A sync was asked for at ${sync.requestedAt.toISOString()}, and no process has taken it.`,
      remedy: "Start a hub (rostrum serve) or a worker (rostrum worker) on this database.",
    };
  }
  if (nextSyncAt === null || nextSyncAt.getTime() >= limit) return undefined;
  return {
    ...base,
    likeness: `due ${nextSyncAt.toISOString()}`,
    words: `It was due at ${nextSyncAt.toISOString()} and has not begun.`,
    remedy: "See whether a hub or worker was running all the time, and its log.",
  };
}
