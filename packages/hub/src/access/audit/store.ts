/** The SQL of the audit log: insert and list. There is no update and no delete, and the database refuses both. */
import { type Generated, sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import type { Actor } from "../principal.ts";

interface AuditEntryTable {
  id: Generated<string>;
  at: Date;
  actor_kind: Actor["kind"];
  actor_id: string | null;
  actor_name: string;
  address: string | null;
  action: string;
  resource_kind: string;
  resource_id: string | null;
  before: unknown;
  after: unknown;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    audit_entry: AuditEntryTable;
  }
}

/** An entry as it is stored. */
export interface AuditRecord {
  /** A number as text; grows with time. */
  readonly number: string;
  readonly at: Date;
  readonly who: Actor;
  readonly action: string;
  readonly kind: string;
  readonly id: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

export interface AuditFilter {
  /** Included. */
  readonly from?: Date | undefined;
  /** Excluded. */
  readonly to?: Date | undefined;
  /** Name of the actor, whole. */
  readonly actor?: string | undefined;
  /** Whole, or its beginning up to a dot: "connection" finds "connection.edit". */
  readonly action?: string | undefined;
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  /** Only entries with a smaller number: the last one of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export async function insertEntry(database: Database, entry: Omit<AuditRecord, "number">): Promise<void> {
  const { at, who, action, kind, id } = entry;
  await database.sql
    .insertInto("audit_entry")
    .values({
      at,
      actor_kind: who.kind,
      actor_id: who.id,
      actor_name: who.name,
      address: who.address,
      action,
      resource_kind: kind,
      resource_id: id,
      before: jsonb(entry.before),
      after: jsonb(entry.after),
    })
    .execute();
}

/** Newest first. */
export async function listEntries(database: Database, filter: AuditFilter): Promise<readonly AuditRecord[]> {
  let query = database.sql
    .selectFrom("audit_entry")
    .selectAll()
    .select(sql<string>`id::text`.as("number"))
    .orderBy("id", "desc")
    .limit(filter.limit);
  const { from, to, actor, action, kind, id, before } = filter;
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  if (actor !== undefined) query = query.where("actor_name", "=", actor);
  if (action !== undefined) {
    query = query.where((where) =>
      where.or([where("action", "=", action), sql<boolean>`starts_with(action, ${`${action}.`})`]),
    );
  }
  if (kind !== undefined) query = query.where("resource_kind", "=", kind);
  if (id !== undefined) query = query.where("resource_id", "=", id);
  if (before !== undefined) query = query.where("id", "<", before);
  return (await query.execute()).map((row) => ({
    number: row.number,
    at: row.at,
    who: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, address: row.address },
    action: row.action,
    kind: row.resource_kind,
    id: row.resource_id,
    before: row.before ?? undefined,
    after: row.after ?? undefined,
  }));
}

function jsonb(value: unknown) {
  return value === undefined ? null : sql`${JSON.stringify(value)}::jsonb`;
}
