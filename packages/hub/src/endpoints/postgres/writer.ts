/**
 * Writes batches into one table. A batch is one transaction: a crash leaves all of it or nothing.
 *
 * The fast path comes first: as long as rows turn out to be new they go by COPY, which takes them 1.5 to 2 times as
 * fast as any other statement. The first row that is there already, or is refused, makes COPY give the batch back;
 * it then goes by a statement that tells rows apart, and later batches too until one is all new again. What that
 * statement refuses is halved until the refused rows stand alone (../sql/isolate.ts).
 *
 * NOT in order of arrival across groups of unlike rows; rows of one key keep their order (../sql/groups.ts).
 */
import { sql } from "kysely";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Outcome, Row, RowResult, Value, Writer } from "../endpoint.ts";
import type { Dialect } from "../sql/dialect.ts";
import { gaveUp, type WriterPlan } from "../sql/endpoint.ts";
import { failedResult, type Group, groupRows, type Item, keyOf } from "../sql/groups.ts";
import { isolate } from "../sql/isolate.ts";
import type { Fragment } from "../sql/statement.ts";
import type { PostgresTable } from "./catalogue.ts";
import type { PostgresSession } from "./sessions.ts";
import * as statements from "./statements.ts";

const mostTries = 4;

export function createPostgresWriter(
  dialect: Dialect,
  clock: Clock,
  plan: WriterPlan<PostgresSession>,
): Writer {
  const table = plan.table as PostgresTable;
  const { sessions, operation, key } = plan;
  const returning = statements.columnsNamed(table, plan.returning);
  const keyNeeded = operation !== "insert";
  /** Whether the next rows are likely new: what the last batch was. */
  let expectNew = true;

  async function writeBatch(rows: readonly Row[]): Promise<readonly RowResult[]> {
    const results = new Array<RowResult>(rows.length);
    const { groups, refused } = groupRows(table, rows, key, keyNeeded);
    for (const { place, result } of refused) results[place] = result;
    await sessions.use(async (session) => {
      await session.query(sql`begin`);
      // A constraint that waits for the commit would blame the whole batch for one row.
      await session.query(sql`set constraints all immediate`);
      for (const group of groups) {
        const written = await writeGroup(session, group);
        group.items.forEach(({ place }, index) => {
          results[place] = written[index] as RowResult;
        });
      }
      await session.query(sql`commit`);
    });
    return results;
  }

  async function writeGroup(session: PostgresSession, group: Group): Promise<readonly RowResult[]> {
    const fields = statements.columnsNamed(table, group.fields);
    const whole =
      group.items[0] !== undefined && key.every((name) => (group.items[0]?.row[name] ?? null) !== null);
    const keyed = key.length > 0 && whole;
    const batchOf = (items: readonly Item[]): statements.Batch => ({
      table,
      items,
      fields,
      key: keyed ? statements.columnsNamed(table, key) : [],
    });
    if (expectNew && (await copied(session, batchOf(group.items)))) {
      return group.items.map(({ row }) => ({ outcome: "inserted", key: keyOf(row, key) }));
    }
    const written = await isolate(
      group.items,
      (items) => attempt(session, batchOf(items), keyed),
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
  async function copied(session: PostgresSession, batch: statements.Batch): Promise<boolean> {
    const fits =
      (operation === "insert" || operation === "upsert") && returning.length === 0 && batch.fields.length > 0;
    if (!fits || session.copy === undefined) return false;
    const copy = session.copy;
    await session.query(sql`savepoint copying`);
    try {
      const taken = await copy(statements.copyStatement(batch), statements.copyRows(batch));
      if (taken === batch.items.length) return true;
    } catch (error) {
      // 0A000: the table takes no COPY at all (views, row-level security).
      const code = (error as { code?: unknown }).code;
      if (dialect.rowError(error) === undefined && code !== "0A000" && code !== "42809") throw error;
    }
    // Refused, or a trigger left rows out: the other way says which.
    await session.query(sql`rollback to savepoint copying`);
    expectNew = false;
    return false;
  }

  async function attempt(
    session: PostgresSession,
    batch: statements.Batch,
    keyed: boolean,
  ): Promise<readonly RowResult[]> {
    await session.query(sql`savepoint attempt`);
    try {
      const results = keyed ? await keyedAttempt(session, batch) : await plainAttempt(session, batch);
      await session.query(sql`release savepoint attempt`);
      return results;
    } catch (error) {
      if (dialect.rowError(error) !== undefined) await session.query(sql`rollback to savepoint attempt`);
      throw error;
    }
  }

  async function keyedAttempt(
    session: PostgresSession,
    batch: statements.Batch,
  ): Promise<readonly RowResult[]> {
    const { rows } = await session.query(statementFor(batch));
    const results: RowResult[] = batch.items.map(({ row }, index) => {
      const outcome = (rows[index]?.[1] ?? null) as Outcome | null;
      return outcome === null ? failedResult(keyOf(row, key), notKept) : { outcome, key: keyOf(row, key) };
    });
    if (returning.length === 0 || operation === "delete") return results;
    for (const [place, ...texts] of (await session.query(statements.lookUp(batch, returning))).rows) {
      const index = Number(place) - 1;
      const result = results[index];
      if (result !== undefined && result.error === undefined) {
        results[index] = { ...result, result: decoded(texts) };
      }
    }
    return results;
  }

  async function plainAttempt(
    session: PostgresSession,
    batch: statements.Batch,
  ): Promise<readonly RowResult[]> {
    const { rows } = await session.query(statements.plainInsert(batch, returning));
    if (rows.length !== batch.items.length) {
      // Without a key there is no telling which: one by one it is.
      if (batch.items.length > 1) throw Object.assign(new Error(notKept.words), { code: "P0001" });
      return batch.items.map(({ row }) => failedResult(keyOf(row, key), notKept));
    }
    return batch.items.map(({ row }, index) => ({
      outcome: "inserted",
      key: keyOf(row, key),
      ...(returning.length === 0 ? {} : { result: decoded(rows[index] ?? []) }),
    }));
  }

  function statementFor(batch: statements.Batch): Fragment {
    switch (operation) {
      case "insert":
      case "upsert":
        return statements.insertOrUpsert(batch, operation === "upsert");
      case "update":
        return statements.update(batch);
      case "delete":
        return statements.remove({ ...batch, fields: batch.key });
    }
  }

  function decoded(texts: readonly (string | null)[]): Row {
    const row: Record<string, Value> = {};
    returning.forEach((column, index) => {
      const text = texts[index] ?? null;
      row[column.name] = text === null ? null : dialect.decode(column, text);
    });
    return row;
  }

  return {
    async write(rows) {
      plan.signal?.throwIfAborted();
      for (let tries = 1; ; tries += 1) {
        try {
          return await writeBatch(rows);
        } catch (error) {
          if (!dialect.passing(error)) throw dialect.explain(error) ?? error;
          if (tries === mostTries) throw gaveUp("PostgreSQL", error);
          await clock.sleep(50 * 2 ** tries, plan.signal);
        }
      }
    },
    checkpoint: () => Promise.resolve(undefined),
    finish: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}

const notKept = {
  code: "not-kept",
  words: "The database accepted the row and did not keep it: a trigger or rule of the table left it out.",
  passing: false,
} as const;
