/** PostgreSQL's types, and values between its text form and ours. Pure. */
import { instantFromDatabase, withoutZone } from "../../rows/moments.ts";
import type { FieldType, Value } from "../endpoint.ts";
import { parseJson } from "../json.ts";
import type { Column } from "../sql/dialect.ts";

const types: Readonly<Record<string, FieldType>> = {
  int2: "integer",
  int4: "integer",
  int8: "long",
  numeric: "decimal",
  float4: "number",
  float8: "number",
  bool: "boolean",
  date: "date",
  time: "time",
  timestamp: "dateTime",
  timestamptz: "instant",
  json: "json",
  jsonb: "json",
  bytea: "bytes",
};

export interface PostgresColumn extends Column {
  /** An array, a composite or another type that has no text form of ours: read as JSON. */
  readonly structured: boolean;
  /** Whether arrays of the type can carry many values in one parameter; others go as text and are cast. */
  readonly unnestable: boolean;
  /** Whether values of the type can be told equal; json, xml and shapes cannot, and are compared as text. */
  readonly comparable: boolean;
}

/** `typeName` as in pg_type, `category` as in pg_type.typcategory: A array, C composite, R range... */
export function fieldTypeOf(typeName: string, category: string): FieldType {
  if (category === "A" || category === "C") return "json";
  return types[typeName] ?? "text";
}

export function decode(column: Column, text: string): Value {
  switch (column.type) {
    case "integer":
      return Number(text);
    case "number": {
      const number = Number(text);
      // JSON has no NaN and no infinity: PostgreSQL's own words for them are kept.
      return Number.isFinite(number) ? number : text;
    }
    case "boolean":
      return text === "t" || text === "true";
    case "instant":
      return instantFromDatabase(text);
    case "dateTime":
      return text.replace(" ", "T");
    case "json":
      return parseJson(text);
    case "bytes":
      return Buffer.from(text.slice(2), "hex").toString("base64");
    default:
      return text;
  }
}

/** A value as PostgreSQL reads it in its text form. What does not fit the type is left for it to refuse in its words. */
export function encode(column: PostgresColumn, value: Value): string | null {
  if (value === null) return null;
  switch (column.type) {
    case "json":
      return column.structured && Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
    case "bytes":
      return typeof value === "string" ? `\\x${Buffer.from(value, "base64").toString("hex")}` : String(value);
    case "dateTime":
      return typeof value === "string" ? withoutZone(value) : String(value);
    default:
      return typeof value === "object" ? JSON.stringify(value) : String(value);
  }
}

/** The text form of an array, lists within lists included. */
function arrayText(values: readonly Value[]): string {
  return `{${values
    .map((value) => {
      if (value === null) return "NULL";
      if (Array.isArray(value)) return arrayText(value);
      return quoted(typeof value === "object" ? JSON.stringify(value) : String(value));
    })
    .join(",")}}`;
}

/** Many values of one column as the text of one array parameter. */
export function columnArray(texts: readonly (string | null)[]): string {
  let array = "{";
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index];
    if (index > 0) array += ",";
    array += text === null || text === undefined ? "NULL" : quoted(text);
  }
  return `${array}}`;
}

const special = /["\\]/;

function quoted(text: string): string {
  return `"${special.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

const copySpecial = /[\\\t\n\r]/;
const copyEscapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** One value in the text format of COPY. */
export function copyText(text: string | null): string {
  if (text === null) return "\\N";
  return copySpecial.test(text)
    ? text.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? "")
    : text;
}
