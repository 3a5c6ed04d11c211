/**
 * Writes batches into one table. A batch is one transaction: a crash leaves all of it or nothing.
 *
 * The fast path comes first: as long as rows turn out to be new they go by COPY, which takes them 1.5 to 2 times as
 * fast as any other statement. The first row that is there already, or is refused, makes COPY give the batch back; it
 * is then compared with what is there and written by what was found, and later batches too until one is all new
 * again. What is refused there is halved until the refused rows stand alone (../sql/isolate.ts).
 *
 * NOT in order of arrival across groups of unlike rows; rows of one key keep their order (../sql/groups.ts).
 */
import type { Clock } from "../../platform/clock/clock.ts";
import type { Outcome, Row, RowResult, Value, Writer } from "../endpoint.ts";
import { createBatchWriter } from "../sql/batches.ts";
import type { Dialect } from "../sql/dialect.ts";
import type { WriterPlan } from "../sql/endpoint.ts";
import { failedResult, type Group, groupRows, type Item, keyOf } from "../sql/groups.ts";
import { isolate } from "../sql/isolate.ts";
import type { PostgresTable } from "./catalogue.ts";
import { NotKept, serverError } from "./dialect.ts";
import type { PostgresSession } from "./sessions.ts";
import * as statements from "./statements.ts";

const nextAttempt = "release savepoint attempt; savepoint attempt";

export function createPostgresWriter(
  dialect: Dialect,
  clock: Clock,
  plan: WriterPlan<PostgresSession>,
): Writer {
  const table = plan.table as PostgresTable;
  const { sessions, operation, key } = plan;
  const returning = statements.columnsNamed(table, plan.returning);
  /** Whether the next rows are likely new: what the last batch was. */
  let expectNew = true;

  async function writeBatch(rows: readonly Row[]): Promise<readonly RowResult[]> {
    const results = new Array<RowResult>(rows.length);
    const { groups, refused } = groupRows(table, rows, key, operation !== "insert");
    for (const { place, result } of refused) results[place] = result;
    await sessions.use(async (session) => {
      // A constraint that waits for the commit would blame the whole batch for one row.
      await session.run("begin; set constraints all immediate; savepoint attempt");
      for (const [at, group] of groups.entries()) {
        // What was written before is kept, whatever the next attempt comes to.
        if (at > 0) await session.run(nextAttempt);
        const written = await writeGroup(session, group);
        group.items.forEach(({ place }, index) => {
          results[place] = written[index] as RowResult;
        });
      }
      await session.run("commit");
    });
    return results;
  }

  async function writeGroup(session: PostgresSession, group: Group): Promise<readonly RowResult[]> {
    const fields = statements.columnsNamed(table, group.fields);
    const keyed = group.keyed && key.length > 0;
    const subjectOf = (items: readonly Item[]): statements.Subject => ({
      table,
      items,
      fields,
      key: keyed ? statements.columnsNamed(table, key) : [],
    });
    if (expectNew && (await copied(session, subjectOf(group.items)))) {
      return group.items.map(({ row }) => ({ outcome: "inserted", key: keyOf(row, key) }));
    }
    const written = await isolate(
      group.items,
      (items) => attempt(session, subjectOf(items)),
      ({ row }, error) => {
        const blamed = dialect.rowError(error);
        if (blamed === undefined) throw error;
        return failedResult(keyOf(row, key), blamed);
      },
    );
    expectNew = written.every(({ outcome }) => outcome === "inserted");
    return written;
  }

  /** Whether COPY took all rows as new ones. */
  async function copied(session: PostgresSession, subject: statements.Subject): Promise<boolean> {
    const fits = (operation === "insert" || operation === "upsert") && returning.length === 0;
    if (!fits || session.copy === undefined) return false;
    try {
      const taken = await session.copy(statements.copy(subject), statements.copyRows(subject));
      if (taken === subject.items.length) return true;
    } catch (error) {
      // Feature not supported, wrong object type: the table takes no COPY at all (a view, row-level security).
      const code = serverError(error)?.code ?? "";
      if (dialect.rowError(error) === undefined && !["0A000", "42809"].includes(code)) throw error;
    }
    // Refused, or a trigger left rows out: the other way tells which.
    await session.run("rollback to savepoint attempt");
    return false;
  }

  /** Writes all of the rows or none. */
  async function attempt(
    session: PostgresSession,
    subject: statements.Subject,
  ): Promise<readonly RowResult[]> {
    try {
      const results = await tried(session, subject);
      await session.run(nextAttempt);
      return results;
    } catch (error) {
      if (dialect.rowError(error) !== undefined) await session.run("rollback to savepoint attempt");
      throw error;
    }
  }

  async function tried(session: PostgresSession, subject: statements.Subject): Promise<readonly RowResult[]> {
    const { items } = subject;
    if (operation === "delete") {
      const { rows } = await session.query(statements.remove({ ...subject, fields: subject.key }));
      const gone = new Set(rows.map(([place]) => Number(place)));
      return items.map(({ row }, index) => ({
        outcome: gone.has(index + 1) ? "deleted" : "missing",
        key: keyOf(row, key),
      }));
    }
    if (subject.key.length === 0) {
      const answer = await session.query(statements.insert(subject, returning));
      if (answer.changed !== items.length) throw new NotKept(items.length);
      return items.map(({ row }, index) => ({
        outcome: "inserted",
        key: keyOf(row, key),
        ...(returning.length === 0 ? {} : { result: decoded(answer.rows[index] ?? []) }),
      }));
    }
    // Rows that are there already with these very values are left alone: no lock, no dead row, no trigger; and the
    // repeat of a batch after a crash is a look-up only.
    const letters = (await session.query(statements.compare(subject))).rows[0]?.[0] ?? "";
    const outcomes = items.map((_, index) => outcomesOf[operation][letters[index] as Known]);
    const due = items.filter((_, index) => outcomes[index] !== "unchanged" && outcomes[index] !== "missing");
    if (due.length > 0) await change(session, { ...subject, items: due });
    const results: RowResult[] = items.map(({ row }, index) => ({
      outcome: outcomes[index] ?? "written",
      key: keyOf(row, key),
    }));
    return returning.length === 0 ? results : withReturned(session, subject, results);
  }

  async function change(session: PostgresSession, subject: statements.Subject): Promise<void> {
    if (operation === "update") {
      const { rows } = await session.query(statements.update(subject));
      const touched = new Set(rows.map(([place]) => place)).size;
      if (touched !== subject.items.length) throw new NotKept(subject.items.length);
      return;
    }
    const statement = operation === "upsert" ? statements.upsert(subject) : statements.insert(subject, []);
    const { changed } = await session.query(statement);
    if (changed !== subject.items.length) throw new NotKept(subject.items.length);
  }

  async function withReturned(
    session: PostgresSession,
    subject: statements.Subject,
    results: readonly RowResult[],
  ): Promise<readonly RowResult[]> {
    const { rows } = await session.query(statements.lookUp(subject, returning));
    const found = new Map(rows.map(([place, ...texts]) => [Number(place) - 1, texts]));
    return results.map((result, index) => {
      const texts = found.get(index);
      return texts === undefined ? result : { ...result, result: decoded(texts) };
    });
  }

  function decoded(texts: readonly (string | null)[]): Row {
    const row: Record<string, Value> = {};
    returning.forEach((column, index) => {
      const text = texts[index] ?? null;
      row[column.name] = text === null ? null : dialect.decode(column, text);
    });
    return row;
  }

  return createBatchWriter({ product: "PostgreSQL", dialect, clock, signal: plan.signal, writeBatch });
}

/** What `statements.compare` says of a row. */
type Known = "n" | "d" | "s";

/** What becomes of a row by what is known of it. An insert over other values is tried, for the database's own words. */
const outcomesOf: Readonly<Record<"insert" | "upsert" | "update", Readonly<Record<Known, Outcome>>>> = {
  insert: { n: "inserted", d: "inserted", s: "unchanged" },
  upsert: { n: "inserted", d: "updated", s: "unchanged" },
  update: { n: "missing", d: "updated", s: "unchanged" },
};
