/**
 * The SQL that brings rows into a table of a replica and tells new, changed and unchanged ones apart. One statement for
 * any number of rows: they travel as one JSON parameter, which Postgres reads as a table of the columns' own types.
 * COPY into a staging table is no choice here, because the embedded database and Kysely's drivers have no one way to it.
 *
 * Arrays and unnest instead of JSON were measured (2026-11-22, registrants, 1,000 rows a statement, 2 cores): bare
 * inserts on Postgres 1.3 to 1.9 times as fast, on the embedded database no faster (0.8 to 1.0). A merge by JSON takes 19 to 37
 * thousand new rows a second, and GoTo gives 2,000 at most, so one way for both databases is worth more.
 */
import { type RawBuilder, sql } from "kysely";
import type { ReplicaRecord } from "./record.ts";
import type { ReplicaTable } from "./table.ts";
import type { Session } from "./target.ts";

export interface Merged {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
}

/** A record with the moment at which the reading that gave it began. */
export interface StampedRecord {
  readonly record: ReplicaRecord;
  readonly stamp: Date;
}

/**
 * Writes rows. Of two with the same key the later one counts. A row that was gone and is back counts as changed; one
 * that is only rewritten since its table gained a column does not.
 */
export async function mergeRows(
  session: Session,
  schema: string,
  table: ReplicaTable,
  rows: readonly StampedRecord[],
): Promise<Merged> {
  const place = sql.id(schema, table.name);
  const columns = [
    ...table.columns.map(({ name, type }) => ({ name, type })),
    { name: "raw", type: "jsonb" },
    { name: "row_hash", type: "text" },
  ];
  const names = ids(columns.map(({ name }) => name));
  const definitions = sql.join(
    [...columns, { name: "stamp", type: "timestamptz" }].map(
      ({ name, type }) => sql`${sql.id(name)} ${sql.raw(type)}`,
    ),
  );
  const [counts] = await session.rows(sql<{
    fresh: number;
    changed: number;
    rewritten: number;
    same: number;
  }>`
    with incoming as materialized (
      select * from json_to_recordset(${JSON.stringify(lastOfEach(table, rows))}::json) as r (${definitions})
    ), same as (
      update ${place} t set last_seen = i.stamp from incoming i
      where ${sameKey(table, "t", "i")} and t.row_hash = i.row_hash and t.deleted is null
      returning 1
    ), written as (
      insert into ${place} as t (${names}, first_seen, last_seen, changed)
      select ${names}, stamp, stamp, stamp from incoming i
      where not exists (
        select 1 from ${place} o where ${sameKey(table, "o", "i")} and o.row_hash = i.row_hash and o.deleted is null)
      on conflict (${ids(table.key)}) do update set
        ${sql.join(columns.map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))},
        last_seen = excluded.last_seen,
        changed = case when t.row_hash is null and coalesce(t.deleted, '-infinity') = '-infinity'
                    then t.changed else excluded.changed end,
        deleted = null
      returning t.first_seen = t.last_seen as is_fresh, t.changed = t.last_seen as is_changed
    )
    select
      count(*) filter (where is_fresh)::int as fresh,
      count(*) filter (where is_changed and not is_fresh)::int as changed,
      count(*) filter (where not is_changed)::int as rewritten,
      (select count(*) from same)::int as same
    from written`);
  const { fresh = 0, changed = 0, rewritten = 0, same = 0 } = counts ?? {};
  return { new: fresh, changed, same: same + rewritten };
}

/** A scope that was read whole, and the moment at which that began. */
export interface ReadWhole {
  /** Column name to value; empty: the whole table. */
  readonly keys: Readonly<Record<string, string>>;
  readonly stamp: Date;
}

/** Marks what the scopes no longer have. All of one table's scopes have keys of the same names. How many there were. */
export async function markGone(
  session: Session,
  schema: string,
  table: ReplicaTable,
  scopes: readonly ReadWhole[],
): Promise<number> {
  const [first] = scopes;
  if (first === undefined) return 0;
  const place = sql.id(schema, table.name);
  const keys = Object.keys(first.keys);
  const definitions = sql.join([...keys.map((name) => sql`${sql.id(name)} text`), sql`stamp timestamptz`]);
  const values = JSON.stringify(scopes.map(({ keys: own, stamp }) => ({ ...own, stamp })));
  const inScope = [
    ...keys.map((name) => sql`t.${sql.id(name)} = s.${sql.id(name)}`),
    // Every row that the reading gave carries its stamp, and stamps of a scope only grow.
    sql`t.last_seen < s.stamp`,
    sql`t.deleted is null`,
  ];
  const [gone] = await session.rows(sql<{ count: number }>`
    with marked as (
      update ${place} t set deleted = s.stamp
      from json_to_recordset(${values}::json) as s (${definitions})
      where ${sql.join(inScope, sql` and `)}
      returning 1
    ) select count(*)::int as count from marked`);
  return gone?.count ?? 0;
}

/** Rows that are there at GoTo, by table. */
export async function countLiving(session: Session, schema: string, table: ReplicaTable): Promise<number> {
  const [found] = await session.rows(
    sql<{
      count: number;
    }>`select count(*)::int as count from ${sql.id(schema, table.name)} where deleted is null`,
  );
  return found?.count ?? 0;
}

function lastOfEach(table: ReplicaTable, rows: readonly StampedRecord[]): ReplicaRecord[] {
  const byKey = new Map<string, ReplicaRecord>();
  for (const { record, stamp } of rows) {
    byKey.set(JSON.stringify(table.key.map((name) => record[name])), { ...record, stamp });
  }
  return [...byKey.values()];
}

function sameKey(table: ReplicaTable, one: string, other: string): RawBuilder<unknown> {
  return sql.join(
    table.key.map((name) => sql`${sql.id(one, name)} = ${sql.id(other, name)}`),
    sql` and `,
  );
}

function ids(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.id(name)));
}
