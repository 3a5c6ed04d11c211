/**
 * People in replicas: in the hub's own database and in any other. A row of a person (their address in its column `email`) and
 * the rows that hang on their registration are removed; where a row of something else speaks of them, the address is taken out.
 * What GoTo still gives, the next sync that reads it brings back: erase it at GoTo first.
 */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import {
  type LeftRecord,
  type PersonalDataSource,
  type PersonalRecord,
  settingsSource,
} from "../platform/personal-data/source.ts";
import { mayMention, mentions, type Subject, without } from "../platform/personal-data/subject.ts";
import type { RetentionSource } from "../platform/retention/source.ts";

import type { Replica } from "./model.ts";
import { openTarget, type TargetPorts } from "./open-target.ts";
import { ownerOf } from "./owner.ts";
import { createReplicaStore } from "./store.ts";
import type { Session } from "./target.ts";

interface PersonalRow {
  readonly table: string;
  /** Where in the table: moves when the row is written, so it holds within one transaction only. */
  readonly ctid: string;
  readonly row: Record<string, unknown>;
  /** Whether the row is about the person, and not only speaks of them. */
  readonly isTheirs: boolean;
}

export function replicaPersonalData(ports: TargetPorts): PersonalDataSource {
  const replicas = () => createReplicaStore(ports.database).all();
  return {
    kind: "replicas",
    tables: ["replica"],
    async find(subject) {
      const records: PersonalRecord[] = [];
      const notSearched: string[] = [];
      for (const replica of await replicas()) {
        try {
          await using target = await openTarget(replica, ports);
          for (const { table, row } of await rowsOf(target.session, replica, subject)) {
            records.push({
              what: `A row of the replica ${replica.name}, table ${replica.schema}.${table}`,
              where: whereOf(replica, table),
              data: row,
            });
          }
        } catch (error) {
          notSearched.push(`The replica ${replica.name}: ${expected(error).message}`);
        }
      }
      return { records, notSearched };
    },
    async erase(subject) {
      const left: LeftRecord[] = [];
      let erased = 0;
      for (const replica of await replicas()) {
        try {
          await using target = await openTarget(replica, ports);
          erased += await target.withLock(replica.id, (locked) =>
            locked.transaction((session) => eraseIn(session, replica, subject)),
          );
        } catch (error) {
          const { message, remedy } = expected(error);
          left.push({
            what: `The replica ${replica.name}`,
            where: replica.place ?? replica.schema,
            why: message,
            remedy,
          });
        }
      }
      return { erased, left };
    },
  };
}

/** Whom replicas tell when they are in trouble. */
export function replicaAlertPersonalData(database: Database): PersonalDataSource {
  return settingsSource(database, "replica-alerts", [
    {
      table: "replica",
      name: "name",
      columns: ["alerts"],
      what: (name) => `Whom the replica ${name} tells`,
      remedy: (name) => `Change it: rostrum replica alerts ${name} --email ADDRESSES`,
    },
  ]);
}

/** Rows that GoTo no longer has are marked and kept; some want them to go after a time. The history of syncs goes by itself. */
export function replicaRetention(ports: TargetPorts): readonly RetentionSource[] {
  const { database } = ports;
  return [
    {
      kind: "replica-gone",
      what: "Replica rows gone at GoTo, since that was seen",
      days: null,
      async remove(before) {
        let removed = 0;
        for (const replica of await createReplicaStore(database).all()) {
          await using target = await openTarget(replica, ports);
          for (const table of await tablesOf(target.session, replica.schema)) {
            const place = sql.id(replica.schema, table);
            const rows = await target.session.rows(
              sql`delete from ${place} where deleted < ${before} returning 1 as gone`,
            );
            removed += rows.length;
          }
        }
        return removed;
      },
    },
    {
      kind: "replica-syncs",
      what: "Syncs of replicas that ended",
      days: 400,
      async remove(before) {
        const { numAffectedRows = 0n } = await sql`
          delete from replica_sync where state in ('done', 'stopped', 'failed') and ended_at < ${before}`.execute(
          database.sql,
        );
        return Number(numAffectedRows);
      },
    },
  ];
}

const whereOf = ({ place, schema }: Replica, table: string) =>
  `${place ?? "own database"} ${schema}.${table}`;

/** A database that is not there, or busy, must not keep the rest from being looked into; what nobody expected does. */
function expected(error: unknown): HubError {
  if (error instanceof HubError) return error;
  throw error;
}

async function tablesOf(session: Session, schema: string): Promise<readonly string[]> {
  if ((await ownerOf(session, schema)) === undefined) return [];
  const rows = await session.rows(
    sql<{ table_name: string }>`select table_name from ${sql.id(schema, "rostrum_table")} order by 1`,
  );
  return rows.map(({ table_name }) => table_name);
}

async function rowsOf(
  session: Session,
  { schema }: Replica,
  subject: Subject,
): Promise<readonly PersonalRow[]> {
  const found: PersonalRow[] = [];
  const tables = await tablesOf(session, schema);
  const registrations = new Set<string>();
  for (const table of tables) {
    const rows = await session.rows(sql<{ ctid: string; row: Record<string, unknown> }>`
      select ctid::text, to_jsonb(t) as row from ${sql.id(schema, table)} t where ${mayMention(sql`t`, subject)}`);
    for (const { ctid, row } of rows) {
      if (!mentions(row, subject)) continue;
      const isTheirs = typeof row.email === "string" && row.email.trim().toLowerCase() === subject.email;
      if (isTheirs && typeof row.registrant_key === "string") registrations.add(row.registrant_key);
      found.push({ table, ctid, row, isTheirs });
    }
  }
  // Answers and questions hang on the registration and name nobody.
  for (const table of registrations.size === 0 ? [] : tables) {
    const known = new Set(found.filter((row) => row.table === table).map(({ ctid }) => ctid));
    const rows = await session.rows(sql<{ ctid: string; row: Record<string, unknown> }>`
      select ctid::text, to_jsonb(t) as row from ${sql.id(schema, table)} t
      where to_jsonb(t)->>'registrant_key' in
        (select jsonb_array_elements_text(${JSON.stringify([...registrations])}::jsonb))`);
    for (const row of rows) if (!known.has(row.ctid)) found.push({ table, ...row, isTheirs: true });
  }
  return found;
}

async function eraseIn(session: Session, replica: Replica, subject: Subject): Promise<number> {
  const found = await rowsOf(session, replica, subject);
  for (const { table, ctid, row, isTheirs } of found) {
    const place = sql.id(replica.schema, table);
    if (isTheirs) {
      await session.rows(sql`delete from ${place} where ctid = ${ctid}::tid`);
      continue;
    }
    const columns = Object.keys(row).filter((column) => mentions(row[column], subject));
    const after = JSON.stringify(without(row, subject));
    await session.rows(sql`
      update ${place} as t set ${sql.join(columns.map((name) => sql`${sql.id(name)} = r.${sql.id(name)}`))}
      from jsonb_populate_record(null::${place}, ${after}::jsonb) r where t.ctid = ${ctid}::tid`);
  }
  return found.length;
}
