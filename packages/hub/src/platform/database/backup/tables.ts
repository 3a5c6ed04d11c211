/** Which tables a backup holds, and their shape, by the database's own catalogue. */
import type { MigrationSession } from "../migrate.ts";
import { readMigrations } from "../migrate.ts";
import type { TableShape } from "./format.ts";

/** The schema that the migrations make their tables in. */
export const ownSchema = "public";

/**
 * The tables and functions that migrations make; others may keep tables of their own in the same database, which are not
 * ours to copy or to remove.
 */
export async function madeByMigrations(): Promise<{
  readonly tables: readonly string[];
  readonly functions: readonly string[];
}> {
  const scripts = (await readMigrations()).map(({ script }) => script).join("\n");
  const names = (pattern: RegExp) => [
    ...new Set([...scripts.matchAll(pattern)].map((match) => match[1] ?? "")),
  ];
  return {
    tables: ["migration", ...names(/^create table (?:if not exists )?(\w+)/gm)],
    functions: names(/^create (?:or replace )?function (\w+)/gm),
  };
}

/** The tables of a schema, by name; of our own schema only those that migrations make. */
export async function tablesOf(session: MigrationSession, schema: string): Promise<readonly string[]> {
  const found = await session.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' order by c.relname collate "C"`,
    [schema],
  );
  const names = found.map(({ name }) => String(name));
  if (schema !== ownSchema) return names;
  const made = new Set((await madeByMigrations()).tables);
  return names.filter((name) => made.has(name));
}

export async function shapeOf(session: MigrationSession, schema: string, name: string): Promise<TableShape> {
  const columns = await session.query(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
            pg_get_expr(d.adbin, d.adrelid) as fallback, col_description(a.attrelid, a.attnum) as comment
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attnum`,
    [named(schema, name)],
  );
  const key = await session.query(
    `select a.attname as name from pg_constraint c
     join unnest(c.conkey) with ordinality as k (attnum, place) on true
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
     where c.conrelid = to_regclass($1) and c.contype = 'p' order by k.place`,
    [named(schema, name)],
  );
  const [{ comment } = {}] = await session.query(
    "select obj_description(to_regclass($1), 'pg_class') as comment",
    [named(schema, name)],
  );
  return {
    schema,
    name,
    columns: columns.map((column) => ({
      name: String(column.name),
      type: String(column.type),
      notNull: column.not_null === true,
      // Of our own tables the migrations know the defaults.
      fallback: schema === ownSchema || column.fallback === null ? null : String(column.fallback),
      comment: column.comment === null ? null : String(column.comment),
    })),
    key: key.map((column) => String(column.name)),
    comment: comment === null || comment === undefined ? null : String(comment),
  };
}

/** A name in double quotes, whatever stands in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const named = (schema: string, table: string): string => `${quoted(schema)}.${quoted(table)}`;
