/**
 * The SQL of OAuth clients and connections. What is secret comes and goes sealed. NOT the vault: grants are
 * `grant-store.ts`.
 */
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { Connection, OAuthClientRecord, Owner } from "./model.ts";

interface OAuthClientTable {
  id: string;
  name: string;
  client_id: string;
  sealed_secret: string | null;
  api_address: string;
  authentication_address: string;
  redirect_address: string | null;
  scopes: string;
  requests_per_second: number;
  created_at: Date;
}

interface ConnectionTable {
  id: string;
  oauth_client_id: string;
  name: string;
  alias: string;
  organizer_key: string | null;
  account_key: string | null;
  account_name: string | null;
  email: string | null;
  created_at: Date;
  last_success_at: Date | null;
  last_error_at: Date | null;
  last_error: string | null;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    oauth_client: OAuthClientTable;
    connection: ConnectionTable;
  }
}

export type OAuthClientChange = Partial<Omit<OAuthClientRecord, "id" | "clientId" | "createdAt">>;

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

export function createConnectionStore(database: Database) {
  const { sql } = database;
  return {
    async clients(): Promise<readonly OAuthClientRecord[]> {
      return (await sql.selectFrom("oauth_client").selectAll().orderBy("name").execute()).map(toClient);
    },

    async client(id: string): Promise<OAuthClientRecord | undefined> {
      const row = await sql.selectFrom("oauth_client").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toClient(row);
    },

    async insertClient(client: OAuthClientRecord): Promise<void> {
      const row: Insertable<OAuthClientTable> = {
        id: client.id,
        name: client.name,
        client_id: client.clientId,
        sealed_secret: client.sealedSecret,
        api_address: client.apiAddress,
        authentication_address: client.authenticationAddress,
        redirect_address: client.redirectAddress,
        scopes: client.scopes.join(" "),
        requests_per_second: client.requestsPerSecond,
        created_at: client.createdAt,
      };
      await sql.insertInto("oauth_client").values(row).execute();
    },

    async updateClient(id: string, change: OAuthClientChange): Promise<void> {
      const row: Updateable<OAuthClientTable> = {};
      if (change.name !== undefined) row.name = change.name;
      if (change.sealedSecret !== undefined) row.sealed_secret = change.sealedSecret;
      if (change.redirectAddress !== undefined) row.redirect_address = change.redirectAddress;
      if (change.apiAddress !== undefined) row.api_address = change.apiAddress;
      if (change.authenticationAddress !== undefined)
        row.authentication_address = change.authenticationAddress;
      if (change.scopes !== undefined) row.scopes = change.scopes.join(" ");
      if (change.requestsPerSecond !== undefined) row.requests_per_second = change.requestsPerSecond;
      if (Object.keys(row).length > 0)
        await sql.updateTable("oauth_client").set(row).where("id", "=", id).execute();
    },

    async deleteClient(id: string): Promise<void> {
      await sql.deleteFrom("oauth_client").where("id", "=", id).execute();
    },

    async connections(): Promise<readonly Connection[]> {
      return (
        await sql.selectFrom("connection").selectAll().orderBy("created_at").orderBy("alias").execute()
      ).map(toConnection);
    },

    async connection(alias: string): Promise<Connection | undefined> {
      const row = await sql
        .selectFrom("connection")
        .selectAll()
        .where("alias", "=", alias)
        .executeTakeFirst();
      return row && toConnection(row);
    },

    async connectionById(id: string): Promise<Connection | undefined> {
      const row = await sql.selectFrom("connection").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toConnection(row);
    },

    async insertConnection(connection: Connection): Promise<void> {
      await sql
        .insertInto("connection")
        .values({
          id: connection.id,
          oauth_client_id: connection.oauthClientId,
          name: connection.name,
          alias: connection.alias,
          created_at: connection.createdAt,
        })
        .execute();
    },

    async rename(id: string, change: { readonly name?: string; readonly alias?: string }): Promise<void> {
      if (Object.keys(change).length > 0)
        await sql.updateTable("connection").set(change).where("id", "=", id).execute();
    },

    async setOwner(id: string, owner: Owner): Promise<void> {
      await sql
        .updateTable("connection")
        .set({
          organizer_key: owner.organizerKey,
          account_key: owner.accountKey,
          account_name: owner.accountName,
          email: owner.email,
        })
        .where("id", "=", id)
        .execute();
    },

    /** A success ends the last trouble. */
    async recordSuccess(id: string, at: Date): Promise<void> {
      await sql.updateTable("connection").set({ last_success_at: at }).where("id", "=", id).execute();
    },

    async recordError(id: string, at: Date, text: string): Promise<void> {
      await sql
        .updateTable("connection")
        .set({ last_error_at: at, last_error: text })
        .where("id", "=", id)
        .execute();
    },

    async deleteConnection(id: string): Promise<void> {
      await sql.deleteFrom("connection").where("id", "=", id).execute();
    },
  };
}

function toClient(row: Selectable<OAuthClientTable>): OAuthClientRecord {
  return {
    id: row.id,
    name: row.name,
    clientId: row.client_id,
    sealedSecret: row.sealed_secret,
    apiAddress: row.api_address,
    authenticationAddress: row.authentication_address,
    redirectAddress: row.redirect_address,
    scopes: row.scopes.split(" ").filter((scope) => scope !== ""),
    requestsPerSecond: row.requests_per_second,
    createdAt: row.created_at,
  };
}

function toConnection(row: Selectable<ConnectionTable>): Connection {
  const { organizer_key, account_key, account_name, email, last_error_at, last_error } = row;
  return {
    id: row.id,
    oauthClientId: row.oauth_client_id,
    name: row.name,
    alias: row.alias,
    owner:
      organizer_key === null || account_key === null
        ? null
        : {
            organizerKey: organizer_key,
            accountKey: account_key,
            accountName: account_name,
            email: email ?? "",
          },
    createdAt: row.created_at,
    lastSuccessAt: row.last_success_at,
    lastError: last_error_at === null ? null : { at: last_error_at, text: last_error ?? "" },
  };
}
