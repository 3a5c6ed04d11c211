/**
 * Jobs: work that outlives the request that asked for it, shared by all processes on one database. pg-boss behind the
 * few words that rooms need; its tables are in the schema `pgboss` and belong to it.
 *
 * A job whose process dies is given to another one: a worker tells every few seconds that it lives, and who is not
 * heard of for `silence` has lost its jobs. So a job can run twice for a moment (a process that was only slow): a
 * handler must take its work by a fence of its own (see flows/run-store.ts), as it must after a crash anyway.
 *
 * NOT a scheduler: rooms keep what is due in their own tables, where the due run and the next time change at once.
 */
import { randomUUID } from "node:crypto";
import { fromPglite, PgBoss } from "pg-boss";
import { applicationName, type Database } from "../database/database.ts";
import type { Log } from "../log/log.ts";

export type JobHandler = (data: unknown, signal: AbortSignal) => Promise<void>;

export interface Jobs {
  /**
   * Puts a job into a queue; it survives a crash from here on. While a job with the same key waits or is under way, a
   * second one is not made: so what may have been lost between two commits can be sent again at any time.
   */
  send(queue: string, data: object, key?: string): Promise<void>;
  /**
   * This process takes jobs of the queue from now on, so many at a time. A handler that rejects gets the job again,
   * here or elsewhere, some seconds later. Calling it again for the same queue changes nothing.
   */
  work(queue: string, atOnce: number, handler: JobHandler): Promise<void>;
  /** How many jobs there are, of all processes. Of a process that has not begun with jobs: none. */
  counts(): Promise<readonly { readonly queue: string; readonly ready: number; readonly active: number }[]>;
  /** Takes no more jobs, aborts the signals of those under way, and waits for their handlers. */
  stop(): Promise<void>;
}

/** The schema that belongs to pg-boss. */
export const jobsSchema = "pgboss";

/** Seconds without a sign of life after which a job is another worker's; with the supervision below: within a minute. */
const silence = 20;
const superviseSeconds = 10;
const retryDelaySeconds = 2;
/** pg-boss's longest time for a job; a run that takes longer is given out again, and goes on where it was. */
const longestSeconds = 24 * 3600;
const endless = 1_000_000;

export function createJobs(database: Database, log: Log): Jobs {
  const leave = new AbortController();
  const working = new Map<string, Promise<string>>();
  const queues = new Map<string, Promise<void>>();
  const handling = new Set<Promise<void>>();
  let started: Promise<PgBoss> | undefined;

  /** Not before the first job: most commands have none, and its tables take a second to make. */
  function boss(): Promise<PgBoss> {
    started ??= start(database, log);
    return started;
  }

  async function queueOf(name: string): Promise<PgBoss> {
    const open = await boss();
    let made = queues.get(name);
    if (made === undefined) {
      made = open.createQueue(name, {
        // One job per key, waiting or under way.
        policy: "exclusive",
        retryLimit: endless,
        retryDelay: retryDelaySeconds,
        heartbeatSeconds: silence,
        expireInSeconds: longestSeconds,
        deleteAfterSeconds: 24 * 3600,
      });
      queues.set(name, made);
    }
    await made;
    return open;
  }

  return {
    async send(queue, data, key = randomUUID()) {
      const open = await queueOf(queue);
      await open.send(queue, data, { singletonKey: key });
      const worker = await working.get(queue);
      if (worker !== undefined) open.notifyWorker(worker);
    },

    async work(queue, atOnce, handler) {
      const open = await queueOf(queue);
      if (leave.signal.aborted) return;
      let worker = working.get(queue);
      if (worker === undefined) {
        // The more jobs a process has in hand, the more seldom it looks for another: so they spread over all.
        const takers = Array.from({ length: atOnce }, (_, inHand) =>
          open.work(queue, { pollingIntervalSeconds: 1 + inHand }, async (jobs) => {
            for (const { data } of jobs) {
              leave.signal.throwIfAborted();
              const work = handler(data, leave.signal);
              const settled = work.catch(() => {});
              handling.add(settled);
              await work.finally(() => handling.delete(settled));
            }
          }),
        );
        worker = Promise.all(takers).then(([first = ""]) => first);
        working.set(queue, worker);
      }
      await worker;
    },

    async counts() {
      if (started === undefined) return [];
      const open = await started;
      const counts = [...queues.keys()].map(async (queue) => {
        const [stats] = await open.getQueueStats(queue);
        return { queue, ready: stats?.readyCount ?? 0, active: stats?.activeCount ?? 0 };
      });
      return Promise.all(counts);
    },

    async stop() {
      leave.abort(new DOMException("This process ends.", "AbortError"));
      if (started === undefined) return;
      const open = await started.catch(() => undefined);
      await Promise.all(handling);
      // The timeout is for pg-boss's own bookkeeping; our handlers have ended.
      await open?.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

async function start(database: Database, log: Log): Promise<PgBoss> {
  const { below } = database;
  const shared = {
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    schema: jobsSchema,
    schedule: false,
    monitorVacuum: false,
    reindex: false,
  } as const;
  const boss =
    "pglite" in below
      ? new PgBoss({ ...shared, db: fromPglite(below.pglite), backend: "pglite" })
      : new PgBoss({
          ...shared,
          connectionString: below.address,
          max: 4,
          application_name: `${applicationName} jobs`,
        });
  // Its words only: the driver hangs its whole connection on an error.
  boss.on("error", ({ message }) => log.warn({ reason: message }, "the job queue complains"));
  await boss.start();
  return boss;
}
