/**
 * The SQL of authorizations under way: begun here, finished by a callback that may come to another process.
 * NOT a log: rows are removed when they are old.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Actor } from "../access/index.ts";
import type { Database } from "../platform/database/database.ts";

interface AuthorizationRequestTable {
  id: string;
  state_hash: string;
  connection_id: string;
  sealed_verifier: string;
  redirect_address: string;
  account: string | null;
  allow_other_owner: boolean;
  expires_at: Date;
  used_at: Date | null;
  sealed_grant: string | null;
  outcome: unknown;
  begun_by: unknown;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    authorization_request: AuthorizationRequestTable;
  }
}

export interface PendingAuthorization {
  readonly id: string;
  readonly connectionId: string;
  readonly sealedVerifier: string;
  readonly redirectAddress: string;
  /** Key or name of the account that was asked for. */
  readonly account: string | undefined;
  readonly allowOtherOwner: boolean;
  readonly expiresAt: Date;
  /** The grant that waits for the choice of an account. */
  readonly sealedGrant: string | null;
  /** In whose name the consent is written down. */
  readonly begunBy: Actor;
}

export type AuthorizationStore = ReturnType<typeof createAuthorizationStore>;

export function createAuthorizationStore(database: Database) {
  const table = "authorization_request" as const;
  return {
    async insert(state: string, pending: PendingAuthorization): Promise<void> {
      await database.sql
        .deleteFrom(table)
        .where("expires_at", "<", sql<Date>`now() - interval '1 day'`)
        .execute();
      await database.sql
        .insertInto(table)
        .values({
          id: pending.id,
          state_hash: hash(state),
          connection_id: pending.connectionId,
          sealed_verifier: pending.sealedVerifier,
          redirect_address: pending.redirectAddress,
          account: pending.account ?? null,
          allow_other_owner: pending.allowOtherOwner,
          expires_at: pending.expiresAt,
          used_at: null,
          sealed_grant: null,
          outcome: null,
          begun_by: sql`${JSON.stringify(pending.begunBy)}::jsonb`,
        })
        .execute();
    },

    /** Takes the request of a state for the first callback that brings it; a second one gets nothing. */
    async take(state: string, now: Date): Promise<PendingAuthorization | undefined> {
      const row = await database.sql
        .updateTable(table)
        .set({ used_at: now })
        .where("state_hash", "=", hash(state))
        .where("used_at", "is", null)
        .where("expires_at", ">", now)
        .returningAll()
        .executeTakeFirst();
      return row && toPending(row);
    },

    /** Takes the request that waits for an account, once. */
    async takeWaiting(state: string, now: Date): Promise<PendingAuthorization | undefined> {
      const row = await database.sql
        .selectFrom(table)
        .selectAll()
        .where("state_hash", "=", hash(state))
        .where("sealed_grant", "is not", null)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { numUpdatedRows } = await database.sql
        .updateTable(table)
        .set({ sealed_grant: null })
        .where("id", "=", row.id)
        .where("sealed_grant", "is not", null)
        .executeTakeFirst();
      return numUpdatedRows === 1n ? toPending(row) : undefined;
    },

    async keepGrant(id: string, sealedGrant: string): Promise<void> {
      await database.sql.updateTable(table).set({ sealed_grant: sealedGrant }).where("id", "=", id).execute();
    },

    async finish(id: string, outcome: unknown): Promise<void> {
      await database.sql
        .updateTable(table)
        .set({ outcome: sql`${JSON.stringify(outcome)}::jsonb` })
        .where("id", "=", id)
        .execute();
    },

    async outcome(id: string): Promise<{ readonly outcome: unknown; readonly expiresAt: Date } | undefined> {
      const row = await database.sql
        .selectFrom(table)
        .select(["outcome", "expires_at"])
        .where("id", "=", id)
        .executeTakeFirst();
      return row && { outcome: row.outcome ?? undefined, expiresAt: row.expires_at };
    },
  };
}

function toPending(row: AuthorizationRequestTable): PendingAuthorization {
  return {
    id: row.id,
    connectionId: row.connection_id,
    sealedVerifier: row.sealed_verifier,
    redirectAddress: row.redirect_address,
    account: row.account ?? undefined,
    allowOtherOwner: row.allow_other_owner,
    expiresAt: row.expires_at,
    sealedGrant: row.sealed_grant,
    begunBy: row.begun_by as Actor,
  };
}

function hash(state: string): string {
  return createHash("sha256").update(state).digest("hex");
}
