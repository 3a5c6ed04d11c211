/** Whose copy a schema holds: it belongs to one replica of one hub, and holds the webinars of one organizer. */
import { sql } from "kysely";
import { HubError } from "../platform/errors.ts";
import type { Session } from "./target.ts";

export interface Owner {
  /** Of the replica. */
  readonly id: string;
  readonly organizerKey: string;
}

/** Undefined: no replica was ever synced into it. */
export async function ownerOf(session: Session, schema: string): Promise<Owner | undefined> {
  const quoted = `"${schema.replaceAll('"', '""')}".rostrum_replica`;
  const [found] = await session.rows(
    sql<{ there: boolean }>`select to_regclass(${quoted}) is not null as there`,
  );
  if (found?.there !== true) return undefined;
  const [row] = await session.rows(
    sql<{ id: string; organizer_key: string }>`
      select id, organizer_key from ${sql.id(schema, "rostrum_replica")}`,
  );
  return row && { id: row.id, organizerKey: row.organizer_key };
}

/** Whether its user may make the schema, or tables in it where it is there. */
export async function mayWrite(session: Session, schema: string): Promise<boolean> {
  const [found] = await session.rows(sql<{ may: boolean }>`
    select coalesce(
      (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = ${schema}),
      has_database_privilege(current_database(), 'create')) as may`);
  return found?.may === true;
}

/** Throws HubErrors "replica.schema-taken", "replica.other-owner". */
export function checkOwner(owner: Owner, own: Owner, schema: string): void {
  if (owner.id !== own.id) throw schemaTaken(schema);
  if (owner.organizerKey === own.organizerKey) return;
  throw new HubError({
    kind: "conflict",
    code: "replica.other-owner",
    message: "The connection belongs to another organizer than the one whose webinars were copied so far.",
    meaning: "All rows of the former would be marked as gone; nothing was written.",
    remedy: "Make a replica of its own for this organizer, in another schema.",
  });
}

export function schemaTaken(schema: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.schema-taken",
    message: `The schema ${schema} of that database belongs to another replica.`,
    meaning: "Two copies in one place would mark each other's rows as gone; nothing was written.",
    remedy: `Give this replica another schema; or, if nobody needs that copy any more: drop schema ${schema} cascade`,
  });
}
