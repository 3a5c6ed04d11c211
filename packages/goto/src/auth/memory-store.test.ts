import { grantStoreConformance } from "../testing/grant-store-conformance.ts";
import { createSimulatedClock } from "../testing/simulated-clock.ts";
import { createMemoryGrantStore } from "./memory-store.ts";

grantStoreConformance("the grant store in memory", async () => {
  const clock = createSimulatedClock();
  const store = createMemoryGrantStore({ clock, leaseMs: 45_000 });
  return { first: store, second: store, expireLease: () => clock.advance(45_001) };
});
