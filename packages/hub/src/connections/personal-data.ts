/** What connections know of people: whose consent they have, and who began one. */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type PersonalDataSource, settingsSource } from "../platform/personal-data/source.ts";
import { mayMention, mentions } from "../platform/personal-data/subject.ts";
import type { RetentionSource } from "../platform/retention/source.ts";

export function connectionPersonalData(database: Database): readonly PersonalDataSource[] {
  const db = database.sql;
  const begun = async (subject: Parameters<PersonalDataSource["find"]>[0]) => {
    const { rows } = await sql<{ id: string; begun_by: unknown }>`
      select id, begun_by, account, outcome, expires_at from authorization_request
      where ${mayMention(sql`row(begun_by, account, outcome)`, subject)} order by expires_at`.execute(db);
    return rows.filter((row) => mentions(row, subject));
  };
  return [
    settingsSource(database, "connections", [
      {
        table: "connection",
        name: "alias",
        columns: ["name", "alias", "account_name", "email", "last_error"],
        what: (alias) => `The connection ${alias}, with whose consent it calls GoTo`,
        remedy: (alias) => `rostrum connections remove ${alias}, or let somebody else authorize it`,
      },
      {
        table: "oauth_client",
        name: "name",
        columns: ["name"],
        what: (name) => `The OAuth client ${name}`,
        remedy: () => "Give it another name: PATCH /api/v1/oauth-clients/NAME",
      },
    ]),
    {
      kind: "authorizations",
      tables: ["authorization_request"],
      find: async (subject) => ({
        records: (await begun(subject)).map((data) => ({
          what: "A consent at GoTo that they began",
          where: `authorization_request ${data.id}`,
          data,
        })),
      }),
      async erase(subject) {
        const found = await begun(subject);
        for (const { id } of found) await sql`delete from authorization_request where id = ${id}`.execute(db);
        return { erased: found.length, left: [] };
      },
    },
  ];
}

export function connectionRetention({ sql: db }: Database): RetentionSource {
  return {
    kind: "authorizations",
    what: "Consents begun in a browser, since their end",
    days: 7,
    async remove(before) {
      const { numAffectedRows = 0n } = await sql`
        delete from authorization_request where expires_at < ${before}`.execute(db);
      return Number(numAffectedRows);
    },
  };
}
