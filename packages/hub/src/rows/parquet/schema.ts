/** Parquet's types, and how they stand for ours. Pure. The format is described at parquet.apache.org/docs/file-format. */
import type { FileMetaData, SchemaElement } from "hyparquet";
import type { FieldType, FileColumn, Row } from "../values.ts";

/** Where the types of columns are noted that Parquet has no like for. */
const noteKey = "rostrum.fields";

export function noteOf(columns: readonly FileColumn[]): { key: string; value: string } {
  return {
    key: noteKey,
    value: JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, type]))),
  };
}

export function notedTypes(metadata: FileMetaData): ReadonlyMap<string, FieldType> {
  const note = metadata.key_value_metadata?.find(({ key }) => key === noteKey)?.value;
  return new Map(note === undefined ? [] : Object.entries(JSON.parse(note) as Record<string, FieldType>));
}

export function fieldTypeOf(element: SchemaElement): FieldType {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (element.num_children !== undefined || element.repetition_type === "REPEATED") return "json";
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return "decimal";
  if (converted === "DATE" || logical?.type === "DATE") return "date";
  if (converted === "TIME_MILLIS" || converted === "TIME_MICROS" || logical?.type === "TIME") return "time";
  if (logical?.type === "TIMESTAMP") return logical.isAdjustedToUTC ? "instant" : "dateTime";
  if (converted === "TIMESTAMP_MILLIS" || converted === "TIMESTAMP_MICROS" || type === "INT96")
    return "instant";
  if (converted === "JSON" || logical?.type === "JSON") return "json";
  if (
    converted === "UTF8" ||
    converted === "ENUM" ||
    ["STRING", "UUID", "ENUM"].includes(logical?.type ?? "")
  )
    return "text";
  switch (type) {
    case "BOOLEAN":
      return "boolean";
    case "INT32":
      return "integer";
    case "INT64":
      return "long";
    case "FLOAT":
    case "DOUBLE":
      return "number";
    default:
      return logical?.type === "FLOAT16" ? "number" : "bytes";
  }
}

/** What must be known of all values of a column before its type can be chosen. */
interface Extent {
  wholeDigits: number;
  decimalDigits: number;
  /** Whether all whole numbers fit 32 bits, or 64. */
  fits32: boolean;
  fits64: boolean;
}

export type Extents = ReadonlyMap<string, Extent>;

export async function extentsOf(
  columns: readonly FileColumn[],
  rows: AsyncIterable<readonly Row[]>,
): Promise<Extents> {
  const extents = new Map(
    columns
      .filter(({ type }) => type === "decimal" || type === "integer" || type === "long")
      .map(({ name }): [string, Extent] => [
        name,
        { wholeDigits: 1, decimalDigits: 0, fits32: true, fits64: true },
      ]),
  );
  if (extents.size === 0) return extents;
  for await (const some of rows) {
    for (const row of some) {
      for (const [name, extent] of extents) {
        const value = row[name] ?? null;
        if (value !== null) widen(extent, String(value));
      }
    }
  }
  return extents;
}

function widen(extent: Extent, text: string): void {
  const [, whole = "", decimals = ""] = /^[+-]?0*(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  extent.wholeDigits = Math.max(extent.wholeDigits, whole.length);
  extent.decimalDigits = Math.max(extent.decimalDigits, decimals.length);
  if (whole.length >= 10) {
    const number = BigInt(/^[+-]?\d+/.exec(text)?.[0] ?? "0");
    extent.fits32 &&= BigInt.asIntN(32, number) === number;
    extent.fits64 &&= BigInt.asIntN(64, number) === number;
  }
}

/** Parquet's decimals have at most 38 digits in the readers that matter. */
const mostDigits = 38;

export function elementOf({ name, type }: FileColumn, extents: Extents): SchemaElement {
  const optional = { name, repetition_type: "OPTIONAL" } as const;
  const text: SchemaElement = {
    ...optional,
    type: "BYTE_ARRAY",
    converted_type: "UTF8",
    logical_type: { type: "STRING" },
  };
  const extent = extents.get(name);
  switch (type) {
    case "integer":
      return { ...optional, type: extent?.fits32 ? "INT32" : "INT64" };
    case "long":
      return extent?.fits64 ? { ...optional, type: "INT64" } : text;
    case "decimal": {
      const { wholeDigits = 1, decimalDigits: scale = 0 } = extent ?? {};
      const precision = wholeDigits + scale;
      if (precision > mostDigits) return text;
      const decimal = {
        converted_type: "DECIMAL",
        logical_type: { type: "DECIMAL", precision, scale },
      } as const;
      return { ...optional, type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, ...decimal, precision, scale };
    }
    case "number":
      return { ...optional, type: "DOUBLE" };
    case "boolean":
      return { ...optional, type: "BOOLEAN" };
    case "date":
      return { ...optional, type: "INT32", converted_type: "DATE" };
    case "dateTime":
    case "instant": {
      const logical_type = {
        type: "TIMESTAMP",
        isAdjustedToUTC: type === "instant",
        unit: "MICROS",
      } as const;
      return { ...optional, type: "INT64", logical_type };
    }
    case "json":
      return { ...optional, type: "BYTE_ARRAY", converted_type: "JSON" };
    case "bytes":
      return { ...optional, type: "BYTE_ARRAY" };
    default:
      return text;
  }
}
