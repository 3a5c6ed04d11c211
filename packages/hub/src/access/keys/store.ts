/** The SQL of API keys. */
import { sql as raw } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Role } from "../permissions.ts";

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    api_key: {
      id: string;
      name: string;
      beginning: string;
      hash: string;
      scopes: string[];
      owner_id: string | null;
      created_at: Date;
      expires_at: Date;
      last_used_at: Date | null;
    };
  }
}

export interface KeyOwner {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** While they are deactivated their keys stop. */
  readonly deactivatedAt: Date | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first letters, by which people recognise it. */
  readonly beginning: string;
  readonly scopes: readonly string[];
  /** Null: made with the access token of the data folder. */
  readonly owner: KeyOwner | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

export function createKeyStore({ sql }: Database) {
  const keys = () =>
    sql
      .selectFrom("api_key")
      .leftJoin("person", "person.id", "api_key.owner_id")
      .select([
        "api_key.id",
        "api_key.name",
        "api_key.beginning",
        "api_key.scopes",
        "api_key.created_at",
        "api_key.expires_at",
        "api_key.last_used_at",
        "person.id as owner_id",
        "person.email as owner_email",
        "person.role as owner_role",
        "person.deactivated_at as owner_deactivated_at",
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof keys>["executeTakeFirstOrThrow"]>>;

  const toKey = (row: Row): ApiKey => ({
    id: row.id,
    name: row.name,
    beginning: row.beginning,
    scopes: row.scopes,
    owner:
      row.owner_id === null || row.owner_email === null || row.owner_role === null
        ? null
        : {
            ...{ id: row.owner_id, email: row.owner_email, role: row.owner_role },
            deactivatedAt: row.owner_deactivated_at,
          },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  });

  return {
    async keys(): Promise<readonly ApiKey[]> {
      return (await keys().orderBy("api_key.name").execute()).map(toKey);
    },

    async byHash(hash: string): Promise<ApiKey | undefined> {
      const row = await keys().where("api_key.hash", "=", hash).executeTakeFirst();
      return row && toKey(row);
    },

    async insert(key: Omit<ApiKey, "lastUsedAt">, hash: string): Promise<void> {
      await sql
        .insertInto("api_key")
        .values({
          id: key.id,
          name: key.name,
          beginning: key.beginning,
          hash,
          scopes: [...key.scopes],
          owner_id: key.owner?.id ?? null,
          created_at: key.createdAt,
          expires_at: key.expiresAt,
        })
        .execute();
    },

    async delete(id: string): Promise<void> {
      await sql.deleteFrom("api_key").where("id", "=", id).execute();
    },

    /** Notes the use, at most once a minute: a busy key must not mean a write per request. */
    async used(id: string, now: Date): Promise<void> {
      await sql
        .updateTable("api_key")
        .set({ last_used_at: now })
        .where("id", "=", id)
        .where((where) =>
          where.or([
            where("last_used_at", "is", null),
            where("last_used_at", "<", raw<Date>`${now}::timestamptz - interval '1 minute'`),
          ]),
        )
        .execute();
    },
  };
}
