/**
 * For tests of other packages: what every implementation of our ports must do.
 */
import type { GrantStore } from "../auth/grant.ts";
import type { BudgetStore } from "../budget/types.ts";

/** A store under test and the means to make its lease run out. */
export interface GrantStoreUnderTest {
  /** Two handles on the same stored grant, as two processes would have. */
  readonly first: GrantStore;
  readonly second: GrantStore;
  /** Lets the lease that is held now run out, without waiting for real. */
  expireLease(): Promise<void>;
  close?(): Promise<void>;
}

/** Declares vitest tests; call it at the top of a test file. */
export declare function grantStoreConformance(name: string, create: () => Promise<GrantStoreUnderTest>): void;

/** Two handles on the same cell, as two processes would have. */
export interface BudgetStoreUnderTest {
  readonly first: BudgetStore;
  readonly second: BudgetStore;
  close?(): Promise<void>;
}

/** Declares vitest tests; call it at the top of a test file. */
export declare function budgetStoreConformance(
  name: string,
  create: () => Promise<BudgetStoreUnderTest>,
): void;
