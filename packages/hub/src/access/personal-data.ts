/** What the hub knows of somebody who may sign in, or was invited. What they did is the audit log's (`audit/personal-data.ts`). */
import { sql } from "kysely";
import { type Database, inTransaction } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import type { LeftRecord, PersonalDataSource, PersonalRecord } from "../platform/personal-data/source.ts";
import {
  erased,
  mayMention,
  mentions,
  type Subject,
  textWithout,
} from "../platform/personal-data/subject.ts";
import { perAccount } from "./attempts.ts";
import { checkNotLastAdministrator } from "./people/model.ts";
import { createPeopleStore } from "./people/store.ts";

export function accessPersonalData(database: Database): PersonalDataSource {
  async function person({ email }: Subject): Promise<readonly PersonalRecord[]> {
    const store = createPeopleStore(database);
    const found = await store.person(email);
    if (found === undefined) return [];
    const { rows: keys } = await sql`
      select name, beginning, scopes, created_at, expires_at, last_used_at from api_key where owner_id = ${found.id}`.execute(
      database.sql,
    );
    const { rows: teams } = await sql<{ name: string }>`
      select name from team join team_member on team_id = team.id where person_id = ${found.id}`.execute(
      database.sql,
    );
    const { rows: sessions } = await sql`
      select address, user_agent, created_at, expires_at from person_session where person_id = ${found.id}`.execute(
      database.sql,
    );
    const data = { ...found, sessions, keys, teams: teams.map(({ name }) => name) };
    return [
      { what: "Somebody who may sign in here", where: `person ${found.id}`, data, names: [found.name] },
    ];
  }

  async function links(subject: Subject): Promise<readonly PersonalRecord[]> {
    const { rows } = await sql<{ id: string; kind: string; email: string | null; created_by: string }>`
      select id, kind, email, role, created_by, created_at, expires_at from one_time_link
      where ${mayMention(sql`row(email, created_by)`, subject)} order by created_at`.execute(database.sql);
    return rows
      .filter((row) => mentions(row, subject))
      .map((row) => ({
        what: row.email === null || !mentions(row.email, subject) ? "A link that they made" : "An invitation",
        where: `one_time_link ${row.id}`,
        data: row,
      }));
  }

  async function attempts({ email }: Subject): Promise<readonly PersonalRecord[]> {
    const { name } = perAccount(email);
    const { rows } = await sql`select count, began_at from attempt where subject = ${name}`.execute(
      database.sql,
    );
    return rows.map((data) => ({ what: "Failed attempts to sign in", where: "attempt", data }));
  }

  return {
    kind: "people",
    tables: [
      "person",
      "person_session",
      "person_account",
      "team_member",
      "api_key",
      "one_time_link",
      "attempt",
    ],
    find: async (subject) => ({
      records: [...(await person(subject)), ...(await links(subject)), ...(await attempts(subject))],
    }),
    erase: (subject) =>
      inTransaction(database, async (within) => {
        const db = within.sql;
        const left: LeftRecord[] = [];
        let count = 0;
        const store = createPeopleStore(within);
        const administrators = await store.lockAdministrators();
        const found = await store.person(subject.email);
        if (found !== undefined) {
          try {
            checkNotLastAdministrator(found, administrators);
            await store.delete(found.id);
            count += 1;
          } catch (error) {
            if (!(error instanceof HubError)) throw error;
            left.push({
              what: "Somebody who may sign in here",
              where: `person ${found.id}`,
              why: error.message,
              remedy: error.remedy,
            });
          }
        }
        const { numAffectedRows: invitations = 0n } = await sql`
          delete from one_time_link where lower(email) = ${subject.email}`.execute(db);
        const { rows: made } = await sql<{ id: string; created_by: string }>`
          select id, created_by from one_time_link where ${mayMention(sql`created_by`, subject)}`.execute(db);
        for (const { id, created_by } of made) {
          const after = textWithout(created_by, subject);
          await sql`update one_time_link set created_by = ${after === "" ? erased : after} where id = ${id}`.execute(
            db,
          );
        }
        const { numAffectedRows: attempted = 0n } = await sql`
          delete from attempt where subject = ${perAccount(subject.email).name}`.execute(db);
        return { erased: count + Number(invitations) + made.length + Number(attempted), left };
      }),
  };
}

/** What is over by itself and of no use to anybody any more. */
export function accessRetention(database: Database) {
  return [
    {
      kind: "sign-in",
      what: "Sessions and one-time links, since their end",
      days: 7,
      async remove(before: Date) {
        const { numAffectedRows: sessions = 0n } = await sql`
          delete from person_session where expires_at < ${before}`.execute(database.sql);
        const { numAffectedRows: links = 0n } = await sql`
          delete from one_time_link where expires_at < ${before}`.execute(database.sql);
        return Number(sessions + links);
      },
    },
  ];
}
