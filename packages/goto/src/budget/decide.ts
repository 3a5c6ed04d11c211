/**
 * Deciding when a call may be sent. Pure: state and time in, state and times out.
 *
 * The rule: never more than N sends in any second plus a guard. Nobody knows how GoTo counts (goto-oauth.md 11), and
 * this rule satisfies a token bucket, fixed windows and a sliding window alike. Its price is the guard: with 25 ms,
 * 2.4 % of the limit. A plain token bucket would be cheaper and wrong: a burst of N after an idle second followed by the
 * refill makes nearly 2 N sends in one second.
 *
 * After an idle time N calls may go at once. As soon as somebody had to wait, sends are spread evenly instead, so that
 * a person who comes in the middle of a long export waits for one gap (about 100 ms) and not for the rest of a second.
 */
import type { BudgetLimit, BudgetState, Decision } from "./types.ts";

/** How far ahead one process takes more than a single slot; further ahead would let it go before all others. */
const AHEAD_MS = 250;
/** What one 429 adds to the guard. */
const GUARD_STEP_MS = 50;
/** 2 calls a second with the default limit: whoever shares the budget unknown to us leaves no more than that. */
const MOST_GUARD_MS = 4_000;
/** In this time without a 429 the guard loses half of what 429s added. */
const GUARD_HALF_LIFE_MS = 40_000;
/** Pause after the first 429 when GoTo names none (goto-oauth.md 11); each one in a row doubles it. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const fresh: BudgetState = {
  sends: [],
  guardMs: 0,
  penalisedAt: 0,
  pausedUntil: 0,
  strikes: 0,
  pacedUntil: 0,
};

/** Send times that were given out. */
export interface Reservation {
  /** When it was decided, by the store's time. */
  readonly now: number;
  /** At least one, in rising order, by the store's time; some may be in the future. */
  readonly times: readonly number[];
  readonly guardMs: number;
  readonly strikes: number;
}

/** Gives out one send time, and up to `count` of them as far as they are near. */
export function reserveSlots(
  found: BudgetState = fresh,
  now: number,
  limit: BudgetLimit,
  count: number,
): Decision<Reservation> {
  const state = inTimeOf(found, now);
  const most = limit.requestsPerSecond;
  const guardMs = guardAt(state, now, limit);
  if (most === Number.POSITIVE_INFINITY) {
    const times = new Array<number>(count).fill(Math.max(now, state.pausedUntil));
    return { state: { ...state, sends: [] }, result: { now, times, guardMs, strikes: state.strikes } };
  }
  const window = 1000 + guardMs;
  const sends = [...state.sends];
  const times: number[] = [];
  let { pacedUntil } = state;
  while (times.length < count) {
    const last = sends.at(-1) ?? Number.NEGATIVE_INFINITY;
    const windowFreeAt = (sends.at(-most) ?? Number.NEGATIVE_INFINITY) + window;
    let slot = Math.max(now, state.pausedUntil, sends.length < most ? now : windowFreeAt, last);
    if (slot > now || now < pacedUntil) slot = Math.max(slot, last + window / most);
    if (times.length > 0 && slot > now + AHEAD_MS) break;
    if (slot > now) pacedUntil = Math.max(pacedUntil, slot + window);
    times.push(slot);
    sends.push(slot);
  }
  return {
    state: { ...state, sends: sends.slice(-most), pacedUntil },
    result: { now, times, guardMs, strikes: state.strikes },
  };
}

/** Corrects the log when a call was sent later than reserved: what counts is when GoTo sees it. */
export function moveSend(state: BudgetState = fresh, from: number, to: number): Decision<void> {
  const index = state.sends.indexOf(from);
  if (index < 0) return { state, result: undefined };
  const sends = state.sends.with(index, to).toSorted((a, b) => a - b);
  return { state: { ...state, sends }, result: undefined };
}

/** What a 429 means for everybody. */
export interface Penalty {
  readonly now: number;
  readonly pausedUntil: number;
  readonly strikes: number;
}

/**
 * Counts a 429 for a call that was sent at `sentAt`. Several calls of one burst are one event: those sent before the
 * last 429 was counted only make the pause longer if GoTo asks for it. `chance` (0 to 1) is the jitter.
 */
export function penalise(
  found: BudgetState = fresh,
  now: number,
  limit: BudgetLimit,
  answer: { readonly sentAt: number; readonly retryAfterMs: number | undefined; readonly chance: number },
): Decision<Penalty> {
  const { sentAt, retryAfterMs, chance } = answer;
  const state = inTimeOf(found, now);
  if (state.penalisedAt > 0 && sentAt <= state.penalisedAt) {
    const pausedUntil = Math.max(state.pausedUntil, now + (retryAfterMs ?? 0));
    return { state: { ...state, pausedUntil }, result: { now, pausedUntil, strikes: state.strikes } };
  }
  const strikes = state.strikes + 1;
  const backoff = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (strikes - 1)) * (1 + 0.25 * chance);
  const pausedUntil = Math.max(state.pausedUntil, now + (retryAfterMs ?? backoff));
  const guardMs = Math.min(MOST_GUARD_MS, guardAt(state, now, limit) + GUARD_STEP_MS);
  return {
    state: {
      ...state,
      strikes,
      pausedUntil,
      guardMs,
      penalisedAt: now,
      pacedUntil: pausedUntil + 1000 + guardMs,
    },
    result: { now, pausedUntil, strikes },
  };
}

/** A call sent after the last 429 went through: the next 429 is a first one again. */
export function forgive(state: BudgetState = fresh, sentAt: number): Decision<void> {
  const forgiven = sentAt > state.penalisedAt ? { ...state, strikes: 0 } : state;
  return { state: forgiven, result: undefined };
}

/**
 * The state by the store's clock of now. When somebody has set that clock back, every time in the state lies as far in
 * the future, and all would wait until the clock has caught up. Moving all times back by as much as is seen keeps them
 * as far from now as they were when the state was last decided on: later than they need to be, never too early.
 */
function inTimeOf(state: BudgetState, now: number): BudgetState {
  const back = (state.decidedAt ?? now) - now;
  if (back <= 0) return { ...state, decidedAt: now };
  return {
    ...state,
    sends: state.sends.map((time) => time - back),
    penalisedAt: state.penalisedAt === 0 ? 0 : state.penalisedAt - back,
    pausedUntil: state.pausedUntil - back,
    pacedUntil: state.pacedUntil - back,
    decidedAt: now,
  };
}

/** The guard at a time: what 429s added fades away. */
export function guardAt(state: BudgetState, now: number, limit: BudgetLimit): number {
  if (state.penalisedAt === 0) return limit.guardMs;
  const added = Math.max(0, state.guardMs - limit.guardMs);
  return limit.guardMs + added * 0.5 ** (Math.max(0, now - state.penalisedAt) / GUARD_HALF_LIFE_MS);
}
