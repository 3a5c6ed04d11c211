/**
 * How long the history of a flow is kept: `keep_days` of its definition, for its runs, the failed rows that are through,
 * and the messages about it; also of flows that never run again. Failed rows that wait are never forgotten.
 */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

export async function forgetOld({ sql: db }: Pick<Database, "sql">, now: Date): Promise<void> {
  const keptSince = sql`${now}::timestamptz - make_interval(secs => (flow.definition ->> 'keep_days')::float8 * 86400)`;
  await sql`delete from flow_run run using flow where run.flow = flow.name
    and run.state in ('done', 'stopped', 'failed') and run.judged and run.ended_at < ${keptSince}`.execute(
    db,
  );
  await sql`delete from failed_row failed using flow where failed.flow = flow.name
    and failed.state <> 'kept' and failed.tried_at < ${keptSince}`.execute(db);
  await sql`delete from alert_message message using flow where message.flow = flow.name
    and message.state <> 'waiting' and message.ended_at < ${keptSince}`.execute(db);
}
