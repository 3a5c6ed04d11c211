/** Rotation of the key for the addresses of replicas, as `connections/reseal.ts` does it for tokens and secrets. */
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Log } from "../platform/log/log.ts";
import { addressPlace } from "./model.ts";
import type { ReplicaStore } from "./store.ts";

/** What an older key sealed is sealed anew with the present one. What cannot be opened stays, and is told. */
export async function resealAddresses(store: ReplicaStore, sealer: Sealer, log: Log): Promise<void> {
  for (const { id, name, sealedAddress } of await store.all()) {
    if (sealedAddress === null || !sealer.isOutdated(sealedAddress)) continue;
    if (!sealer.keyOf(sealedAddress).present) continue;
    try {
      const place = addressPlace(id);
      await store.reseal(id, sealedAddress, sealer.seal(sealer.open(sealedAddress, place), place));
    } catch (error) {
      log.warn(
        { err: error, replica: name },
        "the address of a replica does not open, although its key is here",
      );
    }
  }
}
