/** The SQL of ended runs that alerts have not looked at yet. */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { FlowRunRecord } from "./run-store.ts";

export function createJudgedRuns({ sql: db }: Pick<Database, "sql">) {
  return {
    /**
     * For one caller, which looks at how the run ended: how many of its failures were looked at when it ended `before`,
     * stopped or failed, and was resumed. Undefined for all others, and when the run went on since the record was read:
     * its next end is another one to look at.
     */
    async takeEnded({
      id,
      resumes,
      counts: { failed },
    }: FlowRunRecord): Promise<{ readonly before: number | undefined } | undefined> {
      const { rows } = await sql<{ before: string | null }>`
        update flow_run set judged = true, judged_failures = ${failed}
        from (
          select id, judged_failures from flow_run
          where id = ${id} and not judged and resumes = ${resumes} and ended_at is not null for update
        ) as earlier
        where flow_run.id = earlier.id
        returning earlier.judged_failures as before`.execute(db);
      const [taken] = rows;
      return taken && { before: taken.before === null ? undefined : Number(taken.before) };
    },

    /** Runs that have ended and nobody looked at, oldest first. */
    async ended(limit: number): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("flow_run")
        .select("id")
        .where("judged", "=", false)
        .where("state", "in", ["done", "stopped", "failed"])
        .orderBy("ended_at")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
