/** The simulated stores are held to what the SQL ones are (`flows/stores.test.ts` of the hub). */
import { describeStores } from "../../packages/hub/src/flows/testing/store-conformance.ts";
import { type Ask, FlowTables } from "./stores.ts";

describeStores("as they are simulated", async () => {
  const tables = new FlowTables();
  const ask: Ask = async (_what, apply) => apply();
  return {
    flows: tables.flowStore(ask),
    runs: tables.runStore(ask),
    together: (work) => tables.together(work),
  };
});
