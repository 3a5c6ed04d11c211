import { budgetStoreConformance } from "../testing/budget-store-conformance.ts";
import { createMemoryBudgetStore } from "./memory-store.ts";

budgetStoreConformance("the budget store in memory", async () => {
  const store = createMemoryBudgetStore();
  return { first: store, second: store };
});
