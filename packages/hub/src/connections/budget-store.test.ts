import { budgetStoreConformance } from "@rostrum/goto/testing";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createDatabaseBudgetStore } from "./budget-store.ts";
import { addRows } from "./testing/rows.ts";

describeOnBothDatabases("a shared budget", (databases) => {
  budgetStoreConformance("it", async () => {
    const [database, again] = [await databases.shared(), await databases.sharedAgain()];
    const { client } = await addRows(database);
    return {
      first: createDatabaseBudgetStore(database, client.id, "webinar"),
      second: createDatabaseBudgetStore(again, client.id, "webinar"),
    };
  });
});
