/** Our values as Parquet's, without rounding. Pure. The other way is `endpoints/parquet/values.ts`. */
import type { SchemaElement } from "hyparquet";
import type { FieldType, Value } from "../values.ts";

/** A value as the writer library wants it for this element. */
export function encode(element: SchemaElement, type: FieldType, value: Value): unknown {
  if (value === null) return undefined;
  const isText = element.converted_type === "UTF8";
  switch (type) {
    case "json":
      return value;
    case "decimal":
      return isText ? String(value) : decimalDigits(String(value), element.scale ?? 0);
    case "long":
      return isText ? String(value) : BigInt(String(value));
    case "integer":
      return element.type === "INT64" ? BigInt(Number(value)) : Number(value);
    case "date":
      return Date.parse(`${String(value)}T00:00:00Z`) / 86_400_000;
    case "dateTime":
    case "instant":
      return microsFromMoment(String(value));
    case "bytes":
      return new Uint8Array(Buffer.from(String(value), "base64"));
    case "number":
    case "boolean":
      return value;
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

/** Of a time with or without a Z; undefined where it is finer than Parquet's microseconds. */
function microsFromMoment(text: string): bigint {
  const [, start = "", fraction = ""] = /^([^.Z]+)(?:\.(\d+))?Z?$/.exec(text) ?? [];
  const seconds = Date.parse(`${start.length === 16 ? `${start}:00` : start}Z`) / 1_000;
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, "0") || "0");
}

function decimalDigits(text: string, scale: number): bigint {
  const [, sign, whole = "", decimals = ""] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = BigInt(`${whole}${decimals.padEnd(scale, "0")}` || "0");
  return sign === "-" ? -digits : digits;
}

/** Why a value of this type cannot be kept, as a sentence; undefined when it can. */
export function refusedByParquet(value: Value, type: FieldType): string | undefined {
  if ((type === "instant" || type === "dateTime") && /\.\d{7,}/.test(String(value))) {
    return "Parquet keeps times to the millionth of a second.";
  }
  return undefined;
}
