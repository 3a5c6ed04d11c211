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

/** What the database has of a table. */
export interface FoundTable {
  /** Column name to type, as Postgres spells it. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns of its primary key. */
  readonly key: readonly string[];
}

type NewColumn = Pick<Column, "name" | "type">;
type OwnColumn = keyof typeof ownColumns;

export interface TableChanges {
  /** The table is not there, or not any more. */
  readonly create: boolean;
  readonly add: readonly NewColumn[];
  /** Columns of ours that somebody dropped: what stood in them is lost, and they begin anew. */
  readonly restore: readonly OwnColumn[];
  readonly retype: readonly NewColumn[];
}

/** The casts that harm no value. All else is refused. */
const harmless: Readonly<Record<string, readonly ColumnType[]>> = {
  bigint: ["text"],
  "double precision": ["text"],
  boolean: ["text"],
  jsonb: ["text"],
  "timestamp with time zone": ["text"],
};

/**
 * What has to be done; `found` is undefined when there is no such table.
 * Throws HubErrors "replica.type-changed", "replica.key-changed".
 */
export function planChanges(table: ReplicaTable, found: FoundTable | undefined): TableChanges {
  if (found === undefined) return { create: true, add: [], restore: [], retype: [] };
  const isSameKey = found.key.toSorted().join() === table.key.toSorted().join();
  if (!isSameKey) throw keyChanged(table, found);
  const add: NewColumn[] = [];
  const retype: NewColumn[] = [];
  for (const column of table.columns) {
    const type = found.columns[column.name];
    if (type === undefined) add.push(column);
    else if (type !== column.type && harmless[type]?.includes(column.type)) retype.push(column);
    else if (type !== column.type) throw typeChanged(table, column, type);
  }
  const restore: OwnColumn[] = [];
  for (const [name, { type }] of Object.entries(ownColumns)) {
    const there = found.columns[name];
    if (there === undefined) restore.push(name as OwnColumn);
    else if (there !== type) throw typeChanged(table, { name, type }, there);
  }
  return { create: false, add, restore, retype };
}

export interface MigratedTables {
  /** Entities of which all rows have to be read again once, since their table was made anew or gained a column. */
  readonly gained: readonly string[];
  /** What a person should know. */
  readonly remarks: readonly string[];
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
  const remarks: string[] = [];
  for (const table of tables) {
    const { name } = table.entity;
    const found = await foundTable(session, schema, table.name);
    if (found !== undefined && !known.has(name)) throw notOurs(schema, table);
    const changes = planChanges(table, found);
    const { create, add, restore, retype } = changes;
    const shape = JSON.stringify([table.comment, table.columns]);
    const isChanged = create || add.length + restore.length + retype.length > 0;
    if (!isChanged && known.get(name) === shape) continue;
    for (const statement of statementsOf(schema, table, changes)) await session.rows(statement);
    await session.rows(sql`
      insert into ${sql.id(schema, "rostrum_table")} as t (entity, table_name, version, shape, changed)
      values (${name}, ${table.name}, 1, ${shape}, now())
      on conflict (entity) do update
        set table_name = excluded.table_name, version = t.version + 1, shape = excluded.shape, changed = now()`);
    if (isChanged) gained.push(name);
    const lost = restore.filter((column) => column !== "row_hash" && column !== "raw");
    if (lost.length > 0) {
      remarks.push(
        `Somebody dropped ${lost.join(", ")} of the table ${schema}.${table.name}; made anew, without what stood there.`,
      );
    }
    if (create && known.has(name)) {
      remarks.push(`The table ${schema}.${table.name} was gone; it was made anew and is filled again.`);
    }
  }
  return { gained, remarks };
}

/** What `restore` fills in: nobody knows better any more. A row that is read again is there; of the others, nobody knows since when not. */
const restored: Readonly<Partial<Record<OwnColumn, RawBuilder<unknown>>>> = {
  raw: sql`not null default 'null'`,
  first_seen: sql`not null default now()`,
  last_seen: sql`not null default now()`,
  changed: sql`not null default now()`,
  deleted: sql`default '-infinity'`,
};

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
  for (const name of changes.restore) {
    const column = sql`${sql.id(name)} ${sql.raw(ownColumns[name].type)}`;
    statements.push(sql`alter table ${place} add column ${column} ${restored[name] ?? sql``}`);
    if (restored[name] !== undefined) {
      statements.push(sql`alter table ${place} alter column ${sql.id(name)} drop default`);
    }
  }
  for (const { name, type } of changes.retype) {
    const [column, into] = [sql.id(name), sql.raw(type)];
    statements.push(sql`alter table ${place} alter column ${column} type ${into} using ${column}::${into}`);
  }
  if (changes.add.length + changes.restore.length + changes.retype.length > 0) {
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

async function foundTable(session: Session, schema: string, table: string): Promise<FoundTable | undefined> {
  const rows = await session.rows(sql<{ name: string; type: string; is_key: boolean }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
           coalesce(a.attnum = any(k.conkey), false) as is_key
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
    where n.nspname = ${schema} and c.relname = ${table} and a.attnum > 0 and not a.attisdropped`);
  if (rows.length === 0) return undefined;
  return {
    columns: Object.fromEntries(rows.map(({ name, type }) => [name, type])),
    key: rows.filter(({ is_key }) => is_key).map(({ name }) => name),
  };
}

function typeChanged(table: ReplicaTable, { name, type }: NewColumn, found: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.type-changed",
    message: `Column ${name} of table ${table.name} is ${found}, and ${type} is needed.`,
    meaning: "Values could be lost by turning one into the other; nothing was changed.",
    remedy: `Rename the column (alter table ... rename column ${name} to ${name}_old); the next sync adds and fills a new one.`,
  });
}

function keyChanged({ name, key }: ReplicaTable, found: FoundTable): HubError {
  const missing = key.filter((column) => found.columns[column] === undefined);
  const has = found.key.length === 0 ? "none" : found.key.join(", ");
  return new HubError({
    kind: "conflict",
    code: "replica.key-changed",
    message:
      missing.length > 0
        ? `The table ${name} has no column ${missing.join(", ")} any more, which is part of its key.`
        : `The primary key of the table ${name} is ${key.join(", ")}, and somebody made it ${has}.`,
    meaning: "Rows could not be told apart and would be doubled; nothing was changed.",
    remedy: `Put it back (alter table ... ${missing.length > 0 ? `rename column ... to ${missing[0]}` : `add primary key (${key.join(", ")})`}), or rename the table: the next sync makes and fills a new one.`,
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
