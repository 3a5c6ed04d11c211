import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostWithin } from "../testing/most-within.ts";
import { forgive, guardAt, moveSend, penalise, reserveSlots } from "./decide.ts";
import type { BudgetLimit, BudgetState } from "./types.ts";

const limit: BudgetLimit = { requestsPerSecond: 10, guardMs: 25 };

describe("giving out send times", () => {
  it("never gives out more than the limit in any second plus guard, for any arrivals", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 3000, noNaN: true }), fc.integer({ min: 1, max: 30 })), {
          maxLength: 60,
        }),
        (requestsPerSecond, arrivals) => {
          const some = { requestsPerSecond, guardMs: 25 };
          let state: BudgetState | undefined;
          let now = 0;
          const times: number[] = [];
          for (const [gap, count] of arrivals) {
            now += gap;
            const decision = reserveSlots(state, now, some, count);
            state = decision.state;
            expect(decision.result.times[0]).toBeGreaterThanOrEqual(now);
            times.push(...decision.result.times);
          }
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(mostWithin(times, 1000 + 25 - 1e-6)).toBeLessThanOrEqual(requestsPerSecond);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("lets as many as the limit go at once after an idle time", () => {
    const { result } = reserveSlots(undefined, 5000, limit, 10);
    expect(result.times).toEqual(new Array(10).fill(5000));
  });

  it("spreads sends evenly as soon as somebody has to wait, and allows a burst again after an idle second", () => {
    let { state } = reserveSlots(undefined, 0, limit, 10);
    const times: number[] = [];
    for (let now = 0; times.length < 40; now = times.at(-1) ?? 0) {
      const decision = reserveSlots(state, now, limit, 1);
      state = decision.state;
      times.push(...decision.result.times);
    }
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(102.5, 6);
    const idle = (times.at(-1) ?? 0) + 2100;
    expect(reserveSlots(state, idle, limit, 10).result.times).toEqual(new Array(10).fill(idle));
  });

  it("gives one process no more than a quarter of a second ahead, but always one", () => {
    const { state } = reserveSlots(undefined, 0, limit, 10);
    const { result } = reserveSlots(state, 0, limit, 100);
    expect(result.times).toEqual([1025]);
    expect(reserveSlots(state, 1000, limit, 100).result.times.length).toBe(3);
  });

  it("counts a call that was sent late from when it was sent", () => {
    let { state } = reserveSlots(undefined, 0, limit, 10);
    state = moveSend(state, 0, 400).state;
    expect(state.sends).toEqual([...new Array(9).fill(0), 400]);
    expect(moveSend(state, 999, 1).state).toBe(state);
  });
});

describe("a store's clock that is set back", () => {
  const hour = 3_600_000;

  it("keeps nobody waiting until it has caught up, and still keeps the limit", () => {
    const before = reserveSlots(undefined, 10 * hour, limit, 10);
    const after = reserveSlots(before.state, 9 * hour, limit, 1);
    expect(after.result.times[0]).toBe(9 * hour + 1025);
  });

  it("leaves a pause as long as it was", () => {
    const answer = { sentAt: 10 * hour, retryAfterMs: 7000, chance: 0 };
    const { state } = penalise(undefined, 10 * hour, limit, answer);
    expect(reserveSlots(state, 9 * hour, limit, 1).result.times[0]).toBe(9 * hour + 7000);
  });
});

describe("a 429", () => {
  const answer = { retryAfterMs: undefined, chance: 0 };

  it("pauses everybody for a second, then twice as long each time in a row, but never for more than half a minute", () => {
    let state: BudgetState | undefined;
    const pauses: number[] = [];
    let now = 0;
    for (let count = 0; count < 8; count++) {
      const decision = penalise(state, now, limit, { ...answer, sentAt: now });
      state = decision.state;
      pauses.push(decision.result.pausedUntil - now);
      now = decision.result.pausedUntil + 1;
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it("pauses for as long as Retry-After says", () => {
    const { result } = penalise(undefined, 100, limit, { sentAt: 50, retryAfterMs: 7000, chance: 0.9 });
    expect(result.pausedUntil).toBe(7100);
  });

  it("counts once for all calls of one burst", () => {
    const first = penalise(undefined, 1000, limit, { ...answer, sentAt: 900 });
    const second = penalise(first.state, 1010, limit, { ...answer, sentAt: 901 });
    expect(second.result).toMatchObject({ strikes: 1, pausedUntil: 2000 });
    expect(
      penalise(first.state, 1020, limit, { ...answer, sentAt: 902, retryAfterMs: 3000 }).result.pausedUntil,
    ).toBe(4020);
  });

  it("is a first one again after a call went through", () => {
    const first = penalise(undefined, 1000, limit, { ...answer, sentAt: 900 });
    const forgiven = forgive(first.state, 2100).state;
    expect(penalise(forgiven, 2500, limit, { ...answer, sentAt: 2400 }).result.pausedUntil).toBe(3500);
    expect(forgive(first.state, 950).state.strikes).toBe(1);
  });

  it("makes the guard grow, and time without another makes it shrink back", () => {
    let { state } = penalise(undefined, 1000, limit, { ...answer, sentAt: 900 });
    expect(guardAt(state, 1000, limit)).toBe(75);
    state = penalise(state, 5000, limit, { ...answer, sentAt: 4900 }).state;
    expect(guardAt(state, 5000, limit)).toBeGreaterThan(110);
    expect(guardAt(state, 45_000, limit)).toBeLessThan(75);
    expect(guardAt(state, 600_000, limit)).toBeCloseTo(25, 1);
    for (let now = 10_000; now < 1_000_000; now += 2000)
      state = penalise(state, now, limit, { ...answer, sentAt: now }).state;
    expect(guardAt(state, 1_000_000, limit)).toBeLessThanOrEqual(4000);
  });

  it("lets nobody send before the pause is over, and no burst after it", () => {
    const { state } = penalise(undefined, 1000, limit, { ...answer, sentAt: 900 });
    const { result } = reserveSlots(state, 1500, limit, 5);
    expect(result.times[0]).toBe(2000);
    expect(reserveSlots(state, 2000, limit, 5).result.times.length).toBeLessThanOrEqual(3);
  });
});
