/**
 * The statements of the writer. Each takes one array parameter per field and says, row by row, what it did:
 * `unnest` makes rows of the arrays again, with their place. Pure: fragments, nothing is run here.
 *
 * Rows that are there already with these very values are left alone: no lock, no dead row, no trigger, and the
 * repeat of a batch after a crash costs a look-up only (measured: 1.2 to 1.4 times as fast as letting ON CONFLICT
 * find out).
 */
import { sql } from "kysely";
import type { Row } from "../endpoint.ts";
import { columnOf } from "../sql/conditions.ts";
import { tableName } from "../sql/dialect.ts";
import type { Item } from "../sql/groups.ts";
import type { Fragment } from "../sql/statement.ts";
import type { PostgresTable } from "./catalogue.ts";
import { columnArray, copyText, encode, type PostgresColumn } from "./types.ts";

const and = sql` and `;
const id = (column: PostgresColumn) => sql.id(column.name);
const there = (column: PostgresColumn) => sql.id("t", column.name);
const given = (column: PostgresColumn) => sql.id("s", column.name);
const list = (columns: readonly PostgresColumn[], as: (column: PostgresColumn) => Fragment) =>
  sql.join(columns.map(as));

/** A statement's subject: which rows, with which of their fields, told apart by which. */
export interface Batch {
  readonly table: PostgresTable;
  readonly items: readonly Item[];
  readonly fields: readonly PostgresColumn[];
  readonly key: readonly PostgresColumn[];
}

export function columnsNamed(table: PostgresTable, names: readonly string[]): readonly PostgresColumn[] {
  return names.map((name) => columnOf(table.columns, name) as PostgresColumn);
}

/** `s`: the rows as they were handed in, with their place `"#"`, a name that no column of theirs may hide. */
function source({ items, fields }: Batch): Fragment {
  const place = sql.id("#");
  const arrays = fields.map((column) => {
    const texts = items.map(({ row }) => encode(column, (row as Row)[column.name] ?? null));
    return sql`${columnArray(texts)}::${sql.raw(column.unnestable ? column.nativeType : "text")}[]`;
  });
  const values = list(fields, (column) =>
    column.unnestable ? id(column) : sql`${id(column)}::${sql.raw(column.nativeType)} as ${id(column)}`,
  );
  return sql`s as materialized (select ${values}, ${place} from unnest(${sql.join(arrays)}) with ordinality as u(${list(
    fields,
    id,
  )}, ${place}))`;
}

const target = (table: PostgresTable) => sql.id(...tableName(table));
const sameKey = (key: readonly PostgresColumn[]) =>
  sql.join(
    key.map((column) => sql`${there(column)} = ${given(column)}`),
    and,
  );

function differs(columns: readonly PostgresColumn[]): Fragment {
  if (columns.length === 0) return sql`false`;
  const side = (of: (column: PostgresColumn) => Fragment) =>
    sql.join(columns.map((column) => (column.comparable ? of(column) : sql`${of(column)}::text`)));
  return sql`(${side(there)}) is distinct from (${side(given)})`;
}

const rest = ({ fields, key }: Batch) => fields.filter((column) => !key.includes(column));
const place = sql.id("s", "#");

/**
 * Answers (place, outcome); the outcome is null for a row that the database accepted and did not keep. An insert
 * fails on a row that is there with other values; an upsert changes it.
 */
export function insertOrUpsert(batch: Batch, upsert: boolean): Fragment {
  const { table, fields, key } = batch;
  const others = rest(batch);
  const change = list(others, (column) => sql`${id(column)} = excluded.${id(column)}`);
  const action = others.length === 0 ? sql`do nothing` : sql`do update set ${change}`;
  const conflict = upsert ? sql`on conflict (${list(key, id)}) ${action}` : sql``;
  return sql`with ${source(batch)}, ${found(batch)},
    done as (insert into ${target(table)} as t (${list(fields, id)}) select ${list(fields, given)} from s
      where not exists (select from found where found."#" = s."#" and not found.differs) order by s."#" ${conflict}
      returning ${list(key, (column) => sql`${there(column)} as ${id(column)}`)}, true as "#done")
    select distinct ${place}, case when not found.differs then 'unchanged' when t."#done" and found."#" is null then 'inserted'
      when t."#done" then 'updated' end
    from s left join found on found."#" = s."#" left join done t on ${sameKey(key)} order by 1`;
}

/** `found`: which rows are there, and whether with other values. */
function found(batch: Batch): Fragment {
  return sql`found as (select s."#", bool_or(${differs(rest(batch))}) as differs
    from s join ${target(batch.table)} t on ${sameKey(batch.key)} group by s."#")`;
}

/** For a table or rows without a key: answers the wanted fields, in the order of the rows. */
export function plainInsert(batch: Batch, returning: readonly PostgresColumn[]): Fragment {
  const { table, fields } = batch;
  const answer = returning.length === 0 ? sql`1` : list(returning, selected);
  return sql`with ${source(batch)} insert into ${target(table)} as t (${list(fields, id)}) select ${list(
    fields,
    given,
  )} from s order by s."#" returning ${answer}`;
}

export function update(batch: Batch): Fragment {
  const { table, key } = batch;
  const others = rest(batch);
  const start = sql`with ${source(batch)}, ${found(batch)}`;
  if (others.length === 0) {
    return sql`${start} select ${place}, case when found."#" is null then 'missing' else 'unchanged' end
      from s left join found on found."#" = s."#" order by 1`;
  }
  return sql`${start}, done as (update ${target(table)} as t set ${list(others, (column) => sql`${id(column)} = ${given(column)}`)}
      from s join found on found."#" = s."#" and found.differs where ${sameKey(key)} returning s."#")
    select distinct ${place}, case when found."#" is null then 'missing' when done."#" is not null then 'updated'
      when not found.differs then 'unchanged' end
    from s left join found on found."#" = s."#" left join done on done."#" = s."#" order by 1`;
}

export function remove(batch: Batch): Fragment {
  const { table, key } = batch;
  return sql`with ${source(batch)}, done as (delete from ${target(table)} as t using s where ${sameKey(key)} returning s."#")
    select distinct ${place}, case when done."#" is null then 'missing' else 'deleted' end
    from s left join done on done."#" = s."#" order by 1`;
}

/** Answers (place, the wanted fields) of the rows that are there. */
export function lookUp(batch: Batch, wanted: readonly PostgresColumn[]): Fragment {
  const { table, key } = batch;
  return sql`with ${source({ ...batch, fields: key })} select ${place}, ${list(wanted, selected)}
    from s join ${target(table)} t on ${sameKey(key)} order by 1`;
}

const selected = (column: PostgresColumn) =>
  column.structured ? sql`to_jsonb(${there(column)})` : there(column);

export function copyStatement({ table, fields }: Batch): Fragment {
  return sql`copy ${target(table)} (${list(fields, id)}) from stdin`;
}

/** The rows in COPY's text format. */
export function copyRows({ items, fields }: Batch): Buffer {
  let text = "";
  for (const { row } of items) {
    for (let index = 0; index < fields.length; index += 1) {
      const column = fields[index] as PostgresColumn;
      if (index > 0) text += "\t";
      text += copyText(encode(column, row[column.name] ?? null));
    }
    text += "\n";
  }
  return Buffer.from(text);
}
