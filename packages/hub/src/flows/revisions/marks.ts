/**
 * The mark of a flow, set by a person: up to where changes count as read. It is a value of the source's own field and never
 * our clock's, so that clocks which differ can skip nothing. Nor does it race with runs: it cannot be set while one is under
 * way, and a run that stopped halfway goes on from the new mark instead of moving its own over it.
 */
import { sql } from "kysely";
import type { Actor, Audit } from "../../access/index.ts";
import type { Value } from "../../endpoints/index.ts";
import { HubError } from "../../platform/errors.ts";
import type { Flow } from "../flow-store.ts";

export interface Marks {
  /** Null: the next run reads all. Throws HubError "flow.no-changes", "flow.under-way". */
  set(flow: Flow, mark: Value, who: Actor): Promise<void>;
}

export function createMarks(audit: Audit): Marks {
  return {
    async set({ name, definition, mark: before }, mark, who) {
      if (definition.source.changed === undefined) throw noChanges(name);
      await audit.change(who, async (within, record) => {
        const db = within.sql;
        // A run that begins now waits for this row, and reads the mark only then.
        await db.selectFrom("flow").select("name").where("name", "=", name).forUpdate().execute();
        const alive = await sql`select 1 from flow_run
          where flow = ${name} and state in ('waiting', 'running')`.execute(db);
        if (alive.rows.length > 0) throw underWay(name);
        const text = mark === null ? null : JSON.stringify(mark);
        await sql`update flow set mark = ${text}::jsonb where name = ${name}`.execute(db);
        // Without a position it is read anew; that there was something says that rows may come again.
        await sql`update flow_run set checkpoint = '{"writers": {}}'::jsonb
          where flow = ${name} and state in ('stopped', 'failed') and checkpoint is not null`.execute(db);
        await record({
          action: "flow.set-mark",
          kind: "flow",
          id: name,
          before: { mark: before ?? null },
          after: { mark },
        });
      });
    },
  };
}

function noChanges(name: string): HubError {
  return new HubError({
    kind: "usage",
    code: "flow.no-changes",
    message: `${name} reads everything in each run, so it has no mark.`,
    meaning: "Nothing was changed.",
    remedy: "A mark is kept for flows whose source says changed: FIELD.",
  });
}

function underWay(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "flow.under-way",
    message: `A run of ${name} is under way, and sets the mark itself when it is done.`,
    meaning: "Nothing was changed.",
    remedy: `Wait for it, or stop it with: rostrum flow stop ${name}`,
  });
}
