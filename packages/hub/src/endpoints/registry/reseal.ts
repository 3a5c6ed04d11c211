/** Rotation of the key for the secrets of endpoints, as `connections/reseal.ts` does it for tokens. */
import type { Sealer } from "../../platform/crypto/sealer.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Log } from "../../platform/log/log.ts";

/** The place that an endpoint's secret is bound to. */
export const secretPlace = (name: string): string => `endpoint/${name}`;

/** What an older key sealed is sealed anew with the present one. What cannot be opened stays, and is told when it is used. */
export async function resealEndpoints({ sql: db }: Database, sealer: Sealer, log: Log): Promise<void> {
  const rows = await db
    .selectFrom("endpoint")
    .select(["name", "sealed_credentials"])
    .where("sealed_credentials", "is not", null)
    .execute();
  for (const { name, sealed_credentials: former } of rows) {
    if (former === null || !sealer.isOutdated(former) || !sealer.keyOf(former).present) continue;
    try {
      const fresh = sealer.seal(sealer.open(former, secretPlace(name)), secretPlace(name));
      // One that somebody else writes meanwhile is left to them.
      await db
        .updateTable("endpoint")
        .set({ sealed_credentials: fresh })
        .where("name", "=", name)
        .where("sealed_credentials", "=", former)
        .execute();
    } catch (error) {
      log.warn(
        { err: error, endpoint: name },
        "the secret of an endpoint does not open, although its key is here",
      );
    }
  }
}
