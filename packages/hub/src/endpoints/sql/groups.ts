/**
 * Sorts the rows of one batch into groups that one statement can write: the same fields in all, and no key twice.
 * Groups are written one after the other, so that of two rows with one key the later one wins. Rows that cannot be
 * written at all (a field that is not there, an empty key) are answered here. Pure.
 */
import type { Row, RowError, RowResult, Table, Value } from "../endpoint.ts";
import { emptyKeyError, emptyRowError, unknownFieldError } from "../errors.ts";

/** One row on its way, with its place among the rows that were handed in. */
export interface Item {
  readonly place: number;
  readonly row: Row;
}

export interface Group {
  /** The fields of every row of the group, in the table's order. */
  readonly fields: readonly string[];
  /** Whether every row has a whole key; otherwise none has. */
  readonly keyed: boolean;
  readonly items: readonly Item[];
}

export interface Grouped {
  readonly groups: readonly Group[];
  readonly refused: readonly { readonly place: number; readonly result: RowResult }[];
}

export function failedResult(key: Row, error: RowError): RowResult {
  return { outcome: "failed", key, error };
}

/** The values of the key's fields in a row. */
export function keyOf(row: Row, key: readonly string[]): Row {
  const values: Record<string, Value> = {};
  for (const field of key) {
    const value = row[field];
    if (value !== undefined) values[field] = value;
  }
  return values;
}

/** `keyNeeded`: whether a row without a whole key is refused; otherwise it is written as one of no key. */
export function groupRows(
  table: Table,
  rows: readonly Row[],
  key: readonly string[],
  keyNeeded: boolean,
): Grouped {
  const order = new Map(
    table.fields
      .filter((field) => field.writable || key.includes(field.name))
      .map((field, at) => [field.name, at]),
  );
  const refused: { place: number; result: RowResult }[] = [];
  const waves: Map<string, Group & { items: Item[] }>[] = [];
  const seen = new Map<string, number>();
  const shapes = new Map<string, readonly string[]>();

  rows.forEach((row, place) => {
    const names = Object.keys(row);
    const shape = names.join("\0");
    let fields = shapes.get(shape);
    if (fields === undefined) {
      fields = names.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      shapes.set(shape, fields);
    }
    const unknown = fields.find((name) => !order.has(name));
    const empty = keyNeeded ? key.find((name) => (row[name] ?? null) === null) : undefined;
    if (names.length === 0 || unknown !== undefined || empty !== undefined) {
      const error =
        unknown !== undefined
          ? unknownFieldError(table.name, unknown)
          : empty !== undefined
            ? emptyKeyError(empty)
            : emptyRowError;
      refused.push({ place, result: failedResult(keyOf(row, key), error) });
      return;
    }
    const whole = key.length > 0 && key.every((name) => (row[name] ?? null) !== null);
    const identity = whole ? key.map((name) => String(row[name])).join("\0") : undefined;
    const wave = identity === undefined ? 0 : (seen.get(identity) ?? 0);
    if (identity !== undefined) seen.set(identity, wave + 1);
    waves[wave] ??= new Map();
    const groups = waves[wave];
    // Whole and broken keys apart: only rows with a whole key can be looked up.
    const sorted = `${whole}\0${fields.join("\0")}`;
    let group = groups.get(sorted);
    if (group === undefined) {
      group = { fields, keyed: whole, items: [] };
      groups.set(sorted, group);
    }
    group.items.push({ place, row });
  });
  return { groups: waves.flatMap((wave) => [...wave.values()]), refused };
}
