/**
 * Rotation of the key: what an older key sealed is sealed anew with the present one, at the start of the hub. After
 * that the older key may be thrown away. What cannot be opened is left as it is: `doctor` tells of it.
 */
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import { clientSecretPlace, tokensPlace } from "./model.ts";

export interface Resealed {
  readonly resealed: number;
  /** Ids of rows whose value does not open although its key is here. */
  readonly damaged: readonly string[];
}

/** A value that somebody else writes meanwhile is left to them. */
export async function resealOutdated(database: Database, sealer: Sealer): Promise<Resealed> {
  let resealed = 0;
  const damaged: string[] = [];
  const fresh = (id: string, sealed: string, place: string): string | undefined => {
    if (!sealer.isOutdated(sealed) || !sealer.keyOf(sealed).present) return undefined;
    try {
      return sealer.seal(sealer.open(sealed, place), place);
    } catch {
      damaged.push(id);
      return undefined;
    }
  };

  const clients = await database.sql
    .selectFrom("oauth_client")
    .select(["id", "sealed_secret"])
    .where("sealed_secret", "is not", null)
    .execute();
  for (const { id, sealed_secret } of clients) {
    const sealed = fresh(id, sealed_secret ?? "", clientSecretPlace(id));
    if (sealed === undefined) continue;
    await database.sql
      .updateTable("oauth_client")
      .set({ sealed_secret: sealed })
      .where("id", "=", id)
      .where("sealed_secret", "=", sealed_secret)
      .execute();
    resealed += 1;
  }

  const grants = await database.sql
    .selectFrom("oauth_grant")
    .select(["connection_id", "sealed_tokens"])
    .where("sealed_tokens", "is not", null)
    .execute();
  for (const { connection_id, sealed_tokens } of grants) {
    const sealed = fresh(connection_id, sealed_tokens ?? "", tokensPlace(connection_id));
    if (sealed === undefined) continue;
    await database.sql
      .updateTable("oauth_grant")
      .set({ sealed_tokens: sealed })
      .where("connection_id", "=", connection_id)
      .where("sealed_tokens", "=", sealed_tokens)
      .execute();
    resealed += 1;
  }
  return { resealed, damaged };
}
