/** The SQL stores of flows and runs keep what the engine rests on, on both databases. */
import { inTransaction } from "../platform/database/database.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createFlowStore } from "./flow-store.ts";
import { createRunStore } from "./run-store.ts";
import { describeStores } from "./testing/store-conformance.ts";

describeOnBothDatabases("flows", ({ shared, kind }) => {
  describeStores(`in SQL, ${kind}`, async () => {
    const database = await shared();
    await database.sql.deleteFrom("flow").execute();
    return {
      flows: createFlowStore(database),
      runs: createRunStore(database),
      together: (work) =>
        inTransaction(database, (within) =>
          work({ flows: createFlowStore(within), runs: createRunStore(within) }),
        ),
    };
  });
});
