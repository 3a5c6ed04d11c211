/** What replicas do after a restore: no sync goes on by itself. */
import { sql } from "kysely";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";

/**
 * Syncs that were under way when the backup was taken are stopped: what they wrote since is in the copy, and the next one
 * continues from there. Gives a sentence for each.
 */
export async function stopRestoredSyncs(database: Database, clock: Clock): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    update replica_sync s set state = 'stopped', stop_requested = false, ended_at = ${new Date(clock.now())}
    from replica r where r.id = s.replica_id and s.state in ('waiting', 'running') returning r.name`.execute(
    database.sql,
  );
  return rows.map(
    ({ name }) =>
      `A sync of the replica ${name} was under way when the backup was taken, and is stopped. The next one continues: rostrum replica sync ${name}`,
  );
}
