/**
 * What every budget store must do, as tests: one cell, changed by one at a time.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BudgetState, BudgetStore } from "../budget/types.ts";

/** Two handles on the same cell, as two processes would have; empty at first. */
export interface BudgetStoreUnderTest {
  readonly first: BudgetStore;
  readonly second: BudgetStore;
  close?(): Promise<void>;
}

/** Declares the tests; call it at the top of a test file. */
export function budgetStoreConformance(name: string, create: () => Promise<BudgetStoreUnderTest>): void {
  describe(`${name} keeps the promises of a budget store`, () => {
    let store: BudgetStoreUnderTest;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(async () => {
      await store.close?.();
    });

    it("has nothing at first, and tells a time that never goes back", async () => {
      let last = 0;
      for (let count = 0; count < 5; count++) {
        await store.first.update((state, now) => {
          if (count === 0) expect(state).toBeUndefined();
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
          return { state: stateWith(count), result: undefined };
        });
      }
    });

    it("keeps what was decided, exactly, for every process", async () => {
      const state: BudgetState = {
        sends: [1.25, 1e12 + 0.5],
        guardMs: 33.3,
        penalisedAt: 17,
        pausedUntil: 18.5,
        strikes: 2,
        pacedUntil: 19.75,
      };
      expect(await store.first.update(() => ({ state, result: "decided" }))).toBe("decided");
      await store.second.update((found) => {
        expect(found).toEqual(state);
        return { state, result: undefined };
      });
    });

    it("lets one decide at a time, so that no decision is lost", async () => {
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? store.first : store.second).update((state) => ({
            state: stateWith((state?.strikes ?? 0) + 1),
            result: undefined,
          })),
        ),
      );
      await store.first.update((state) => {
        expect(state?.strikes).toBe(40);
        return { state: stateWith(40), result: undefined };
      });
    });

    it("keeps what was there when a decision fails", async () => {
      await store.first.update(() => ({ state: stateWith(7), result: undefined }));
      const failing = store.first.update(() => {
        throw new Error("no decision");
      });
      await expect(failing).rejects.toThrow("no decision");
      await store.second.update((state) => {
        expect(state?.strikes).toBe(7);
        return { state: stateWith(8), result: undefined };
      });
    });
  });
}

function stateWith(strikes: number): BudgetState {
  return { sends: [], guardMs: 0, penalisedAt: 0, pausedUntil: 0, strikes, pacedUntil: 0 };
}
