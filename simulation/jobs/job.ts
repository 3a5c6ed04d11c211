/**
 * Jobs: what the processes do with the heart. A new kind of job (a flow, a schedule) is a file beside this one that
 * implements `JobKind`, and a line in `kinds.ts`. What a job needs of the shared world comes in `JobSite`.
 */
import type { ConnectedClient } from "../../packages/hub/src/connections/index.ts";
import type { Account } from "../goto/account.ts";
import type { Planted } from "../planted/planted.ts";
import type { Database } from "../shared/database.ts";
import type { Life } from "../world/process.ts";
import type { World } from "../world/world.ts";

/** Where a job runs: one connection in one life of a process. */
export interface JobSite {
  readonly world: World;
  readonly life: Life;
  readonly database: Database;
  readonly account: Account;
  readonly client: ConnectedClient;
  readonly planted: Planted;
  /** Drops remembered tokens if somebody consented anew; to be awaited before a job begins or goes on. */
  readonly lookForConsent: () => Promise<void>;
}

export interface JobKind {
  readonly name: string;
  /** A new job. It lives in the shared database, and so survives its process. */
  create(world: World, account: Account, name: string): Job;
}

export interface Job {
  readonly name: string;
  readonly account: Account;
  isDone: boolean;
  /**
   * Works until the job is done (and sets `isDone`). Rejects when it cannot go on for now; it is then run again, by
   * this process or, after a crash, by its next life. Says what promises it broke to `world.breaks`.
   */
  run(site: JobSite): Promise<void>;
}
