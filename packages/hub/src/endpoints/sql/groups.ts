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

/** What rows of the same field names have in common; worked out once for each kind of them. */
interface Shape {
  readonly names: readonly string[];
  /** In the table's order. */
  readonly fields: readonly string[];
  /** A field that the table does not have. */
  readonly unknown: string | undefined;
}

/** `keyNeeded`: whether a row without a whole key is refused; otherwise it is written as one of no key. */
export function groupRows(
  table: Table,
  rows: readonly Row[],
  key: readonly string[],
  keyNeeded: boolean,
): Grouped {
  const shapeOf = shapes(table, key);
  const refused: { place: number; result: RowResult }[] = [];
  /** The groups of rows whose key came once so far, twice... Rows with and without a whole key stay apart. */
  const waves: Map<Shape, { whole?: Group & { items: Item[] }; broken?: Group & { items: Item[] } }>[] = [];
  const seen = new Map<string, number>();

  rows.forEach((row, place) => {
    const shape = shapeOf(row);
    const missing = key.find((name) => (row[name] ?? null) === null);
    const error = errorOf(table, shape, keyNeeded ? missing : undefined);
    if (error !== undefined) {
      refused.push({ place, result: failedResult(keyOf(row, key), error) });
      return;
    }
    const keyed = key.length > 0 && missing === undefined;
    const wave = keyed ? turnOf(seen, row, key) : 0;
    waves[wave] ??= new Map();
    const groups = waves[wave];
    let pair = groups.get(shape);
    if (pair === undefined) {
      pair = {};
      groups.set(shape, pair);
    }
    const side = keyed ? "whole" : "broken";
    pair[side] ??= { fields: shape.fields, keyed, items: [] };
    pair[side].items.push({ place, row });
  });
  const groups = waves.flatMap((wave) => [...wave.values()].flatMap(({ whole, broken }) => [whole, broken]));
  return { groups: groups.filter((group) => group !== undefined), refused };
}

/** How often the row's key came before; counts this time. */
function turnOf(seen: Map<string, number>, row: Row, key: readonly string[]): number {
  const identity =
    key.length === 1 ? String(row[key[0] ?? ""]) : key.map((name) => String(row[name])).join("\0");
  const turn = seen.get(identity) ?? 0;
  seen.set(identity, turn + 1);
  return turn;
}

function errorOf(table: Table, shape: Shape, emptyKey: string | undefined): RowError | undefined {
  if (shape.unknown !== undefined) return unknownFieldError(table.name, shape.unknown);
  if (emptyKey !== undefined) return emptyKeyError(emptyKey);
  return shape.fields.length === 0 ? emptyRowError : undefined;
}

/** Most rows are of the kind of the one before, which is seen by comparing their names: no text is made of them. */
function shapes(table: Table, key: readonly string[]): (row: Row) => Shape {
  const writable = table.fields.filter((field) => field.writable || key.includes(field.name));
  const order = new Map(writable.map((field, at) => [field.name, at]));
  const known = new Map<string, Shape>();
  let last: Shape | undefined;
  return (row) => {
    const names = Object.keys(row);
    if (last?.names.length === names.length && last.names.every((name, at) => name === names[at]))
      return last;
    const fields = names.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const id = fields.join("\0");
    const shape = known.get(id) ?? { names, fields, unknown: fields.find((name) => !order.has(name)) };
    known.set(id, shape);
    last = shape;
    return shape;
  };
}
