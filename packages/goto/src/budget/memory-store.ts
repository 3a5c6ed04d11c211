/**
 * A budget store for one process: one cell and the process's own clock.
 */
import type { Clock } from "../ports.ts";
import { systemClock } from "../system.ts";
import type { BudgetState, BudgetStore } from "./types.ts";

export function createMemoryBudgetStore(clock: Clock = systemClock): BudgetStore {
  let state: BudgetState | undefined;
  return {
    async update(decide) {
      const decision = decide(state, clock.monotonic());
      state = decision.state;
      return decision.result;
    },
  };
}
