import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clock, Random } from "../ports.ts";
import { mostWithin } from "../testing/most-within.ts";
import { createSimulatedClock } from "../testing/simulated-clock.ts";
import { createBudget, createBudgets } from "./budget.ts";
import { createMemoryBudgetStore } from "./memory-store.ts";
import type { BudgetStore } from "./types.ts";

const random: Random = { next: () => 0.5, bytes: (count) => new Uint8Array(count) };

/** A clock whose timers fire late, by the next of these milliseconds each time. */
function lateClock(clock: Clock, lateness: readonly number[]): Clock {
  let sleeps = 0;
  return {
    ...clock,
    sleep: (ms, signal) => clock.sleep(ms + (lateness[sleeps++ % lateness.length] ?? 0), signal),
  };
}

describe("the budget", () => {
  it("never lets more than the limit go in any second, for any arrivals, with late timers and calls given up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat(8000),
            count: fc.integer({ min: 1, max: 25 }),
            priority: fc.constantFrom("interactive" as const, "bulk" as const),
            giveUpAfter: fc.option(fc.nat(2000)),
          }),
          { maxLength: 12 },
        ),
        fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 20 }),
        async (arrivals, lateness) => {
          const clock = createSimulatedClock();
          const budget = createBudget({ clock: lateClock(clock, lateness), random });
          const sent: number[] = [];
          const calls = arrivals.flatMap(({ at, count, priority, giveUpAfter }) =>
            Array.from({ length: count }, async () => {
              await clock.sleep(at);
              const giveUp = new AbortController();
              if (giveUpAfter !== null) clock.sleep(giveUpAfter).then(() => giveUp.abort());
              const slot = await budget.take({ priority, signal: giveUp.signal }).catch(() => undefined);
              if (slot === undefined) return;
              expect(slot.sentAt).toBe(clock.monotonic());
              sent.push(slot.sentAt);
            }),
          );
          await clock.run(Promise.all(calls));
          expect(mostWithin(sent, 1025 - 1e-6)).toBeLessThanOrEqual(10);
          const given = arrivals.filter((arrival) => arrival.giveUpAfter === null);
          expect(sent.length).toBeGreaterThanOrEqual(given.reduce((sum, { count }) => sum + count, 0));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("uses at least 97 % of the limit under a backlog", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock: lateClock(clock, [0.3, 1, 0.1, 0.8]), random });
    await clock.run(Promise.all(Array.from({ length: 600 }, () => budget.take({ priority: "bulk" }))));
    expect(600 / 10 / (clock.monotonic() / 1000)).toBeGreaterThan(0.97);
    expect(budget.figures().lastMinute.usedShare).toBeGreaterThan(0.95);
  });

  it("uses at least 95 % even for a caller that asks only when the last answer is there", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    const caller = async () => {
      for (let count = 0; count < 50; count++) {
        await budget.take({ priority: "bulk" });
        await clock.sleep(250);
      }
    };
    await clock.run(Promise.all([caller(), caller(), caller(), caller()]));
    expect(200 / 10 / (clock.monotonic() / 1000)).toBeGreaterThan(0.95);
  });

  it("keeps the limit and uses it when several processes share a store that takes its time", async () => {
    const clock = createSimulatedClock();
    const shared = createMemoryBudgetStore(clock);
    const slow: BudgetStore = {
      async update(decide) {
        await clock.sleep(2);
        const result = await shared.update(decide);
        await clock.sleep(3);
        return result;
      },
    };
    const sent: number[] = [];
    const processes = Array.from({ length: 3 }, () => createBudget({ clock, random, store: slow }));
    await clock.run(
      Promise.all(
        processes.flatMap((budget) =>
          Array.from({ length: 200 }, async () =>
            sent.push((await budget.take({ priority: "bulk" })).sentAt),
          ),
        ),
      ),
    );
    expect(
      mostWithin(
        sent.toSorted((a, b) => a - b),
        1000,
      ),
    ).toBeLessThanOrEqual(10);
    expect(600 / 10 / (clock.monotonic() / 1000)).toBeGreaterThan(0.95);
  });

  it("keeps the limit when the store's answer to one of two processes comes late", async () => {
    const clock = createSimulatedClock();
    const shared = createMemoryBudgetStore(clock);
    const late: BudgetStore = {
      async update(decide) {
        const result = await shared.update(decide);
        await clock.sleep(700);
        return result;
      },
    };
    const budgets = [late, shared].map((store) => createBudget({ clock, random, store }));
    const sent: number[] = [];
    const burst = (budget: (typeof budgets)[number] | undefined) =>
      Array.from({ length: 10 }, async () => {
        const slot = await budget?.take();
        if (slot !== undefined) sent.push(slot.sentAt);
      });
    const [slow, fast] = budgets;
    // The first may send at 0 and hears of it at 700; at 1500 the second must know that it was 700.
    const first = Promise.all(burst(slow));
    await clock.run(clock.sleep(1500));
    await clock.run(Promise.all([first, ...burst(fast)]));
    expect(sent.length).toBe(20);
    expect(mostWithin(sent, 1000)).toBeLessThanOrEqual(10);
  });

  it("keeps the limit when one of two processes is too busy to send at once", async () => {
    const clock = createSimulatedClock();
    const store = createMemoryBudgetStore(clock);
    const busy = createBudget({ clock: lateClock(clock, [60, 0, 90, 15, 0, 0, 70]), random, store });
    const idle = createBudget({ clock, random, store });
    const sent: number[] = [];
    await clock.run(
      Promise.all(
        [busy, idle].flatMap((budget) =>
          Array.from({ length: 200 }, async () =>
            sent.push((await budget.take({ priority: "bulk" })).sentAt),
          ),
        ),
      ),
    );
    expect(
      mostWithin(
        sent.toSorted((a, b) => a - b),
        1000,
      ),
    ).toBeLessThanOrEqual(10);
    expect(400 / 10 / (clock.monotonic() / 1000)).toBeGreaterThan(0.8);
  });

  it("lets interactive calls go before bulk calls that waited longer, within one gap", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    const bulk = Array.from({ length: 300 }, () => budget.take({ priority: "bulk" }));
    await clock.advance(5000);
    const asked = clock.monotonic();
    const slot = await clock.run(budget.take({ priority: "interactive" }));
    expect(slot.sentAt - asked).toBeLessThanOrEqual(103);
    await clock.run(Promise.all(bulk));
  });

  it("lets bulk calls have a tenth, however many interactive calls come", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    const order: string[] = [];
    const calls = [
      ...Array.from({ length: 10 }, () => budget.take({ priority: "bulk" }).then(() => order.push("bulk"))),
      ...Array.from({ length: 90 }, () => budget.take().then(() => order.push("interactive"))),
    ];
    await clock.run(Promise.all(calls));
    const first = order.slice(0, 50).filter((priority) => priority === "bulk").length;
    expect(first).toBeGreaterThanOrEqual(4);
    expect(first).toBeLessThanOrEqual(6);
  });

  it("can be given up while waiting, and then keeps nobody's place and no timer", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    await clock.run(Promise.all(Array.from({ length: 10 }, () => budget.take())));
    const giveUp = new AbortController();
    const waiting = budget.take({ signal: giveUp.signal });
    waiting.catch(() => {});
    await clock.advance(100);
    giveUp.abort(new Error("given up"));
    await expect(waiting).rejects.toThrow("given up");
    expect(budget.figures().waiting).toEqual({ interactive: 0, bulk: 0 });
    await clock.advance(0);
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow("stands still");
    await expect(budget.take({ signal: giveUp.signal })).rejects.toThrow("given up");
  });

  it("pauses for everybody on a 429, goes on by itself, and tells of it in its figures", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    const slot = await clock.run(budget.take());
    const calls = Array.from({ length: 30 }, () => budget.take({ priority: "bulk" }));
    await clock.advance(500);
    await budget.rateLimited(slot, 4000);
    expect(budget.figures()).toMatchObject({ pausedForMs: 4000, total: { rateLimited: 1 } });
    const before = budget.figures().total.sent;
    await clock.advance(3999);
    expect(budget.figures().total.sent).toBe(before);
    await clock.run(Promise.all(calls));
    expect(budget.figures()).toMatchObject({ waiting: { bulk: 0 }, total: { sent: 31 }, pausedForMs: 0 });
    expect(budget.figures().guardMs).toBeGreaterThan(60);
  });

  it("finds the true limit when GoTo allows less than it says", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random });
    /** A sliding window of 5 a second, as if somebody else used the other half. */
    const seen: number[] = [];
    let refused = 0;
    const call = async () => {
      for (;;) {
        const slot = await budget.take({ priority: "bulk" });
        const now = clock.monotonic();
        const allowed = seen.filter((time) => now - time < 1000).length < 5;
        if (allowed) seen.push(now);
        await clock.sleep(100);
        if (allowed) return budget.succeeded(slot);
        refused++;
        await budget.rateLimited(slot);
      }
    };
    await clock.run(Promise.all(Array.from({ length: 600 }, call)));
    const share = 600 / 5 / (clock.monotonic() / 1000);
    expect(refused / 600).toBeLessThan(0.2);
    expect(share).toBeGreaterThan(0.5);
  });

  it("fails the calls that wait when its store fails, and works again when the store does", async () => {
    const clock = createSimulatedClock();
    const memory = createMemoryBudgetStore(clock);
    let broken = true;
    const store: BudgetStore = {
      update: (decide) =>
        broken ? Promise.reject(new Error("the database is away")) : memory.update(decide),
    };
    const budget = createBudget({ clock, random, store });
    await expect(clock.run(budget.take())).rejects.toThrow("the database is away");
    broken = false;
    await clock.run(budget.take());
  });

  it("lets everything go at once without a limit, but still pauses on a 429", async () => {
    const clock = createSimulatedClock();
    const budget = createBudget({ clock, random, limit: { requestsPerSecond: Number.POSITIVE_INFINITY } });
    const slots = await clock.run(Promise.all(Array.from({ length: 500 }, () => budget.take())));
    expect(clock.monotonic()).toBe(0);
    await budget.rateLimited(slots[0] ?? { sentAt: 0 }, 2000);
    await clock.run(budget.take());
    expect(clock.monotonic()).toBe(2000);
  });

  it("is one for each API, and each has the whole limit", async () => {
    const clock = createSimulatedClock();
    const budgets = createBudgets({ clock, random, limit: { requestsPerSecond: 3 } });
    expect(budgets("webinar")).toBe(budgets("webinar"));
    await clock.run(
      Promise.all([1, 2, 3].flatMap(() => [budgets("webinar").take(), budgets("identity").take()])),
    );
    expect(clock.monotonic()).toBe(0);
  });
});
