/** What runs say that may still go on: they keep the definition that they began with. NOT the flow's own (`flow-store.ts`). */
import { isDeepStrictEqual } from "node:util";
import type { Database } from "../platform/database/database.ts";
import { FlowDefinition } from "./definition.ts";

/** Has all runs that are alive, or that somebody may let go on, say what is made of their definition. */
export async function redefineRuns(
  { sql: db }: Pick<Database, "sql">,
  change: (definition: FlowDefinition) => FlowDefinition,
): Promise<void> {
  const rows = await db
    .selectFrom("flow_run")
    .select(["id", "definition"])
    .where("state", "in", ["waiting", "running", "stopped", "failed"])
    .execute();
  for (const { id, definition } of rows) {
    const before = FlowDefinition.parse(definition);
    const after = change(before);
    if (isDeepStrictEqual(before, after)) continue;
    await db
      .updateTable("flow_run")
      .set({ definition: JSON.stringify(after) })
      .where("id", "=", id)
      .execute();
  }
}
