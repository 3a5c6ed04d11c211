/** What the job queue holds of people: nothing that we put there, but what failed may be told by its words. pg-boss forgets it after a day. */
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { PersonalDataSource } from "../personal-data/source.ts";
import { mayMention, mentions, type Subject } from "../personal-data/subject.ts";
import { jobsSchema } from "./jobs.ts";

interface FoundJob {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

export function jobPersonalData({ sql: db }: Database): PersonalDataSource {
  const table = sql.table(`${jobsSchema}.job`);
  const isOver = (state: string) => ["completed", "cancelled", "failed"].includes(state);
  async function jobs(subject: Subject): Promise<readonly FoundJob[]> {
    const there = await sql<{ there: boolean }>`
      select to_regclass(${`${jobsSchema}.job`}) is not null as there`.execute(db);
    if (there.rows[0]?.there !== true) return [];
    const { rows } = await sql<FoundJob>`
      select id::text, name, state::text, data, output from ${table}
      where ${mayMention(sql`row(data, output)`, subject)}`.execute(db);
    return rows.filter((row) => mentions(row, subject));
  }
  return {
    kind: "jobs",
    tables: [],
    find: async (subject) => ({
      records: (await jobs(subject)).map((data) => ({
        what: `A job of the queue ${data.name}`,
        where: `${jobsSchema}.job ${data.id}`,
        data,
      })),
    }),
    async erase(subject) {
      const found = await jobs(subject);
      const over = found.filter(({ state }) => isOver(state));
      for (const { id } of over) await sql`delete from ${table} where id = ${id}`.execute(db);
      return {
        erased: over.length,
        left: found
          .filter(({ state }) => !isOver(state))
          .map(({ id, name }) => ({
            what: `A job of the queue ${name}`,
            where: `${jobsSchema}.job ${id}`,
            why: "It is not over yet.",
            remedy: "Erase again when it has ended.",
          })),
      };
    },
  };
}
