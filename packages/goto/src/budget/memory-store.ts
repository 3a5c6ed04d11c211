import type { Clock } from "../ports.ts";
import type { BudgetStore } from "./types.ts";

/** A budget store for one process. */
export declare function createMemoryBudgetStore(clock?: Clock): BudgetStore;
