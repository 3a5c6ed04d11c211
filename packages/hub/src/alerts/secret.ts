/**
 * The secret that webhooks of this hub are signed with, kept sealed. It is shown once, when it is made; after a change
 * the former one signs too for a day, so that receivers can change over without losing a message.
 */
import { randomBytes } from "node:crypto";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";

interface SecretTable {
  only_one: boolean;
  sealed: string;
  sealed_former: string | null;
  former_until: Date | null;
  created_at: Date;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    webhook_secret: SecretTable;
  }
}

const place = "webhook_secret";
const changeOverMs = 24 * 3_600_000;

export interface WebhookSecret {
  /** Those to sign with, the present one first; the first call makes one. */
  current(): Promise<readonly string[]>;
  /** Makes a new one and gives it: "whsec_" and base64, as Standard Webhooks writes it. */
  renew(within?: Database): Promise<string>;
}

export function createWebhookSecret(database: Database, sealer: Sealer, clock: Clock): WebhookSecret {
  const find = ({ sql: db }: Database) => db.selectFrom("webhook_secret").selectAll().executeTakeFirst();
  const fresh = () => `whsec_${randomBytes(32).toString("base64")}`;

  return {
    async current() {
      const now = new Date(clock.now());
      await database.sql
        .insertInto("webhook_secret")
        .values({
          only_one: true,
          sealed: sealer.seal(fresh(), place),
          sealed_former: null,
          former_until: null,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await find(database);
      if (row === undefined) throw new Error("the secret of webhooks was just made");
      const { sealed, sealed_former: former, former_until: until } = row;
      const open = (text: string) => sealer.open(text, place);
      // A key that was replaced may be thrown away later: what it sealed is sealed anew.
      if (sealer.isOutdated(sealed)) {
        await database.sql
          .updateTable("webhook_secret")
          .set({ sealed: sealer.seal(open(sealed), place) })
          .where("sealed", "=", sealed)
          .execute();
      }
      return [open(sealed), ...(former !== null && until !== null && until > now ? [open(former)] : [])];
    },

    async renew(within = database) {
      const now = new Date(clock.now());
      const before = await find(within);
      const secret = fresh();
      const words = {
        sealed: sealer.seal(secret, place),
        sealed_former: before?.sealed ?? null,
        former_until: before === undefined ? null : new Date(now.getTime() + changeOverMs),
        created_at: now,
      };
      await within.sql
        .insertInto("webhook_secret")
        .values({ only_one: true, ...words })
        .onConflict((conflict) => conflict.column("only_one").doUpdateSet(words))
        .execute();
      return secret;
    },
  };
}
