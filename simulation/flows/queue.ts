/**
 * The job queue as pg-boss keeps it in the shared database, and as `platform/jobs/jobs.ts` of the hub uses it: a job is
 * fetched by one worker, shows signs of life while it is worked on, and is given out again when these stay away or its
 * handler rejects. Who settles a job must hold its attempt still (pg-boss's fence). All times are the database's.
 * Delivery is at least once: the answer to a fetch, or to the settling, may be lost.
 */
import type { JobHandler, Jobs } from "../../packages/hub/src/platform/jobs/jobs.ts";
import type { Database } from "../shared/database.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

/** As in jobs.ts of the hub. */
const silenceMs = 20_000;
const beatMs = silenceMs / 2;
const superviseMs = 10_000;
const retryDelayMs = 2_000;
/** The hub looks every second; the rarer look keeps a simulation fast. */
const pollMs = 4_000;

export interface QueueFlaws {
  /** A job whose worker is silent stays with it. */
  readonly waitsForTheDead?: boolean;
}

interface StoredJob {
  readonly serial: number;
  readonly data: object;
  readonly key: string | undefined;
  state: "created" | "retry" | "active" | "completed";
  attempt: number;
  startAfter: number;
  beatAt: number;
}

interface Claim {
  readonly job: StoredJob;
  readonly attempt: number;
}

export class JobQueue {
  readonly jobs: StoredJob[] = [];
  readonly #world: World;
  readonly #database: Database;
  readonly #flaws: QueueFlaws;
  #serial = 0;

  constructor(world: World, database: Database, flaws: QueueFlaws = {}) {
    this.#world = world;
    this.#database = database;
    this.#flaws = flaws;
  }

  /** The port of one life of a process. Its queues are one here: flows have only one. */
  jobsFor(life: Life): Jobs {
    const database = this.#database;
    const ask = <Result>(what: string, apply: () => Result) => database.ask(life, `job ${what}`, apply);
    const leave = new AbortController();
    let wake = () => {};

    const settle = async ({ job, attempt }: Claim, apply: () => void) =>
      ask("settle", () => {
        if (job.state === "active" && job.attempt === attempt) apply();
      });

    const beat = async ({ job, attempt }: Claim, isOver: () => boolean): Promise<void> => {
      while (!isOver()) {
        await life.clock.sleep(beatMs);
        if (isOver()) return;
        await ask("sign of life", () => {
          if (job.state === "active" && job.attempt === attempt) job.beatAt = database.now;
        }).catch(() => {});
      }
    };

    const work = async (handler: JobHandler): Promise<never> => {
      for (;;) {
        const claim = await ask("fetch", () => this.#fetch()).catch(() => undefined);
        if (claim === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            void life.clock.sleep(pollMs).then(resolve);
          });
          continue;
        }
        let isOver = false;
        void beat(claim, () => isOver);
        try {
          await handler(structuredClone(claim.job.data), leave.signal);
          await settle(claim, () => {
            claim.job.state = "completed";
          });
        } catch {
          await settle(claim, () => this.#giveBack(claim.job)).catch(() => {});
        }
        isOver = true;
      }
    };

    const supervise = async (): Promise<never> => {
      for (;;) {
        await life.clock.sleep(superviseMs);
        await ask("supervise", () => {
          if (this.#flaws.waitsForTheDead) return;
          for (const job of this.jobs) {
            if (job.state !== "active" || job.beatAt + silenceMs >= database.now) continue;
            this.#world.count("jobs given out again");
            this.#giveBack(job);
          }
        }).catch(() => {});
      }
    };

    return {
      send: async (_queue, data, key) => {
        await ask("send", () => {
          const isThere = (job: StoredJob) => job.key === key && job.state !== "completed";
          if (key !== undefined && this.jobs.some(isThere)) return;
          if (this.jobs.some((job) => job.key === key)) this.#world.count("jobs made a second time");
          const job = { data: structuredClone(data), key, state: "created" as const, attempt: 0, beatAt: 0 };
          this.jobs.push({ serial: ++this.#serial, startAfter: database.now, ...job });
        });
        wake();
      },
      // For /metrics alone, which nobody asks here.
      counts: async () => [],
      work: async (_queue, atOnce, handler) => {
        for (let worker = 0; worker < atOnce; worker++) void work(handler);
        void supervise();
      },
      stop: async () => leave.abort(new DOMException("This process ends.", "AbortError")),
    };
  }

  #fetch(): Claim | undefined {
    const job = this.jobs.find(
      ({ state, startAfter }) =>
        (state === "created" || state === "retry") && startAfter <= this.#database.now,
    );
    if (job === undefined) return undefined;
    job.state = "active";
    job.attempt += 1;
    job.beatAt = this.#database.now;
    return { job, attempt: job.attempt };
  }

  #giveBack(job: StoredJob): void {
    job.state = "retry";
    job.startAfter = this.#database.now + retryDelayMs;
  }
}
