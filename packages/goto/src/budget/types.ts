/**
 * Budget: the words. See `budget.ts` for what it does.
 */
import type { CallOptions } from "../ports.ts";

/** The APIs that GoTo counts separately: 10 requests a second for each (goto-oauth.md 11). */
export type Api = "webinar" | "training" | "meeting" | "admin" | "identity";

/** How much is allowed, and how carefully it is used. */
export interface BudgetLimit {
  /** Requests in any one second; GoTo's default is 10 (goto-oauth.md 11). Infinity: no limit, for benchmarks. */
  readonly requestsPerSecond: number;
  /** The least guard added to each second, in milliseconds: the price of jitter on the way. 25 ms is 97.6 % of the limit. */
  readonly guardMs: number;
}

/**
 * What all processes that share a budget must agree on. Plain JSON. All times are the store's own milliseconds.
 * Made and changed only by the pure functions of `decide.ts`.
 */
export interface BudgetState {
  /** The last `requestsPerSecond` send times given out, oldest first; some may lie in the future. */
  readonly sends: readonly number[];
  /** Guard right after the last 429, in milliseconds; it decays from `penalisedAt` on. */
  readonly guardMs: number;
  /** When the last 429 was counted; 0 if never. */
  readonly penalisedAt: number;
  /** Nobody sends before this. */
  readonly pausedUntil: number;
  /** 429s in a row without a call that went through in between, for the backoff. */
  readonly strikes: number;
  /** Until then sends are spread evenly, because somebody had to wait; after it a burst is allowed again. */
  readonly pacedUntil: number;
  /** When this was last decided on, to notice that the store's clock was set back since; absent in older states. */
  readonly decidedAt?: number | undefined;
}

/**
 * One cell of shared state for ONE budget (one OAuth client and one API). In memory for one process; a row locked
 * by `select ... for update` for many.
 */
export interface BudgetStore {
  /**
   * Reads the state (undefined if there is none yet), asks `decide`, writes what it says, all in one atomic step.
   * `now` is the store's own time in milliseconds (the database's clock when processes share it; monotonic in memory),
   * so that the clocks of the processes need not agree. `decide` is pure and may be called again after a collision.
   */
  update<Result>(decide: (state: BudgetState | undefined, now: number) => Decision<Result>): Promise<Result>;
}

export interface Decision<Result> {
  readonly state: BudgetState;
  readonly result: Result;
}

/** What happened to a budget lately, as seen by this process. */
export interface BudgetFigures {
  readonly requestsPerSecond: number;
  /** Guard at present, in milliseconds. */
  readonly guardMs: number;
  /** Milliseconds until sending goes on after a 429; 0 when it is not paused. */
  readonly pausedForMs: number;
  readonly waiting: { readonly interactive: number; readonly bulk: number };
  readonly lastMinute: BudgetUse;
  readonly lastHour: BudgetUse;
  readonly total: { readonly sent: number; readonly rateLimited: number };
}

export interface BudgetUse {
  readonly sent: number;
  readonly rateLimited: number;
  /** Sent calls as a share of what GoTo allows in the whole of that time, also when the budget is younger; from 0 to 1. */
  readonly usedShare: number;
}

/** The right to send one call now. */
export interface Slot {
  /** When it was given, by the clock's monotonic(). */
  readonly sentAt: number;
}

/** The budget of one OAuth client for one API. Shared by every connection of that client. */
export interface Budget {
  /**
   * Waits until one call may be sent, interactive before bulk. The call must be sent at once after that.
   * Rejects with the signal's reason when given up while waiting.
   */
  take(options?: CallOptions): Promise<Slot>;
  /** To be called on a 429: everybody pauses and the guard grows. `retryAfterMs` is what GoTo asked for, if it did. */
  rateLimited(slot: Slot, retryAfterMs?: number): Promise<void>;
  /** To be called on any other answer: what was sent with this slot was within GoTo's limit. */
  succeeded(slot: Slot): void;
  figures(): BudgetFigures;
}

/** One budget per API. */
export type Budgets = (api: Api) => Budget;
