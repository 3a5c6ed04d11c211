/**
 * The statements of the writer. Each takes one array parameter per field; `unnest` makes rows of them again, with
 * their place. Pure: fragments, nothing is run here.
 */
import { sql } from "kysely";
import type { Row } from "../endpoint.ts";
import { columnOf } from "../sql/conditions.ts";
import { tableName } from "../sql/dialect.ts";
import type { Item } from "../sql/groups.ts";
import type { Fragment } from "../sql/statement.ts";
import type { PostgresTable } from "./catalogue.ts";
import { columnArray, copyText, encode, type PostgresColumn } from "./types.ts";

/** A statement's subject: which rows, with which of their fields, told apart by which. */
export interface Subject {
  readonly table: PostgresTable;
  readonly items: readonly Item[];
  readonly fields: readonly PostgresColumn[];
  readonly key: readonly PostgresColumn[];
}

const id = (column: PostgresColumn) => sql.id(column.name);
const there = (column: PostgresColumn) => sql.id("t", column.name);
const given = (column: PostgresColumn) => sql.id("s", column.name);
const selected = (column: PostgresColumn) =>
  column.structured ? sql`to_jsonb(${there(column)})` : there(column);
const list = (columns: readonly PostgresColumn[], as: (column: PostgresColumn) => Fragment) =>
  sql.join(columns.map(as));
const target = (table: PostgresTable) => sql.id(...tableName(table));
const others = ({ fields, key }: Subject) => fields.filter((column) => !key.includes(column));

export function columnsNamed(table: PostgresTable, names: readonly string[]): readonly PostgresColumn[] {
  return names.map((name) => columnOf(table.columns, name) as PostgresColumn);
}

/** A name for a column of ours that no column of the table has. */
function place(table: PostgresTable): Fragment {
  let name = "place";
  while (table.columns.some((column) => column.name === name)) name += "_";
  return sql.id(name);
}

/** The rows as they were handed in, with their place. */
function source({ table, items, fields }: Subject): Fragment {
  const arrays = fields.map((column) => {
    const texts = items.map(({ row }) => encode(column, (row as Row)[column.name] ?? null));
    return sql`${columnArray(texts)}::${sql.raw(column.unnestable ? column.nativeType : "text")}[]`;
  });
  const values = list(fields, (column) =>
    column.unnestable ? id(column) : sql`${id(column)}::${sql.raw(column.nativeType)} as ${id(column)}`,
  );
  return sql`(select ${values}, ${place(table)} from unnest(${sql.join(arrays)}) with ordinality as u(${list(
    fields,
    id,
  )}, ${place(table)})) s`;
}

function sameKey(key: readonly PostgresColumn[]): Fragment {
  return sql.join(
    key.map((column) => sql`${there(column)} = ${given(column)}`),
    sql` and `,
  );
}

function differs(columns: readonly PostgresColumn[]): Fragment {
  if (columns.length === 0) return sql`false`;
  const side = (of: (column: PostgresColumn) => Fragment) =>
    list(columns, (column) => (column.comparable ? of(column) : sql`${of(column)}::text`));
  return sql`(${side(there)}) is distinct from (${side(given)})`;
}

/**
 * Answers one text with a letter for each row: n for one that is not there, d for one that is there with other values,
 * s for one that is there with the same.
 *
 * A look-up per row and not a join: the planner cannot know how many rows `unnest` makes, and chose joins that took
 * the square of their number. The letters cost a third less than a row each.
 */
export function compare(subject: Subject): Fragment {
  const { table, key } = subject;
  const known = sql`(select bool_or(${differs(others(subject))}) from ${target(table)} t where ${sameKey(key)})`;
  return sql`select string_agg(case ${known} when true then 'd' when false then 's' else 'n' end, '' order by ${place(
    table,
  )}) from ${source(subject)}`;
}

/** Answers the wanted fields of the new rows, in the order of the rows. */
export function insert(subject: Subject, wanted: readonly PostgresColumn[]): Fragment {
  const { table, fields } = subject;
  const answer = wanted.length === 0 ? sql`` : sql` returning ${list(wanted, selected)}`;
  return sql`insert into ${target(table)} as t (${list(fields, id)}) select ${list(fields, given)} from ${source(
    subject,
  )} order by ${place(table)}${answer}`;
}

export function upsert(subject: Subject): Fragment {
  const { key } = subject;
  const change = list(others(subject), (column) => sql`${id(column)} = excluded.${id(column)}`);
  const action = others(subject).length === 0 ? sql`do nothing` : sql`do update set ${change}`;
  return sql`${insert(subject, [])} on conflict (${list(key, id)}) ${action}`;
}

/** Answers the places, from 1, of the rows that it touched. */
export function update(subject: Subject): Fragment {
  const { table, key } = subject;
  const change = list(others(subject), (column) => sql`${id(column)} = ${given(column)}`);
  return sql`update ${target(table)} as t set ${change} from ${source(subject)} where ${sameKey(key)} returning s.${place(table)}`;
}

/** Answers the places, from 1, of the rows that it touched. */
export function remove(subject: Subject): Fragment {
  const { table, key } = subject;
  return sql`delete from ${target(table)} as t using ${source(subject)} where ${sameKey(key)} returning s.${place(table)}`;
}

/** Answers (place, from 1, the wanted fields) of the rows that are there. */
export function lookUp(subject: Subject, wanted: readonly PostgresColumn[]): Fragment {
  const { table, key } = subject;
  return sql`select s.${place(table)}, ${list(wanted, selected)} from ${source({
    ...subject,
    fields: key,
  })} join ${target(table)} t on ${sameKey(key)}`;
}

export function copy({ table, fields }: Subject): Fragment {
  return sql`copy ${target(table)} (${list(fields, id)}) from stdin`;
}

/** How many rows are put into one piece: while the server takes a piece in, the next is made. */
const rowsPerPiece = 128;

/** The rows in COPY's text format, in pieces. */
export function* copyRows({ items, fields }: Subject): Generator<Buffer> {
  for (let start = 0; start < items.length; start += rowsPerPiece) {
    let text = "";
    for (const { row } of items.slice(start, start + rowsPerPiece)) {
      for (let index = 0; index < fields.length; index += 1) {
        const column = fields[index] as PostgresColumn;
        if (index > 0) text += "\t";
        text += copyText(encode(column, row[column.name] ?? null));
      }
      text += "\n";
    }
    yield Buffer.from(text);
  }
}
