/**
 * Writes batches into one table. A batch is one transaction: a crash leaves all of it or nothing.
 *
 * As long as rows turn out to be new they are inserted many at a time, unasked. The first that is there already makes
 * the batch be compared with what is there, and later batches too until one is all new again. What is refused is
 * halved until the refused rows stand alone (../sql/isolate.ts).
 *
 * NOT by ON DUPLICATE KEY UPDATE: that answers to any unique index of the table, so that a row with a new key but
 * another's e-mail address would silently overwrite that other row.
 */
import type { Clock } from "../../platform/clock/clock.ts";
import { sameValue } from "../../rows/compare.ts";
import type { Outcome, Row, RowResult, Value, Writer } from "../endpoint.ts";
import { createBatchWriter } from "../sql/batches.ts";
import type { TextRow } from "../sql/dialect.ts";
import type { WriterPlan } from "../sql/endpoint.ts";
import { failedResult, type Group, groupRows, type Item, keyOf } from "../sql/groups.ts";
import { isolate } from "../sql/isolate.ts";
import type { MysqlTable } from "./catalogue.ts";
import { mysqlDialect } from "./dialect.ts";
import { duplicate, serverError } from "./errors.ts";
import type { MysqlSession } from "./sessions.ts";
import * as statements from "./statements.ts";
import type { MysqlColumn } from "./types.ts";

export function createMysqlWriter(clock: Clock, plan: WriterPlan<MysqlSession>): Writer {
  const table = plan.table as MysqlTable;
  const { sessions, operation, key } = plan;
  const returning = statements.columnsNamed(table, plan.returning);
  const counted = table.columns.find((column) => column.counted);
  /** Whether the next rows are likely new: what the last batch was. */
  let expectNew = true;

  async function writeBatch(rows: readonly Row[]): Promise<readonly RowResult[]> {
    const results = new Array<RowResult>(rows.length);
    const { groups, refused } = groupRows(table, rows, key, operation !== "insert");
    for (const { place, result } of refused) results[place] = result;
    await sessions.use(async (session) => {
      await session.run("start transaction");
      for (const group of groups) {
        const written = await writeGroup(session, group);
        group.items.forEach(({ place }, index) => {
          results[place] = written[index] as RowResult;
        });
      }
      await session.run("commit");
    });
    return results;
  }

  async function writeGroup(session: MysqlSession, group: Group): Promise<readonly RowResult[]> {
    const subject: statements.Subject = {
      table,
      items: group.items,
      fields: statements.columnsNamed(table, group.fields),
      key: group.keyed && key.length > 0 ? statements.columnsNamed(table, key) : [],
    };
    const results: RowResult[] = [];
    // Where the engine cannot take a refused statement back, only one row at a time is sure to be all or nothing.
    const parts = table.transactional
      ? statements.pieces(subject)
      : subject.items.map((item) => ({ ...subject, items: [item] }));
    for (const part of parts) {
      const written = await isolate(
        part.items,
        (items) => attempt(session, { ...part, items }),
        ({ row }, error) => {
          const blamed = mysqlDialect.rowError(error);
          if (blamed === undefined) throw error;
          return failedResult(keyOf(row, key), blamed);
        },
      );
      results.push(...written);
    }
    expectNew = results.every(({ outcome }) => outcome === "inserted");
    return results;
  }

  /** Writes all of the rows or none. */
  async function attempt(session: MysqlSession, subject: statements.Subject): Promise<readonly RowResult[]> {
    await session.run("savepoint attempt");
    try {
      const results = await tried(session, subject);
      await session.run("release savepoint attempt");
      return results;
    } catch (error) {
      if (mysqlDialect.rowError(error) !== undefined) await session.run("rollback to savepoint attempt");
      throw error;
    }
  }

  async function tried(session: MysqlSession, subject: statements.Subject): Promise<readonly RowResult[]> {
    if (operation === "delete") return each(subject, (row) => removed(session, subject, row));
    if (subject.key.length === 0) return insertedPlainly(session, subject);
    const inserts = operation === "insert" || operation === "upsert";
    if (inserts && expectNew && (await insertedUnasked(session, subject))) {
      return withReturned(session, subject, all(subject, "inserted"));
    }
    const known = await existing(session, subject, statements.othersOf(subject));
    const outcomes = subject.items.map(({ row }) => outcomeOf(subject, row, known(row)));
    const due = (wanted: Outcome) => subject.items.filter((_, index) => outcomes[index] === wanted);
    const fresh = due("inserted");
    if (fresh.length > 0) await session.query(statements.insert({ ...subject, items: fresh }));
    for (const { row } of due("updated")) await session.query(statements.update(subject, row));
    return withReturned(
      session,
      subject,
      subject.items.map(({ row }, index) => ({
        outcome: outcomes[index] ?? "written",
        key: keyOf(row, key),
      })),
    );
  }

  /** Inserts without having looked; false, and nothing done, when some of the rows are there. */
  async function insertedUnasked(session: MysqlSession, subject: statements.Subject): Promise<boolean> {
    try {
      await session.query(statements.insert(subject));
      return true;
    } catch (error) {
      if (serverError(error)?.errno !== duplicate) throw error;
      await session.run("rollback to savepoint attempt");
      return false;
    }
  }

  /** Rows of no key: one by one where the number that each gets is wanted. */
  async function insertedPlainly(
    session: MysqlSession,
    subject: statements.Subject,
  ): Promise<readonly RowResult[]> {
    if (returning.length === 0) {
      await session.query(statements.insert(subject));
      return all(subject, "inserted");
    }
    return each(subject, async (row, item) => {
      const answer = await session.query(statements.insert({ ...subject, items: [item] }));
      const result: RowResult = { outcome: "inserted", key: keyOf(row, key) };
      if (counted === undefined || answer.counted === "0") return result;
      const { rows } = await session.query(statements.byNumber(table, counted, answer.counted, returning));
      return { ...result, result: decoded(returning, rows[0] ?? []) };
    });
  }

  async function removed(session: MysqlSession, subject: statements.Subject, row: Row): Promise<RowResult> {
    const { changed } = await session.query(statements.remove(subject, row));
    return { outcome: changed > 0 ? "deleted" : "missing", key: keyOf(row, key) };
  }

  /**
   * The rows that are there, found by the key of one of ours. Keys are matched as texts; a single row is whatever the
   * database found by it, since "A" and "a", or 7 and "007", may be one key to it.
   */
  async function existing(
    session: MysqlSession,
    subject: statements.Subject,
    columns: readonly MysqlColumn[],
  ): Promise<(row: Row) => Row | undefined> {
    const { rows } = await session.query(statements.lookUp(subject, [...subject.key, ...columns]));
    const found = rows.map((texts) => decoded([...subject.key, ...columns], texts));
    if (subject.items.length === 1) return () => found[0];
    const identity = (row: Row) => subject.key.map((column) => String(row[column.name])).join("\0");
    const byIdentity = new Map(found.map((row) => [identity(row), row]));
    return (row) => byIdentity.get(identity(row));
  }

  function outcomeOf(subject: statements.Subject, row: Row, known: Row | undefined): Outcome {
    if (known === undefined) return operation === "update" ? "missing" : "inserted";
    const same = statements
      .othersOf(subject)
      .every(({ name, type }) => sameValue(known[name] ?? null, row[name] ?? null, type));
    // An insert over other values is tried, for the database's own words.
    return same ? "unchanged" : operation === "insert" ? "inserted" : "updated";
  }

  async function withReturned(
    session: MysqlSession,
    subject: statements.Subject,
    results: readonly RowResult[],
  ): Promise<readonly RowResult[]> {
    if (returning.length === 0) return results;
    const known = await existing(session, subject, returning);
    return results.map((result, index) => {
      const row = known(subject.items[index]?.row ?? {});
      if (row === undefined) return result;
      return {
        ...result,
        result: Object.fromEntries(returning.map(({ name }) => [name, row[name] ?? null])),
      };
    });
  }

  function all({ items }: statements.Subject, outcome: Outcome): readonly RowResult[] {
    return items.map(({ row }) => ({ outcome, key: keyOf(row, key) }));
  }

  async function each(
    { items }: statements.Subject,
    work: (row: Row, item: Item) => Promise<RowResult>,
  ): Promise<readonly RowResult[]> {
    const results: RowResult[] = [];
    for (const item of items) results.push(await work(item.row, item));
    return results;
  }

  return createBatchWriter({
    product: "MySQL or MariaDB",
    dialect: mysqlDialect,
    clock,
    signal: plan.signal,
    writeBatch,
  });
}

function decoded(columns: readonly MysqlColumn[], texts: TextRow): Row {
  const row: Record<string, Value> = {};
  columns.forEach((column, index) => {
    const text = texts[index] ?? null;
    row[column.name] = text === null ? null : mysqlDialect.decode(column, text);
  });
  return row;
}
