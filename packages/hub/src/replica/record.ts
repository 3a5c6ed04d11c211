/**
 * From GoTo's rows to what is written: values that the columns can hold, the raw answer, its hash. Pure.
 *
 * A value that its column cannot hold (a text where the registry says number) becomes null, is counted as odd and
 * stands unharmed in `raw`: one odd value of GoTo's must neither stop the copy nor vanish.
 */
import { createHash } from "node:crypto";
import type { Row } from "../entities/registry/entity.ts";
import type { Column, ReplicaTable } from "./table.ts";

/** By column name; `row_hash` and `raw` included. */
export type ReplicaRecord = Readonly<Record<string, unknown>>;

/** Hears of what could not be taken as it was. */
export interface Oddities {
  /** A value of a column that cannot hold it. */
  value(table: ReplicaTable, column: Column): void;
  /** A row without one of its keys: it cannot be told from others, and is left out. */
  keyless(table: ReplicaTable): void;
  /** Characters that Postgres cannot store (NUL, half a surrogate pair): replaced by U+FFFD. */
  characters(table: ReplicaTable): void;
}

/** `item` is GoTo's own object for the row. Undefined for a row without its keys. */
export function recordOf(
  table: ReplicaTable,
  row: Row,
  item: Row,
  oddities: Oddities,
): ReplicaRecord | undefined {
  const raw = storable(item, () => oddities.characters(table));
  const record: Record<string, unknown> = {
    raw,
    row_hash: createHash("sha256")
      .update(JSON.stringify(inOrder(raw)))
      .digest("base64url"),
  };
  for (const column of table.columns) {
    const value = row[column.field];
    const held = value === undefined || value === null ? null : heldBy(column, value);
    if (held === undefined) oddities.value(table, column);
    record[column.name] = storable(held ?? null, () => oddities.characters(table));
  }
  if (table.key.some((name) => record[name] === null)) {
    oddities.keyless(table);
    return undefined;
  }
  return record;
}

/** The value as its column takes it; undefined if it cannot. */
function heldBy({ type }: Column, value: unknown): unknown {
  switch (type) {
    case "text":
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    case "bigint":
      return Number.isSafeInteger(Number(value)) && isNumeric(value) ? Number(value) : undefined;
    case "double precision":
      return Number.isFinite(Number(value)) && isNumeric(value) ? Number(value) : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "timestamp with time zone": {
      const at = Date.parse(String(value));
      return Number.isNaN(at) ? undefined : new Date(at).toISOString();
    }
    case "jsonb":
      return value;
  }
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}

/** The same, without what Postgres cannot store. Copies only where there is such. */
function storable(value: unknown, onReplaced: () => void): unknown {
  const text = JSON.stringify(value);
  // JSON.stringify writes NUL and half pairs as escapes; a false alarm costs a copy and nothing else.
  if (text === undefined || !/\\u0000|\\ud[89a-f]/.test(text)) return value;
  let replaced = false;
  const clean = (part: unknown): unknown => {
    if (typeof part === "string") {
      const kept = part.toWellFormed().replaceAll("\0", "\uFFFD");
      replaced ||= kept !== part;
      return kept;
    }
    if (Array.isArray(part)) return part.map(clean);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [clean(name), clean(one)]));
  };
  const cleaned = clean(value);
  if (replaced) onReplaced();
  return cleaned;
}

/** With the members of all objects in one order: GoTo promises none, and another order is no change. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, part]) => [name, inOrder(part)]));
}
