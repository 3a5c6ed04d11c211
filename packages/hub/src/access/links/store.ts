/** The SQL of one-time links. A link is taken by deleting its row, so that it works once, whoever comes at the same time. */
import { type Insertable, sql as raw, type Selectable } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Role } from "../permissions.ts";
import { hashOfCode } from "./code.ts";

interface OneTimeLinkTable {
  id: string;
  kind: "setup" | "invitation" | "password";
  code_hash: string;
  email: string | null;
  role: Role | null;
  person_id: string | null;
  created_at: Date;
  created_by: string;
  expires_at: Date;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    one_time_link: OneTimeLinkTable;
  }
}

interface LinkBase {
  readonly id: string;
  readonly createdAt: Date;
  /** Name of the actor, for people. */
  readonly createdBy: string;
  readonly expiresAt: Date;
}

/** Makes whoever opens it an administrator. */
export interface SetupLink extends LinkBase {
  readonly kind: "setup";
}
export interface Invitation extends LinkBase {
  readonly kind: "invitation";
  readonly email: string;
  readonly role: Role;
}
/** Lets a person choose a new password. */
export interface PasswordLink extends LinkBase {
  readonly kind: "password";
  readonly personId: string;
  readonly email: string;
}
export type OneTimeLink = SetupLink | Invitation | PasswordLink;

export function createLinkStore({ sql }: Database) {
  const emailOfPerson = raw<
    string | null
  >`(select email from person where person.id = one_time_link.person_id)`;

  return {
    async insert(link: OneTimeLink, code: string): Promise<void> {
      const row: Insertable<OneTimeLinkTable> = {
        id: link.id,
        kind: link.kind,
        code_hash: hashOfCode(code),
        email: link.kind === "invitation" ? link.email : null,
        role: link.kind === "invitation" ? link.role : null,
        person_id: link.kind === "password" ? link.personId : null,
        created_at: link.createdAt,
        created_by: link.createdBy,
        expires_at: link.expiresAt,
      };
      await sql.insertInto("one_time_link").values(row).execute();
    },

    async invitations(now: Date): Promise<readonly Invitation[]> {
      const rows = await sql
        .selectFrom("one_time_link")
        .selectAll()
        .where("kind", "=", "invitation")
        .where("expires_at", ">", now)
        .orderBy("email")
        .execute();
      return rows
        .map((row) => toLink({ ...row, person_email: null }))
        .filter((link) => link.kind === "invitation");
    },

    async byCode(code: string, now: Date): Promise<OneTimeLink | undefined> {
      const row = await sql
        .selectFrom("one_time_link")
        .selectAll()
        .select(emailOfPerson.as("person_email"))
        .where("code_hash", "=", hashOfCode(code))
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return row && toLink(row);
    },

    /** Takes the link, so that nobody else can. */
    async take(code: string, now: Date): Promise<OneTimeLink | undefined> {
      const row = await sql
        .deleteFrom("one_time_link")
        .where("code_hash", "=", hashOfCode(code))
        .where("expires_at", ">", now)
        .returningAll()
        .returning(emailOfPerson.as("person_email"))
        .executeTakeFirst();
      return row && toLink(row);
    },

    /** Removes what a new link of its kind takes the place of, and all that have ended. */
    async deleteFor(link: OneTimeLink, now: Date): Promise<void> {
      await sql.deleteFrom("one_time_link").where("expires_at", "<=", now).execute();
      let query = sql.deleteFrom("one_time_link").where("kind", "=", link.kind);
      if (link.kind === "invitation") query = query.where("email", "=", link.email);
      if (link.kind === "password") query = query.where("person_id", "=", link.personId);
      await query.execute();
    },

    /** Gives the invitation that was removed, if there was one. */
    async deleteInvitation(id: string): Promise<boolean> {
      const { numDeletedRows } = await sql
        .deleteFrom("one_time_link")
        .where("kind", "=", "invitation")
        .where("id", "=", id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

function toLink(row: Selectable<OneTimeLinkTable> & { readonly person_email: string | null }): OneTimeLink {
  const base = {
    id: row.id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
  };
  if (row.kind === "invitation" && row.email !== null && row.role !== null) {
    return { ...base, kind: row.kind, email: row.email, role: row.role };
  }
  if (row.kind === "password" && row.person_id !== null) {
    return { ...base, kind: row.kind, personId: row.person_id, email: row.person_email ?? "" };
  }
  if (row.kind === "setup") return { ...base, kind: row.kind };
  throw new Error(`one-time link ${row.id} is not whole`);
}
