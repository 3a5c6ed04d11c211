/** What PostgreSQL's catalogue says of tables: their columns, keys and the rights on them. NOT cached: asked each time. */
import { sql } from "kysely";
import type { Operation } from "../endpoint.ts";
import type { Session, SqlTable, TextRow } from "../sql/dialect.ts";
import type { Fragment } from "../sql/statement.ts";
import { fieldTypeOf, type PostgresColumn } from "./types.ts";

export interface PostgresTable extends SqlTable {
  readonly columns: readonly PostgresColumn[];
  readonly pagingKey: readonly PostgresColumn[] | undefined;
}

const visible = sql`c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;

function shownName(schema: string): Fragment {
  return sql`case when n.nspname = ${schema} then c.relname else n.nspname || '.' || c.relname end`;
}

export async function tableNames(session: Session, schema: string): Promise<readonly string[]> {
  const { rows } = await session.query(
    sql`select ${shownName(schema)} from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${visible} and not c.relispartition order by 1`,
  );
  return rows.map(([name]) => name ?? "");
}

export async function describeTable(
  session: Session,
  schema: string,
  name: string,
): Promise<PostgresTable | undefined> {
  // 8, 4 and 16 are the events insert, update and delete (pg_relation_is_updatable in PostgreSQL's sources).
  const { rows } = await session.query(sql`select c.oid, n.nspname, c.relname,
      (pg_relation_is_updatable(c.oid, true) & 8) > 0 and has_any_column_privilege(c.oid, 'insert'),
      (pg_relation_is_updatable(c.oid, true) & 4) > 0 and has_any_column_privilege(c.oid, 'update'),
      (pg_relation_is_updatable(c.oid, true) & 16) > 0 and has_table_privilege(c.oid, 'delete')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${visible} and ${shownName(schema)} = ${name}`);
  const [found] = rows;
  if (found === undefined) return undefined;
  const [oid, inSchema = "", relation = "", ...rights] = found as readonly string[];
  const [insert, update, remove] = rights.map((right) => right === "t" || right === "true");

  const keys = (await session.query(keysOf(oid ?? ""))).rows.map(
    ([list]) => JSON.parse(list ?? "[]") as string[],
  );
  const columns = (await session.query(columnsOf(oid ?? ""))).rows.map((row) =>
    columnFrom(row, keys[0] ?? []),
  );
  const operations: Operation[] = [];
  if (insert) operations.push("insert");
  if (update) operations.push("update");
  if (insert && update && keys.length > 0) operations.push("upsert");
  if (remove) operations.push("delete");
  return {
    name,
    schema: inSchema ?? "",
    relation: relation ?? "",
    fields: columns,
    columns,
    keys,
    operations,
    replaceable: false,
    changedBy: columns
      .filter(({ type }) => type === "instant" || type === "dateTime")
      .map((column) => column.name),
    pagingKey: pagingKeyOf(columns, keys),
    resumable: pagingKeyOf(columns, keys) !== undefined,
  };
}

function pagingKeyOf(
  columns: readonly PostgresColumn[],
  keys: readonly (readonly string[])[],
): readonly PostgresColumn[] | undefined {
  return keys
    .map((key) => key.flatMap((name) => columns.filter((column) => column.name === name)))
    .find((key) => key.every((column) => !column.nullable && !column.structured && column.comparable));
}

// Unique indexes over plain columns of all rows; the primary key first. Invalid ones (being built) do not bind yet.
const keysOf = (oid: string) => sql`select (
    select json_agg(a.attname order by k.n) from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.n <= i.indnkeyatts)::text
  from pg_index i join pg_class x on x.oid = i.indexrelid
  where i.indrelid = ${oid}::oid and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null
  order by i.indisprimary desc, i.indnkeyatts, x.relname`;

// A domain is described by the type under it, but written by its own name so that its checks are made.
const columnsOf = (oid: string) => sql`select a.attname, coalesce(b.typname, t.typname),
    coalesce(b.typcategory, t.typcategory)::text, a.attnotnull, a.atthasdef or a.attidentity <> '', a.attidentity = 'a' or a.attgenerated <> '',
    format_type(a.atttypid, -1), t.typtype = 'b' and t.typcategory <> 'A' and t.typarray <> 0, col_description(a.attrelid, a.attnum)
  from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = nullif(t.typbasetype, 0)
  where a.attrelid = ${oid}::oid and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const withoutEquality = new Set(["json", "xml", "point", "box", "line", "lseg", "path", "polygon", "circle"]);

function columnFrom(row: TextRow, key: readonly string[]): PostgresColumn {
  const [
    name = "",
    typeName = "",
    category = "",
    notNull,
    hasDefault,
    computed,
    nativeType = "",
    base,
    description,
  ] = row as readonly string[];
  const isTrue = (text: string | null | undefined) => text === "t" || text === "true";
  return {
    name,
    type: fieldTypeOf(typeName, category),
    required: isTrue(notNull) && !isTrue(hasDefault) && !isTrue(computed),
    key: key.includes(name),
    nullable: !isTrue(notNull),
    writable: !isTrue(computed),
    ...(description === null || description === undefined ? {} : { description }),
    nativeType,
    structured: category === "A" || category === "C",
    unnestable: isTrue(base),
    comparable: !withoutEquality.has(typeName),
  };
}
