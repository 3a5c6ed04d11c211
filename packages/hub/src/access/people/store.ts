/**
 * The SQL of people, their passwords and their sessions. The tables are better-auth's, which reads them to sign people
 * in and writes the sessions; people and passwords are written here, in the transaction that holds the audit entry.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/database/database.ts";
import type { Role } from "../permissions.ts";
import type { Person } from "./model.ts";

interface PersonTable {
  id: string;
  email: string;
  email_verified: boolean;
  name: string;
  role: Role;
  image: string | null;
  created_at: Date;
  updated_at: Date;
  deactivated_at: Date | null;
}

interface PersonSessionTable {
  id: string;
  token: string;
  person_id: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
  address: string | null;
  user_agent: string | null;
}

interface PersonAccountTable {
  id: string;
  account_id: string;
  provider_id: string;
  person_id: string;
  password: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    person: PersonTable;
    person_session: PersonSessionTable;
    person_account: PersonAccountTable;
  }
}

/** A person's browser that is signed in. Without its token, which is the browser's alone. */
export interface Session {
  readonly id: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** better-auth's name for a password of its own. */
const credential = "credential";
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export function createPeopleStore({ sql }: Database) {
  return {
    async people(): Promise<readonly Person[]> {
      return (await sql.selectFrom("person").selectAll().orderBy("email").execute()).map(toPerson);
    },

    /** By id or e-mail address. */
    async person(wanted: string): Promise<Person | undefined> {
      const column = isId(wanted) ? "id" : "email";
      const row = await sql
        .selectFrom("person")
        .selectAll()
        .where(column, "=", wanted.trim().toLowerCase())
        .executeTakeFirst();
      return row && toPerson(row);
    },

    /** The ids of those who may come in. Inside a transaction nobody else can change who they are until its end. */
    async lockAdministrators(): Promise<readonly string[]> {
      const rows = await sql
        .selectFrom("person")
        .select("id")
        .where("role", "=", "administrator")
        .where("deactivated_at", "is", null)
        .orderBy("id")
        .forUpdate()
        .execute();
      return rows.map(({ id }) => id);
    },

    async hasAdministrator(): Promise<boolean> {
      const row = await sql
        .selectFrom("person")
        .select("id")
        .where("role", "=", "administrator")
        .where("deactivated_at", "is", null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async insert(person: Person, passwordHash: string): Promise<void> {
      const { id, email, name, role, createdAt } = person;
      const times = { created_at: createdAt, updated_at: createdAt };
      await sql
        .insertInto("person")
        // Whoever accepts an invitation has it from an administrator; nothing was sent to the address to prove it.
        .values({ id, email, name, role, email_verified: false, ...times })
        .execute();
      await sql
        .insertInto("person_account")
        .values({
          id: randomUUID(),
          account_id: id,
          provider_id: credential,
          person_id: id,
          password: passwordHash,
          ...times,
        })
        .execute();
    },

    async update(
      id: string,
      change: { readonly name?: string; readonly role?: Role },
      now: Date,
    ): Promise<void> {
      await sql
        .updateTable("person")
        .set({ ...change, updated_at: now })
        .where("id", "=", id)
        .execute();
    },

    /** Null: they may come in again. */
    async deactivate(id: string, since: Date | null, now: Date): Promise<void> {
      await sql
        .updateTable("person")
        .set({ deactivated_at: since, updated_at: now })
        .where("id", "=", id)
        .execute();
    },

    /** With sessions, keys and memberships. */
    async delete(id: string): Promise<void> {
      await sql.deleteFrom("person").where("id", "=", id).execute();
    },

    async passwordHash(id: string): Promise<string | undefined> {
      const row = await sql
        .selectFrom("person_account")
        .select("password")
        .where("person_id", "=", id)
        .where("provider_id", "=", credential)
        .executeTakeFirst();
      return row?.password ?? undefined;
    },

    async setPasswordHash(id: string, passwordHash: string, now: Date): Promise<void> {
      await sql
        .updateTable("person_account")
        .set({ password: passwordHash, updated_at: now })
        .where("person_id", "=", id)
        .where("provider_id", "=", credential)
        .execute();
    },

    /** Those that still hold, the latest first. */
    async sessions(personId: string, now: Date): Promise<readonly Session[]> {
      const rows = await sql
        .selectFrom("person_session")
        .select(["id", "address", "user_agent", "created_at", "expires_at"])
        .where("person_id", "=", personId)
        .where("expires_at", ">", now)
        .orderBy("created_at", "desc")
        .execute();
      return rows.map(({ id, address, user_agent, created_at, expires_at }) => ({
        id,
        address,
        userAgent: user_agent,
        createdAt: created_at,
        expiresAt: expires_at,
      }));
    },

    /** Gives whether there was such a session. */
    async deleteSession(personId: string, sessionId: string): Promise<boolean> {
      if (!isId(sessionId)) return false;
      const { numDeletedRows } = await sql
        .deleteFrom("person_session")
        .where("person_id", "=", personId)
        .where("id", "=", sessionId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    /** Ends all sessions of a person but one, and gives how many. */
    async deleteSessions(personId: string, except: string | undefined): Promise<number> {
      let query = sql.deleteFrom("person_session").where("person_id", "=", personId);
      if (except !== undefined) query = query.where("id", "!=", except);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}

function toPerson({ id, email, name, role, created_at, deactivated_at }: PersonTable): Person {
  return { id, email, name, role, createdAt: created_at, deactivatedAt: deactivated_at };
}
