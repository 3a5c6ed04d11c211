/**
 * Brings the tables of a replica into the shape that the registry gives them, without losing anything: a new field
 * becomes a new column, a column whose field is gone stays, a type changes only where no value can be harmed.
 *
 * The plan is pure and the SQL is at the edge. What was done is kept in `rostrum_table`, with a version per table.
 */
import { type RawBuilder, sql } from "kysely";
import { HubError } from "../platform/errors.ts";
import { type Column, type ColumnType, ownColumns, type ReplicaTable } from "./table.ts";
import type { Session } from "./target.ts";

/** Column name to type, as Postgres spells it. */
export type FoundColumns = Readonly<Record<string, string>>;

export interface TableChanges {
  /** The table is not there yet. */
  readonly create: boolean;
  readonly add: readonly Column[];
  readonly retype: readonly Column[];
}

/** The casts that harm no value. All else is refused. */
const harmless: Readonly<Record<string, readonly ColumnType[]>> = {
  bigint: ["text"],
  "double precision": ["text"],
  boolean: ["text"],
  jsonb: ["text"],
  "timestamp with time zone": ["text"],
};

/** What has to be done; `found` is undefined when there is no such table. Throws HubError "replica.type-changed". */
export function planChanges(table: ReplicaTable, found: FoundColumns | undefined): TableChanges {
  if (found === undefined) return { create: true, add: [], retype: [] };
  const add: Column[] = [];
  const retype: Column[] = [];
  for (const column of table.columns) {
    const type = found[column.name];
    if (type === undefined) add.push(column);
    else if (type !== column.type && harmless[type]?.includes(column.type)) retype.push(column);
    else if (type !== column.type) throw typeChanged(table, column, type);
  }
  return { create: false, add, retype };
}

export interface MigratedTables {
  /** Entities whose table gained something, so that all their rows have to be read again once. */
  readonly gained: readonly string[];
}

/** Makes or changes the tables. To be run in one transaction. */
export async function migrateTables(
  session: Session,
  schema: string,
  tables: readonly ReplicaTable[],
): Promise<MigratedTables> {
  const known = new Map(
    (
      await session.rows(
        sql<{ entity: string; shape: string }>`select entity, shape from ${sql.id(schema, "rostrum_table")}`,
      )
    ).map(({ entity, shape }) => [entity, shape]),
  );
  const gained: string[] = [];
  for (const table of tables) {
    const { name } = table.entity;
    const found = await columnsOf(session, schema, table.name);
    if (found !== undefined && !known.has(name)) throw notOurs(schema, table);
    const changes = planChanges(table, found);
    const shape = JSON.stringify([table.comment, table.columns]);
    if (!changes.create && changes.add.length + changes.retype.length === 0 && known.get(name) === shape) {
      continue;
    }
    for (const statement of statementsOf(schema, table, changes)) await session.rows(statement);
    await session.rows(sql`
      insert into ${sql.id(schema, "rostrum_table")} as t (entity, table_name, version, shape, changed)
      values (${name}, ${table.name}, 1, ${shape}, now())
      on conflict (entity) do update
        set table_name = excluded.table_name, version = t.version + 1, shape = excluded.shape, changed = now()`);
    if (changes.add.length + changes.retype.length > 0) gained.push(name);
  }
  return { gained };
}

function statementsOf(schema: string, table: ReplicaTable, changes: TableChanges): RawBuilder<unknown>[] {
  const place = sql.id(schema, table.name);
  const statements: RawBuilder<unknown>[] = [];
  if (changes.create) {
    const own = Object.entries(ownColumns).map(([name, { type }]) =>
      definition(name, type, name !== "deleted" && name !== "row_hash"),
    );
    const fields = table.columns.map(({ name, type }) => definition(name, type, table.key.includes(name)));
    const key = sql`primary key (${sql.join(table.key.map((name) => sql.id(name)))})`;
    statements.push(sql`create table ${place} (${sql.join([...fields, ...own, key])})`);
  }
  for (const { name, type } of changes.add) {
    statements.push(sql`alter table ${place} add column ${definition(name, type, false)}`);
  }
  for (const { name, type } of changes.retype) {
    const [column, into] = [sql.id(name), sql.raw(type)];
    statements.push(sql`alter table ${place} alter column ${column} type ${into} using ${column}::${into}`);
  }
  if (changes.add.length + changes.retype.length > 0) {
    // Without its hash, a row is written anew when it is next read, and counts as unchanged all the same.
    statements.push(sql`update ${place} set row_hash = null`);
  }
  statements.push(sql`comment on table ${place} is ${sql.lit(table.comment)}`);
  const comments = [
    ...table.columns,
    ...Object.entries(ownColumns).map(([name, { comment }]) => ({ name, comment })),
  ];
  for (const { name, comment } of comments) {
    statements.push(sql`comment on column ${sql.id(schema, table.name, name)} is ${sql.lit(comment)}`);
  }
  return statements;
}

function definition(name: string, type: ColumnType, isNeeded: boolean): RawBuilder<unknown> {
  return sql`${sql.id(name)} ${sql.raw(type)} ${sql.raw(isNeeded ? "not null" : "")}`;
}

async function columnsOf(session: Session, schema: string, table: string): Promise<FoundColumns | undefined> {
  const rows = await session.rows(sql<{ name: string; type: string }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${table} and a.attnum > 0 and not a.attisdropped`);
  return rows.length === 0 ? undefined : Object.fromEntries(rows.map(({ name, type }) => [name, type]));
}

function typeChanged(table: ReplicaTable, column: Column, found: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.type-changed",
    message: `Column ${column.name} of table ${table.name} is ${found}, and ${table.entity.name}.${column.field} is ${column.type} now.`,
    meaning: "Values could be lost by turning one into the other; nothing was changed.",
    remedy: `Rename the column (alter table ... rename column ${column.name} to ${column.name}_old); the next sync adds and fills a new one.`,
  });
}

function notOurs(schema: string, table: ReplicaTable): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.table-taken",
    message: `There is a table ${schema}.${table.name} already, which this replica did not make.`,
    meaning: "Writing into it could destroy what somebody keeps there; nothing was changed.",
    remedy: "Rename that table, or give the replica another schema.",
  });
}
