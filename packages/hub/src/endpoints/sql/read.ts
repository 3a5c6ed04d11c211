/**
 * Reading a table, in batches. With a key, each batch is a query of its own that goes on after the last key seen:
 * no transaction stays open while a slow flow works (hours, at ten calls a second), and a stopped run goes on where
 * it was. The price: rows changed meanwhile may come in their new shape. Without a key there is nothing to go on
 * from, so one query is streamed.
 */
import { sql } from "kysely";
import { HubError } from "../../platform/errors.ts";
import { type Batch, defaultBatchRows, type Position, type ReadRequest, type Row } from "../endpoint.ts";
import { checkFields } from "../errors.ts";
import { allOf, beyond, columnOf, condition } from "./conditions.ts";
import {
  type Column,
  type Dialect,
  type Sessions,
  type SqlTable,
  type TextRow,
  tableName,
} from "./dialect.ts";
import type { Fragment } from "./statement.ts";

/** One ordered scan: rows without a value of the changes' field come in a scan of their own, before the others. */
interface Scan {
  readonly where: readonly Fragment[];
  readonly order: readonly Column[];
}

export async function* readTable(
  dialect: Dialect,
  sessions: Sessions,
  table: SqlTable,
  request: ReadRequest,
): AsyncGenerator<Batch> {
  const filters = request.filters ?? [];
  const changes = request.changes;
  checkFields(table, [
    ...(request.fields ?? []),
    ...filters.map((filter) => filter.field),
    ...(changes === undefined ? [] : [changes.field]),
  ]);
  const wanted = request.fields?.map((name) => columnOf(table.columns, name)) ?? table.columns;
  const scans = plan(dialect, table, request);
  const start = startOf(request.after, scans.length);
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let mark = changes?.since;

  for (const [index, scan] of scans.entries()) {
    if (index < start.scan) continue;
    // The ordering columns are read too, after the wanted ones: the position is made of them.
    const selected = [...wanted, ...scan.order];
    const values = index === start.scan ? start.values : undefined;
    for await (const rows of scanned(dialect, sessions, table, request, scan, selected, values, () => left)) {
      left -= rows.length;
      const last = rows.at(-1)?.slice(wanted.length) ?? [];
      const highest = changes === undefined ? undefined : last[0];
      if (highest !== null && highest !== undefined && scan.order[0]?.name === changes?.field) {
        mark = dialect.decode(scan.order[0] as Column, highest);
      }
      yield {
        rows: rows.map((row) => decodeRow(dialect, wanted, row)),
        unreadable: [],
        ...(table.pagingKey === undefined ? {} : { position: { scan: index, values: last } }),
        ...(mark === undefined ? {} : { mark }),
      };
      if (left <= 0) return;
    }
  }
}

function plan(dialect: Dialect, table: SqlTable, request: ReadRequest): readonly Scan[] {
  const where = (request.filters ?? []).map((filter) => condition(dialect, table.columns, filter));
  const key = table.pagingKey ?? [];
  if (request.changes === undefined) return [{ where, order: key }];
  const field = columnOf(table.columns, request.changes.field);
  const { since } = request.changes;
  const bound =
    since === undefined || since === null
      ? []
      : [sql`${sql.id(field.name)} >= ${dialect.parameter(field, since)}`];
  const named = sql.id(field.name);
  const ordered = { order: [field, ...key.filter((column) => column !== field)] };
  if (!field.nullable) return [{ where: [...where, ...bound], ...ordered }];
  return [
    { where: [...where, sql`${named} is null`], order: key },
    { where: [...where, sql`${named} is not null`, ...bound], ...ordered },
  ];
}

async function* scanned(
  dialect: Dialect,
  sessions: Sessions,
  table: SqlTable,
  request: ReadRequest,
  scan: Scan,
  selected: readonly Column[],
  after: readonly string[] | undefined,
  left: () => number,
): AsyncGenerator<readonly TextRow[]> {
  const batchRows = request.batchRows ?? defaultBatchRows;
  const orderBy =
    scan.order.length === 0
      ? sql``
      : sql` order by ${sql.join(scan.order.map((column) => sql.id(column.name)))}`;
  const statement = (where: readonly Fragment[], limit: number) =>
    sql`select ${sql.join(selected.map((column) => dialect.selected(column)))} from ${sql.id(
      ...tableName(table),
    )} where ${allOf(where)}${orderBy}${Number.isFinite(limit) ? sql` limit ${sql.lit(limit)}` : sql``}`;
  const explained = (error: unknown) => dialect.explain(error) ?? error;

  if (table.pagingKey === undefined) {
    const { session, release } = await sessions.take();
    try {
      for await (const rows of session.stream(statement(scan.where, left()), batchRows)) {
        request.signal?.throwIfAborted();
        yield rows;
      }
    } catch (error) {
      throw explained(error);
    } finally {
      release();
    }
    return;
  }

  let position = after;
  while (true) {
    request.signal?.throwIfAborted();
    const limit = Math.min(batchRows, left());
    const where =
      position === undefined ? scan.where : [...scan.where, beyond(dialect, scan.order, position)];
    const { rows } = await sessions
      .use((session) => session.query(statement(where, limit)))
      .catch((error: unknown) => {
        throw explained(error);
      });
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    position = rows.at(-1)?.slice(selected.length - scan.order.length) as readonly string[];
  }
}

function decodeRow(dialect: Dialect, columns: readonly Column[], texts: TextRow): Row {
  const row: Record<string, Row[string]> = {};
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index] as Column;
    const text = texts[index] ?? null;
    row[column.name] = text === null ? null : dialect.decode(column, text);
  }
  return row;
}

function startOf(
  after: Position | undefined,
  scans: number,
): { scan: number; values: readonly string[] | undefined } {
  if (after === undefined) return { scan: 0, values: undefined };
  const { scan, values } = after;
  const fits = typeof scan === "number" && scan < scans && Array.isArray(values);
  if (fits && values.every((value) => typeof value === "string")) return { scan, values };
  throw new HubError({
    kind: "usage",
    code: "endpoint.bad-position",
    message: "This position was not given by a read of the same rows.",
    meaning: "It is not known where to go on, and nothing was read.",
    remedy: "Start the run from the beginning.",
  });
}
