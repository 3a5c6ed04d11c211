/** For tests: the tables of a replica against what a fresh query of each entity gives, row by row and field by field. */
import { sql } from "kysely";
import { expect } from "vitest";
import { runQuery } from "../../entities/query/query.ts";
import type { Row } from "../../entities/registry/entity.ts";
import { entityNamed } from "../../entities/registry/registry.ts";
import { snakeCase } from "../names.ts";
import type { Copying } from "./copying.ts";

/** The rows of an entity as a query reads them, by their keys. */
export async function rowsAtGoTo(copy: Copying, entity: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  const query = runQuery({ client: copy.connected.client, clock: copy.clock, request: { entity } });
  for await (const batch of query) for (const row of batch) rows.set(keyOf(entity, row), row);
  return rows;
}

/** The same key for a row of GoTo's and one of the table; an instant among the keys is spelled alike. */
export function keyOf(entity: string, row: Row): string {
  const { keys, fields } = entityNamed(entity);
  return keys
    .map((key) => {
      const value = row[key] ?? row[snakeCase(key)];
      return fields[key]?.type === "instant" ? new Date(value as string | Date).toISOString() : String(value);
    })
    .join("/");
}

/** All rows that are there, compared; how many there are. */
export async function expectSameRows(copy: Copying, entity: string): Promise<number> {
  const atGoTo = await rowsAtGoTo(copy, entity);
  const rows = await copy.rows(
    sql<Row>`select * from ${sql.id("goto", snakeCase(entity))} where deleted is null`,
  );
  const keys = rows.map((row) => keyOf(entity, row)).toSorted();
  expect(keys, entity).toEqual([...atGoTo.keys()].toSorted());
  for (const row of rows) {
    const there = atGoTo.get(keyOf(entity, row));
    for (const [field, { type, form }] of Object.entries(entityNamed(entity).fields)) {
      if (form === "byKey") continue;
      const [value, expected] = [row[snakeCase(field)], there?.[field] ?? null];
      const about = `${entity}.${field} of ${keyOf(entity, row)}`;
      if (expected === null) expect(value, about).toBeNull();
      else if (type === "instant") expect(Number(value), about).toBe(Date.parse(String(expected)));
      else if (type === "integer" || type === "number") expect(Number(value), about).toBe(expected);
      else expect(value, about).toEqual(expected);
    }
  }
  return rows.length;
}
