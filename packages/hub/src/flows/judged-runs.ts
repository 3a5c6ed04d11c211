/** The SQL of ended runs that alerts have not looked at yet. */
import type { Database } from "../platform/database/database.ts";

export function createJudgedRuns({ sql: db }: Pick<Database, "sql">) {
  return {
    /** True for one caller: that one looks at how the run ended. */
    async takeEnded(run: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("flow_run")
        .set({ judged: true })
        .where("id", "=", run)
        .where("judged", "=", false)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
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
