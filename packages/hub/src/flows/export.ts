/** History and failed rows as CSV, row by row from the database, for whoever keeps them elsewhere. */
import { Readable } from "node:stream";
import { type Options, stringify } from "csv-stringify";
import type { Row } from "../endpoints/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { RowFailure } from "./row-failure.ts";
import type { RunCounts } from "./run-model.ts";

const pageRows = 500;

/** For spreadsheet programs: marked as UTF-8, and texts that they would take for a formula disarmed. */
function optionsOf(spreadsheet: boolean): Options {
  return {
    header: true,
    record_delimiter: "windows",
    ...(spreadsheet ? { bom: true, escape_formulas: true } : {}),
  };
}

export function runsAsCsv(database: Database, flow: string, spreadsheet: boolean): Readable {
  return csv(runRows(database, flow), spreadsheet);
}

export function failedRowsAsCsv(database: Database, flow: string, spreadsheet: boolean): Readable {
  return csv(failedRows(database, flow), spreadsheet);
}

function csv(rows: AsyncIterable<Record<string, unknown>>, spreadsheet: boolean): Readable {
  const source = Readable.from(rows);
  const text = stringify(optionsOf(spreadsheet));
  source.once("error", (error) => text.destroy(error));
  return source.pipe(text);
}

async function* runRows({ sql: db }: Database, flow: string): AsyncGenerator<Record<string, unknown>> {
  let before: { at: Date; id: string } | undefined;
  for (;;) {
    let query = db.selectFrom("flow_run").selectAll().where("flow", "=", flow);
    if (before !== undefined) {
      const { at, id } = before;
      query = query.where(({ eb, or, and }) =>
        or([eb("requested_at", "<", at), and([eb("requested_at", "=", at), eb("id", "<", id)])]),
      );
    }
    const page = await query.orderBy("requested_at", "desc").orderBy("id", "desc").limit(pageRows).execute();
    for (const run of page) {
      const { ignoredBecause, ...counts } = run.counts as RunCounts;
      const error = run.error as { code: string; message: string } | null;
      const { started_at: started, ended_at: ended } = run;
      yield {
        run: run.id,
        kind: run.kind,
        reason: run.reason,
        state: run.state,
        due: run.due_at?.toISOString(),
        missed: run.missed,
        requested: run.requested_at.toISOString(),
        started: started?.toISOString(),
        ended: ended?.toISOString(),
        seconds: started && ended ? (ended.getTime() - started.getTime()) / 1_000 : undefined,
        ...counts,
        ignoredBecause: JSON.stringify(ignoredBecause),
        errorCode: error?.code,
        error: error?.message,
      };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return;
    before = { at: last.requested_at, id: last.id };
  }
}

async function* failedRows({ sql: db }: Database, flow: string): AsyncGenerator<Record<string, unknown>> {
  let after = "0";
  for (;;) {
    const page = await db
      .selectFrom("failed_row")
      .selectAll()
      .where("flow", "=", flow)
      .where("id", ">", after)
      .orderBy("id")
      .limit(pageRows)
      .execute();
    for (const row of page) {
      const failure = row.error as RowFailure;
      yield {
        row: String(row.id),
        run: row.run_id,
        state: row.state,
        place: row.place,
        step: row.step,
        tries: row.tries,
        first: row.created_at.toISOString(),
        last: row.tried_at.toISOString(),
        code: failure.code,
        words: failure.words,
        remedy: failure.remedy,
        source: JSON.stringify(row.source as Row),
        mapped: row.mapped === null ? undefined : JSON.stringify(row.mapped),
      };
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return;
    after = String(last.id);
  }
}
