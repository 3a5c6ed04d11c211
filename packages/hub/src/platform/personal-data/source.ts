/**
 * Where personal data may be kept: a port that every room fills which keeps some, so that all of it can be found, exported and
 * erased without this place knowing the rooms. A test holds the tables of all sources against the tables that there are.
 */
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { mayMention, mentions, type Subject } from "./subject.ts";

/** Something that is known of a person. */
export interface PersonalRecord {
  /** What it is, for a person: "A row of the flow copy that failed". */
  readonly what: string;
  /** Where it stands, exact enough to find it again. */
  readonly where: string;
  /** All that is kept there of them, as JSON. No secrets. */
  readonly data: unknown;
  /** What else they are called there. */
  readonly names?: readonly string[];
}

/** What was found and has to be taken away by somebody who decides. */
export interface LeftRecord {
  readonly what: string;
  readonly where: string;
  readonly why: string;
  readonly remedy: string;
}

export interface Erasure {
  /** How many records were removed, or had the person taken out of them. */
  readonly erased: number;
  readonly left: readonly LeftRecord[];
}

export interface Findings {
  readonly records: readonly PersonalRecord[];
  /** What could not be looked into, in sentences. */
  readonly notSearched?: readonly string[];
}

export interface PersonalDataSource {
  /** Stable, for programs: "failed-rows". */
  readonly kind: string;
  /** The tables of the hub's database that it answers for. */
  readonly tables: readonly string[];
  find(subject: Subject): Promise<Findings>;
  /** Erases what `find` finds. May be called again. */
  erase(subject: Subject): Promise<Erasure>;
}

/** A table of settings that somebody wrote: a person's address in it is there on purpose, and changed by hand. */
export interface SettingsTable {
  readonly table: string;
  /** The column that people call a row by. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly what: (name: string) => string;
  readonly remedy: (name: string) => string;
}

/** Settings are found and exported, and left: taking an address out of them could break what they are for. */
export function settingsSource(
  database: Database,
  kind: string,
  tables: readonly SettingsTable[],
): PersonalDataSource {
  async function look(subject: Subject) {
    const found: (PersonalRecord & { readonly remedy: string })[] = [];
    for (const { table, name, columns, what, remedy } of tables) {
      const all = columns.map((column) => sql.ref(column));
      const { rows } = await sql<Record<string, unknown>>`
        select ${sql.join([sql`${sql.ref(name)}::text as rostrum_name`, ...all])} from ${sql.table(table)}
        where ${mayMention(sql`row(${sql.join(all)})`, subject)} order by 1`.execute(database.sql);
      for (const { rostrum_name, ...data } of rows) {
        if (!mentions(data, subject)) continue;
        const called = String(rostrum_name);
        found.push({ what: what(called), where: `${table} ${called}`, data, remedy: remedy(called) });
      }
    }
    return found;
  }
  return {
    kind,
    tables: tables.map(({ table }) => table),
    find: async (subject) => ({
      records: (await look(subject)).map(({ remedy: _, ...record }) => record),
    }),
    erase: async (subject) => ({
      erased: 0,
      left: (await look(subject)).map(({ what, where, remedy }) => ({
        what,
        where,
        why: "It is a setting that somebody made, and may not work without the address.",
        remedy,
      })),
    }),
  };
}
