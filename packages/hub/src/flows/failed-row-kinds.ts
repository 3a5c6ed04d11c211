/** The SQL of what went wrong with the failed rows that wait: the same step and code are one kind. NOT the rows themselves. */
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../platform/database/database.ts";

export const FailedRowKind = z.object({
  step: z.string(),
  code: z.string(),
  words: z.string().describe("Of one of them"),
  rows: z.number().int(),
});

/** The most frequent first; of one run only where it is named. */
export async function failedRowKinds(
  { sql: db }: Pick<Database, "sql">,
  flow: string,
  run: string | undefined,
): Promise<z.infer<typeof FailedRowKind>[]> {
  const code = sql<string>`error ->> 'code'`;
  let query = db
    .selectFrom("failed_row")
    .select(["step", code.as("code"), sql<string>`min(error ->> 'words')`.as("words")])
    .select((expression) => expression.fn.countAll<string>().as("rows"))
    .where("flow", "=", flow)
    .where("state", "=", "kept")
    .groupBy(["step", code])
    .orderBy("rows", "desc");
  if (run !== undefined) query = query.where("run_id", "=", run);
  return (await query.execute()).map((kind) => ({ ...kind, rows: Number(kind.rows) }));
}
