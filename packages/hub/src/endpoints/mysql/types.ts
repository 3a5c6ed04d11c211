/** MySQL's and MariaDB's types, and values between their text form and ours. Pure. */
import { instantFromDatabase, withoutZone } from "../../rows/moments.ts";
import type { FieldType, Value } from "../endpoint.ts";
import { parseJson } from "../json.ts";
import type { Column } from "../sql/dialect.ts";

const types: Readonly<Record<string, FieldType>> = {
  tinyint: "integer",
  smallint: "integer",
  mediumint: "integer",
  int: "integer",
  year: "integer",
  bigint: "long",
  bit: "long",
  decimal: "decimal",
  float: "number",
  double: "number",
  date: "date",
  time: "time",
  datetime: "dateTime",
  timestamp: "instant",
  json: "json",
  binary: "bytes",
  varbinary: "bytes",
  tinyblob: "bytes",
  blob: "bytes",
  mediumblob: "bytes",
  longblob: "bytes",
};
const shapes = /^(?:geometry|point|linestring|polygon|multi\w+|geometrycollection|geomcollection|vector)$/;

export interface MysqlColumn extends Column {
  /** The number that the database gives to a new row. */
  readonly counted: boolean;
}

/** `dataType` is "tinyint", `columnType` "tinyint(1)": that is how both products spell BOOLEAN. */
export function fieldTypeOf(dataType: string, columnType: string): FieldType {
  if (/^(?:tinyint|bit)\(1\)/.test(columnType) && !columnType.includes("unsigned")) return "boolean";
  return shapes.test(dataType) ? "bytes" : (types[dataType] ?? "text");
}

export function decode(column: Column, text: string): Value {
  switch (column.type) {
    case "integer":
    case "number":
      return Number(text);
    case "boolean":
      // The type is a small number in truth; what is neither 0 nor 1 is shown as it is.
      return text === "1" ? true : text === "0" ? false : Number(text);
    case "instant":
      return instantFromDatabase(text);
    case "dateTime":
      return text.replace(" ", "T");
    case "json":
      return parseJson(text);
    case "bytes":
      return Buffer.from(text, "hex").toString("base64");
    default:
      return text;
  }
}

/** A value as the driver writes it into SQL. What does not fit the type is left for the database to refuse. */
export type Literal = null | string | number | Buffer;

export function encode(column: Column, value: Value): Literal {
  if (value === null) return null;
  if (column.type === "json") return JSON.stringify(value);
  if (typeof value === "boolean") {
    return column.type === "text" ? String(value) : Number(value);
  }
  if (typeof value === "number") return value;
  if (typeof value === "object") return JSON.stringify(value);
  switch (column.type) {
    case "bytes":
      return Buffer.from(value, "base64");
    case "dateTime":
    case "instant":
      return withoutZone(value);
    case "boolean":
      return /^(?:true|false)$/i.test(value) ? Number(/^true$/i.test(value)) : value;
    default:
      return value;
  }
}
