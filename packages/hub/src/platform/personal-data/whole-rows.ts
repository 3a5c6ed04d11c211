/** Tables that tell of the past, of which a row that speaks of somebody goes whole. NOT settings (`source.ts`). */
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { PersonalDataSource } from "./source.ts";
import { mayMention, mentions, type Subject } from "./subject.ts";

export interface HistoryTable {
  readonly table: string;
  /** In words, of one row. */
  readonly what: (row: Readonly<Record<string, unknown>>) => string;
  /** SQL: what must be so for a row to go. */
  readonly over: string;
  /** What to do about one that stays. */
  readonly remedy: (row: Readonly<Record<string, unknown>>) => string;
}

export function wholeRowsSource(
  database: Database,
  kind: string,
  history: readonly HistoryTable[],
): PersonalDataSource {
  const db = database.sql;
  const look = async (table: string, subject: Subject) => {
    const { rows } = await sql<{ ctid: string; row: Record<string, unknown> }>`
      select ctid::text, to_jsonb(t) as row from ${sql.table(table)} t where ${mayMention(sql`t`, subject)}`.execute(
      db,
    );
    return rows.filter(({ row }) => mentions(row, subject));
  };
  return {
    kind,
    tables: history.map(({ table }) => table),
    async find(subject) {
      const found = history.map(async ({ table, what }) =>
        (await look(table, subject)).map(({ row }) => ({ what: what(row), where: table, data: row })),
      );
      return { records: (await Promise.all(found)).flat() };
    },
    async erase(subject) {
      let erased = 0;
      for (const { table, over } of history) {
        for (const { ctid } of await look(table, subject)) {
          const { numAffectedRows = 0n } = await sql`
            delete from ${sql.table(table)} as t where ctid = ${ctid}::tid and ${sql.raw(over)}`.execute(db);
          erased += Number(numAffectedRows);
        }
      }
      const left = [];
      for (const { table, what, remedy } of history) {
        for (const { row } of await look(table, subject)) {
          const why = "It is the present one, or waits to be sent.";
          left.push({ what: what(row), where: table, why, remedy: remedy(row) });
        }
      }
      return { erased, left };
    },
  };
}
