/**
 * The life of syncs: asked for or due, begun once, carried out by whichever process takes the job, stopped, taken over
 * when their process dies. `replica_sync` says who holds one; the job (`platform/jobs`) only says that there is work.
 */
import { randomUUID } from "node:crypto";
import type { Actor, Audit } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import { answerOf } from "../platform/http/errors.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import { type CarryOutPorts, carryOut, SyncLost, stopped } from "./carry-out.ts";
import type { Replica } from "./model.ts";
import { dueAfter, triedAgainAt } from "./schedule.ts";
import { createReplicaStore, type ReplicaStore } from "./store.ts";
import type { SyncRecord } from "./sync-model.ts";
import { createSyncStore, type SyncStore } from "./sync-store.ts";

export interface SyncsOptions extends Omit<CarryOutPorts, "syncs"> {
  readonly database: Database;
  readonly replicas: ReplicaStore;
  readonly syncs: SyncStore;
  readonly jobs: Jobs;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BegunSync {
  readonly sync: SyncRecord;
  /** False: one was under way already, and this is it. */
  readonly isNew: boolean;
}

const queue = "replica-sync";
/** Syncs of one process at once: they share the budget of their OAuth client anyway. */
const syncsAtOnce = 4;
const keptDays = 90;
const dayMs = 86_400_000;
/** For so long a caller who stops a sync waits for its end. */
const stopsWithinMs = 15_000;
const historyForRetries = 10;

export type Syncs = ReturnType<typeof createSyncs>;

export function createSyncs(options: SyncsOptions) {
  const { database, replicas, syncs, jobs, audit, clock } = options;
  const now = () => new Date(clock.now());
  /** Of this process, by replica: the embedded database has no lock that would keep two of them apart. */
  const underWay = new Map<
    string,
    { readonly id: string; readonly stopping: AbortController; readonly ended: Promise<void> }
  >();
  let prepared: Promise<readonly string[]> | undefined;
  let working: Promise<void> | undefined;

  const send = (id: string) => jobs.send(queue, { sync: id });

  /** On the embedded database, what seems to run when this process starts has nobody who runs it. */
  function prepare(): Promise<readonly string[]> {
    prepared ??= database.kind === "embedded" ? syncs.releaseAll() : Promise.resolve([]);
    return prepared;
  }

  /** Takes a sync: one that waits, one whose process is silent, or one whose process has lost its lock, thus is dead. */
  async function claim(sync: SyncRecord, replica: Replica): Promise<SyncRecord | undefined> {
    const claimed = await syncs.claim(sync.id, false, now());
    if (claimed !== undefined || sync.state !== "running" || underWay.get(replica.id)?.id === sync.id)
      return claimed;
    const isFree = await isLockFree(replica).catch(() => false);
    return isFree ? syncs.claim(sync.id, true, now()) : undefined;
  }

  async function isLockFree(replica: Replica): Promise<boolean> {
    await using target = await options.open(replica);
    return !target.isEmbedded && (await target.withLock(replica.id, async () => true));
  }

  async function work(id: string, ending: AbortSignal): Promise<void> {
    const sync = await syncs.find(id);
    const replica = sync && (await replicas.find(sync.replicaId));
    if (sync === undefined || replica === undefined || sync.endedAt !== undefined) return;
    const held = await claim(sync, replica);
    if (held === undefined) return;
    const former = underWay.get(replica.id);
    former?.stopping.abort(new SyncLost("It was begun anew."));
    await former?.ended;
    const stopping = new AbortController();
    const ended = carryOut(held, replica, options, ending, stopping);
    underWay.set(replica.id, { id, stopping, ended: ended.then(ignore, ignore) });
    try {
      const { state, mends } = await ended;
      await afterwards(replica, state === "failed" && mends);
    } catch (error) {
      if (error instanceof SyncLost) return;
      throw error;
    } finally {
      if (underWay.get(replica.id)?.id === id) underWay.delete(replica.id);
    }
  }

  /** Tries a scheduled replica again soon where that can help, and forgets what is old. */
  async function afterwards(replica: Replica, isWorthATry: boolean): Promise<void> {
    await syncs.forget(replica.id, new Date(clock.now() - keptDays * dayMs));
    if (!isWorthATry) return;
    const at = triedAgainAt(failuresInARow(await syncs.history(replica.id, historyForRetries)), now());
    if (at !== undefined) await replicas.bringForward(replica.id, at);
  }

  return {
    history: syncs.history,
    alive: syncs.alive,
    lastComplete: syncs.lastComplete,

    async find(id: string): Promise<SyncRecord> {
      const sync = await syncs.find(id);
      if (sync !== undefined) return sync;
      throw new HubError({
        kind: "unknown",
        code: "replica-sync.unknown",
        message: `There is no sync ${id}.`,
        meaning: "It never was, or its history is over.",
        remedy: "See the syncs of a replica with: rostrum replica history NAME",
      });
    },

    /** Begins a sync, or gives the one that is under way. Throws HubError "replica.busy" where that one will not do. */
    async start(replica: Replica, complete: boolean, who: Actor): Promise<BegunSync> {
      await prepare();
      const id = randomUUID();
      const isNew = await audit.change(who, async (within, record) => {
        const begun = await createSyncStore(within).begin(
          { id, replicaId: replica.id, reason: "request", complete },
          now(),
        );
        if (begun)
          await record({ action: "replica.sync", kind: "replica", id: replica.name, after: { complete } });
        return begun;
      });
      const sync = isNew ? await syncs.find(id) : await syncs.alive(replica.id);
      // It ended between the two looks: then there is room for this one.
      if (sync === undefined) return this.start(replica, complete, who);
      if (!isNew) {
        audit.nothingChanged(who);
        if (complete && !sync.complete && !(await syncs.makeComplete(sync.id))) throw otherUnderWay(replica);
      }
      // Also for one that is under way: its process may be dead.
      await send(sync.id);
      return { sync, isNew };
    },

    /** Stops the sync that is under way, and resolves when it has ended. Whether there was one. */
    async stop(replica: Replica): Promise<boolean> {
      const sync = await syncs.alive(replica.id);
      if (sync === undefined) return false;
      await syncs.requestStop(sync.id, answerOf(stopped()).error, now());
      const here = underWay.get(replica.id);
      if (here?.id === sync.id) here.stopping.abort(new DOMException("The sync was stopped.", "AbortError"));
      const giveUpAt = clock.monotonic() + stopsWithinMs;
      while ((await syncs.alive(replica.id))?.id === sync.id && clock.monotonic() < giveUpAt)
        await clock.sleep(100);
      return true;
    },

    /** Begins what is due. Every process may ask; each due time begins one sync. Resolves with how many were begun. */
    async beginDue(): Promise<number> {
      let count = 0;
      for (const replica of await replicas.due(now())) {
        const id = randomUUID();
        const begun = await inTransaction(database, async (within) => {
          const next = dueAfter(replica.schedule, now());
          if (!(await createReplicaStore(within).take(replica, next))) return false;
          const sync = { id, replicaId: replica.id, reason: "schedule", complete: false } as const;
          return createSyncStore(within).begin(sync, now());
        });
        if (!begun) continue;
        count += 1;
        await send(id);
      }
      return count;
    },

    /** Gives out again what nobody works on. */
    async rescue(): Promise<void> {
      for (const id of await syncs.forgotten()) await send(id);
    },

    /** This process carries out syncs from now on. Calling it again changes nothing. */
    work(): Promise<void> {
      working ??= (async () => {
        for (const id of await prepare()) await send(id);
        await jobs.work(queue, syncsAtOnce, (data, signal) => work((data as { sync: string }).sync, signal));
      })();
      return working;
    },
  };
}

function ignore(): void {}

/** Of a history, latest first; one that is under way does not count. */
function failuresInARow(history: readonly SyncRecord[]): number {
  const ended = history.filter(({ endedAt }) => endedAt !== undefined);
  const end = ended.findIndex(({ state }) => state !== "failed");
  return end === -1 ? ended.length : end;
}

function otherUnderWay({ name }: Replica): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.busy",
    message: `A sync of ${name} is under way that does not read everything.`,
    meaning: "One sync at a time keeps its rows and its counts right; nothing was started.",
    remedy: `Wait for it, or stop it with: rostrum replica stop ${name}`,
  });
}
