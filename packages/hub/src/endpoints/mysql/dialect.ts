/** MySQL's and MariaDB's answers to what differs between databases (../sql/dialect.ts). */
import { sql } from "kysely";
import { HubError } from "../../platform/errors.ts";
import type { Value } from "../endpoint.ts";
import type { Column, Dialect } from "../sql/dialect.ts";
import type { Fragment } from "../sql/statement.ts";
import { describeTable, tableNames } from "./catalogue.ts";
import { explain, passing, rowError } from "./errors.ts";
import { decode, encode } from "./types.ts";

export const mysqlDialect: Dialect = {
  kind: "mysql",
  tables: tableNames,
  describe: describeTable,
  async greeting(session) {
    const { rows } = await session.query(sql`select version(), current_user(), database()`);
    const [version = "", user = "", database = ""] = (rows[0] ?? []) as readonly string[];
    const product = version.includes("MariaDB") ? "MariaDB" : "MySQL";
    return `Connected to ${product} ${version.split("-")[0]}, database ${database}, as ${user}`;
  },
  selected(column) {
    if (column.type === "bytes") return sql`hex(${sql.id(column.name)})`;
    // Bits come as bytes otherwise.
    return column.nativeType === "bit" ? sql`${sql.id(column.name)} + 0` : sql.id(column.name);
  },
  decode,
  parameter,
  compared: (column) =>
    column.type === "text" || column.type === "json" ? exactText(column) : sql.id(column.name),
  contains: (column, text) =>
    sql`locate(cast(lower(${text}) as binary), cast(lower(convert(${sql.id(column.name)} using utf8mb4)) as binary)) > 0`,
  explain,
  rowError,
  passing,
};

/** As bytes of UTF-8: collations take "a" for "A" and "a ", even those called binary. */
function exactText(column: Column): Fragment {
  return sql`cast(convert(${sql.id(column.name)} using utf8mb4) as binary)`;
}

const forms: Partial<Record<Column["type"], RegExp>> = {
  integer: /^[+-]?\d+$/,
  long: /^[+-]?\d+$/,
  decimal: /^[+-]?\d+(?:\.\d+)?$/,
  number: /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i,
  boolean: /^(?:true|false|0|1)$/i,
  date: /^\d{4}-\d{2}-\d{2}/,
  dateTime: /^\d{4}-\d{2}-\d{2}/,
  instant: /^\d{4}-\d{2}-\d{2}/,
};

/**
 * The value as a literal of the column's own kind. Text next to a number would be compared as floating point, which
 * takes neighbouring 64-bit keys for one, and text that is no number for 0: so both are kept out here.
 */
function parameter(column: Column, value: Value): Fragment {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (forms[column.type]?.test(text) === false) {
    throw new HubError({
      kind: "usage",
      code: "endpoint.bad-filter",
      message: `"${text}" is no ${column.type}, as the field ${column.name} is.`,
      meaning: "A filter's value does not fit its field. Nothing was read.",
      remedy: "Write the value as the field's type wants it.",
    });
  }
  switch (column.type) {
    case "integer":
    case "long":
      return sql`${BigInt(text)}`;
    case "decimal":
      return sql`cast(${text} as decimal(65, 30))`;
    case "number":
      return sql`${Number(text)}`;
    case "json":
      return sql`${text}`;
    default:
      return sql`${encode(column, value)}`;
  }
}
