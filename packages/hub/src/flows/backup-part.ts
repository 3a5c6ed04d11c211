/** What flows do after a restore: no run goes on by itself, and nobody is told again. */
import { sql } from "kysely";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";

/**
 * Runs that were under way when the backup was taken are stopped: they went on after it, and what they wrote since would be
 * written a second time. Somebody who knows decides. Gives a sentence for each.
 */
export async function stopRestoredRuns(database: Database, clock: Clock): Promise<readonly string[]> {
  // They were sent, or given up, after the backup was taken.
  await sql`
    update alert_message set state = 'given-up', ended_at = ${new Date(clock.now())}, next_try_at = null,
           last_error = 'The backup was restored before it was sent.'
    where state = 'waiting'`.execute(database.sql);
  const { rows } = await sql<{ flow: string }>`
    update flow_run set state = 'stopped', stop_requested = false, ended_at = ${new Date(clock.now())}
    where state in ('waiting', 'running') returning flow`.execute(database.sql);
  return rows.map(
    ({ flow }) =>
      `A run of ${flow} was under way when the backup was taken, and is stopped. To let it go on from there: rostrum flow resume ${flow}`,
  );
}
