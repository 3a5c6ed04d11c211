import type { Clock, Random } from "../ports.ts";
import type { Api, Budget, BudgetLimit, BudgetStore, Budgets } from "./types.ts";

export interface BudgetOptions {
  /** Default: 10 a second, guard 25 ms. */
  readonly limit?: Partial<BudgetLimit> | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

export declare function createBudget(
  options?: BudgetOptions & { readonly store?: BudgetStore | undefined },
): Budget;

/** One budget per API, made when first asked for. `storeFor` defaults to memory. */
export declare function createBudgets(
  options?: BudgetOptions & { readonly storeFor?: ((api: Api) => BudgetStore) | undefined },
): Budgets;
