/**
 * For the tests of other packages: what every implementation of our ports must do, and a clock that can be moved.
 * NOT part of the library; needs vitest.
 */

export type { BudgetStoreUnderTest } from "./budget-store-conformance.ts";
export { budgetStoreConformance } from "./budget-store-conformance.ts";
export type { GrantStoreUnderTest } from "./grant-store-conformance.ts";
export { grantStoreConformance } from "./grant-store-conformance.ts";
export { mostWithin } from "./most-within.ts";
export type { SimulatedClock } from "./simulated-clock.ts";
export { createSimulatedClock } from "./simulated-clock.ts";
