/** Filters and changes carried out here, for systems that cannot do it themselves. NOT for databases: those can. */
import { compareValues } from "../rows/compare.ts";
import type { ReadRequest, Row, Table, Value } from "./endpoint.ts";
import { checkFields } from "./errors.ts";
import { matches } from "./filter.ts";

export interface Sieve {
  /** Whether the row is wanted. */
  wants(row: Row): boolean;
  /** The row with the wanted fields only. */
  cut(row: Row): Row;
  /** The greatest value of the changes' field so far. */
  readonly mark: Value | undefined;
}

/** Throws HubError when the request names a field that the table does not have. */
export function createSieve(table: Table, request: ReadRequest): Sieve {
  const filters = request.filters ?? [];
  const { changes, fields } = request;
  checkFields(table, [
    ...(fields ?? []),
    ...filters.map((filter) => filter.field),
    ...(changes === undefined ? [] : [changes.field]),
  ]);
  const types = new Map(table.fields.map(({ name, type }) => [name, type]));
  const changeType = types.get(changes?.field ?? "") ?? "text";
  const since = changes?.since ?? null;
  let mark = changes?.since;
  return {
    wants(row) {
      if (!matches(row, filters, types)) return false;
      if (changes === undefined) return true;
      const value = row[changes.field] ?? null;
      if (value === null) return true;
      if (since !== null && compareValues(value, since, changeType) < 0) return false;
      if (mark === undefined || mark === null || compareValues(value, mark, changeType) > 0) mark = value;
      return true;
    },
    cut(row) {
      if (fields === undefined) return row;
      return Object.fromEntries(fields.map((name) => [name, row[name] ?? null]));
    },
    get mark() {
      return mark;
    },
  };
}
