/**
 * The two ways in which the audit log may change: a person is taken out of its entries, and entries go whose time is over.
 * The database lets each through only in a transaction that says so (migration 0010), and only so far: an erased entry keeps
 * its number, its time, its kind of actor and what was done to what kind of thing. Whoever calls these writes an entry about it.
 */
import { sql } from "kysely";
import { type Database, inTransaction } from "../../platform/database/database.ts";
import type { PersonalDataSource } from "../../platform/personal-data/source.ts";
import {
  mayMention,
  mentions,
  type Subject,
  textWithout,
  without,
} from "../../platform/personal-data/subject.ts";
import type { RetentionSource } from "../../platform/retention/source.ts";

interface Entry {
  readonly id: string;
  readonly actor_name: string;
  readonly address: string | null;
  readonly resource_id: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

export function auditPersonalData(database: Database): PersonalDataSource {
  async function entries({ sql: db }: Database, subject: Subject): Promise<readonly Entry[]> {
    const { rows } = await sql<Entry>`
      select id::text, at, actor_name, address, action, resource_kind, resource_id, before, after from audit_entry
      where ${mayMention(sql`row(actor_name, resource_id, before, after)`, subject)} order by audit_entry.id`.execute(
      db,
    );
    return rows.filter((row) => mentions(row, subject));
  }

  return {
    kind: "audit",
    tables: ["audit_entry"],
    find: async (subject) => ({
      records: (await entries(database, subject)).map((entry) => ({
        what: mentions(entry.actor_name, subject) ? "What they changed" : "What was changed about them",
        where: `audit_entry ${entry.id}`,
        data: entry,
      })),
    }),
    erase: (subject) =>
      inTransaction(database, async (within) => {
        const found = await entries(within, subject);
        await permit(within, "erase");
        for (const { id, actor_name, address, resource_id, before, after } of found) {
          await sql`
            update audit_entry set
              actor_name = ${textWithout(actor_name, subject)},
              address = ${mentions(actor_name, subject) ? null : address},
              resource_id = ${resource_id === null ? null : textWithout(resource_id, subject)},
              before = ${jsonb(without(before, subject))}, after = ${jsonb(without(after, subject))}
            where id = ${id}`.execute(within.sql);
        }
        return { erased: found.length, left: [] };
      }),
  };
}

export function auditRetention(database: Database): RetentionSource {
  return {
    kind: "audit",
    what: "Entries of the audit log, since they were made",
    days: 730,
    remove: (before) =>
      inTransaction(database, async (within) => {
        await permit(within, "forget");
        const { numAffectedRows = 0n } = await sql`delete from audit_entry where at < ${before}`.execute(
          within.sql,
        );
        return Number(numAffectedRows);
      }),
  };
}

/** Until the end of the transaction. */
async function permit({ sql: db }: Database, purpose: "erase" | "forget"): Promise<void> {
  await sql`select set_config('rostrum.audit_entry', ${purpose}, true)`.execute(db);
}

const jsonb = (value: unknown) =>
  value === null || value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;
