/**
 * The statements of the writer. Many rows go as one list of values, which the driver writes out. Pure: fragments,
 * nothing is run here.
 */
import { sql } from "kysely";
import type { Row } from "../endpoint.ts";
import { columnOf } from "../sql/conditions.ts";
import { tableName } from "../sql/dialect.ts";
import type { Item } from "../sql/groups.ts";
import type { Fragment } from "../sql/statement.ts";
import type { MysqlTable } from "./catalogue.ts";
import { mysqlDialect } from "./dialect.ts";
import { encode, type Literal, type MysqlColumn } from "./types.ts";

/** A statement's subject: which rows, with which of their fields, told apart by which. */
export interface Subject {
  readonly table: MysqlTable;
  readonly items: readonly Item[];
  readonly fields: readonly MysqlColumn[];
  readonly key: readonly MysqlColumn[];
}

const id = (column: MysqlColumn) => sql.id(column.name);
const target = (table: MysqlTable) => sql.id(...tableName(table));
const literal = (column: MysqlColumn, row: Row) => encode(column, row[column.name] ?? null);
export const othersOf = ({ fields, key }: Subject) => fields.filter((column) => !key.includes(column));

export function columnsNamed(table: MysqlTable, names: readonly string[]): readonly MysqlColumn[] {
  return names.map((name) => columnOf(table.columns, name) as MysqlColumn);
}

const valuesOf = (columns: readonly MysqlColumn[], items: readonly Item[]): Literal[][] =>
  items.map(({ row }) => columns.map((column) => literal(column, row)));

export function insert({ table, fields, items }: Subject): Fragment {
  return sql`insert into ${target(table)} (${sql.join(fields.map(id))}) values ${sql.val(valuesOf(fields, items))}`;
}

/** Answers the columns of the rows that have the key of one of ours, in any order. */
export function lookUp({ table, key, items }: Subject, columns: readonly MysqlColumn[]): Fragment {
  const selected = sql.join(columns.map((column) => mysqlDialect.selected(column)));
  return sql`select ${selected} from ${target(table)} where ${keyAmong(key, items)}`;
}

function keyAmong(key: readonly MysqlColumn[], items: readonly Item[]): Fragment {
  const [only, ...more] = key;
  if (only !== undefined && more.length === 0) {
    return sql`${id(only)} in (${sql.val(items.map(({ row }) => literal(only, row)))})`;
  }
  return sql`(${sql.join(key.map(id))}) in (${sql.val(valuesOf(key, items))})`;
}

const sameKey = (key: readonly MysqlColumn[], row: Row) =>
  sql.join(
    key.map((column) => sql`${id(column)} = ${literal(column, row)}`),
    sql` and `,
  );

export function update(subject: Subject, row: Row): Fragment {
  const changes = othersOf(subject).map((column) => sql`${id(column)} = ${literal(column, row)}`);
  return sql`update ${target(subject.table)} set ${sql.join(changes)} where ${sameKey(subject.key, row)}`;
}

export function remove({ table, key }: Subject, row: Row): Fragment {
  return sql`delete from ${target(table)} where ${sameKey(key, row)}`;
}

export function byNumber(
  table: MysqlTable,
  counted: MysqlColumn,
  number: string,
  columns: readonly MysqlColumn[],
): Fragment {
  const selected = sql.join(columns.map((column) => mysqlDialect.selected(column)));
  return sql`select ${selected} from ${target(table)} where ${id(counted)} = ${BigInt(number)}`;
}

/** Cuts rows into lists that fit one statement; escaping may double their length, and names need room too. */
export function pieces(subject: Subject): Subject[] {
  const room = subject.table.packetBytes / 4;
  const lists: Item[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of subject.items) {
    let length = 0;
    for (const column of subject.fields) length += lengthOf(literal(column, item.row)) + 3;
    if (size + length > room) {
      lists.push([]);
      size = 0;
    }
    size += length;
    lists.at(-1)?.push(item);
  }
  return lists.map((items) => ({ ...subject, items }));
}

function lengthOf(value: Literal): number {
  if (typeof value === "string") return value.length * 2;
  return Buffer.isBuffer(value) ? value.length * 2 : 20;
}
