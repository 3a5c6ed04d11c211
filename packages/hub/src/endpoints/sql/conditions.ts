/** Filters as SQL, with the meaning that `matches` gives them (../filter.ts). Pure. */
import { sql } from "kysely";
import type { Filter } from "../filter.ts";
import type { Column, Dialect } from "./dialect.ts";
import type { Fragment } from "./statement.ts";

const always: Fragment = sql`1 = 1`;

export function allOf(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? always : sql.join([...conditions], sql` and `);
}

export function columnOf(columns: readonly Column[], name: string): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`the field ${name} was not checked`);
  return column;
}

export function condition(dialect: Dialect, columns: readonly Column[], filter: Filter): Fragment {
  const column = columnOf(columns, filter.field);
  const named = sql.id(column.name);
  switch (filter.kind) {
    case "equal":
      return filter.value === null ? sql`${named} is null` : equal(dialect, column, filter.value);
    case "notEqual":
      return filter.value === null
        ? sql`${named} is not null`
        : sql`(${named} is null or not ${equal(dialect, column, filter.value)})`;
    case "in":
      if (filter.values.length === 0) return sql`1 = 0`;
      return sql`(${sql.join(
        filter.values.map((value) => equal(dialect, column, value)),
        sql` or `,
      )})`;
    case "range":
      return allOf([
        sql`${named} is not null`,
        ...(filter.from === undefined
          ? []
          : [sql`${dialect.compared(column)} >= ${dialect.parameter(column, filter.from)}`]),
        ...(filter.to === undefined
          ? []
          : [sql`${dialect.compared(column)} <= ${dialect.parameter(column, filter.to)}`]),
      ]);
    case "contains":
      return dialect.contains(column, filter.text);
  }
}

/** The plain comparison comes first so that an index can serve it; the second makes it exact for texts. */
function equal(dialect: Dialect, column: Column, value: string | number | boolean): Fragment {
  const parameter = dialect.parameter(column, value);
  if (column.type === "json") return sql`${dialect.compared(column)} = ${parameter}`;
  const plain = sql`${sql.id(column.name)} = ${parameter}`;
  if (column.type !== "text") return plain;
  return sql`(${plain} and ${dialect.compared(column)} = ${parameter})`;
}

/**
 * Rows that come after one whose ordering columns had these values. The first column's bound is repeated in front
 * so that its index is used by databases that do not see through the alternatives.
 */
export function beyond(dialect: Dialect, order: readonly Column[], values: readonly string[]): Fragment {
  const bound = (index: number, sign: ">" | "=" | ">=") => {
    const column = order[index];
    const value = values[index];
    if (column === undefined || value === undefined) throw new Error("a position of another table");
    return sql`${sql.id(column.name)} ${sql.raw(sign)} ${dialect.parameter(column, value)}`;
  };
  const alternatives = order.map((_, index) =>
    allOf([...order.slice(0, index).map((_, before) => bound(before, "=")), bound(index, ">")]),
  );
  return sql`${bound(0, ">=")} and (${sql.join(
    alternatives.map((alternative) => sql`(${alternative})`),
    sql` or `,
  )})`;
}
