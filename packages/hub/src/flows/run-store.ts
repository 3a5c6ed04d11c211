/**
 * The SQL of runs. A run is held by one process at a time: `claim` raises its attempt, and everything that is kept
 * afterwards names it, so that a process which lost the run (it was slow, or thought dead) writes nothing any more.
 */
import { createHash } from "node:crypto";
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { Row, Value } from "../endpoints/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { ErrorAnswer } from "../platform/http/errors.ts";
import { FlowDefinition } from "./definition.ts";
import { createFailedRowStore } from "./failed-row-store.ts";
import { createFlowStore, type Json } from "./flow-store.ts";
import {
  type Advance,
  noCounts,
  type RunCheckpoint,
  type RunCounts,
  type RunReason,
  type RunState,
} from "./run-model.ts";

type MaybeJson = ColumnType<unknown, string | null, string | null>;

interface RunTable {
  id: string;
  flow: string;
  definition: Json;
  kind: "run" | "reprocess";
  reason: RunReason;
  state: RunState;
  attempt: Generated<number>;
  step: Generated<number>;
  resumes: Generated<number>;
  stop_requested: Generated<boolean>;
  checkpoint: MaybeJson;
  counts: Json;
  row_ids: ColumnType<string[] | null, string[] | null, string[] | null>;
  requested_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  error: MaybeJson;
  due_at: ColumnType<Date | null, Date | null | undefined, never>;
  missed: Generated<number>;
  change: ColumnType<string, never, never>;
  total: ColumnType<string | null, number | null | undefined, number | null>;
  judged: Generated<boolean>;
  judged_failures: ColumnType<string | null, never, never>;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    flow_run: RunTable;
  }
}

export interface FlowRunRecord {
  readonly id: string;
  readonly flow: string;
  readonly definition: FlowDefinition;
  readonly kind: "run" | "reprocess";
  readonly reason: RunReason;
  /** The time of the schedule that began it. */
  readonly dueAt: Date | undefined;
  /** Further times of the schedule that it serves too. */
  readonly missed: number;
  /** Rises with every step. */
  readonly change: string;
  /** Rows to come, where that is known before. */
  readonly total: number | undefined;
  readonly state: RunState;
  readonly attempt: number;
  /** How often somebody let it go on after it had stopped or failed. */
  readonly resumes: number;
  readonly stopRequested: boolean;
  readonly checkpoint: RunCheckpoint | undefined;
  readonly counts: RunCounts;
  readonly rowIds: readonly string[] | undefined;
  readonly requestedAt: Date;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly error: ErrorAnswer["error"] | undefined;
}

/** The run is another process's now, or was ended meanwhile. */
export class RunLost extends Error {}

export type RunStore = ReturnType<typeof createRunStore>;

export function createRunStore({ sql: db }: Pick<Database, "sql">) {
  return {
    ...createFailedRowStore({ sql: db }),

    /** Undefined when a run of the flow is alive already. */
    async begin(
      run: Pick<FlowRunRecord, "id" | "flow" | "definition" | "kind" | "reason"> & {
        rowIds?: readonly string[] | undefined;
        dueAt?: Date;
        missed?: number;
        total?: number | undefined;
      },
      now: Date,
    ): Promise<boolean> {
      const inserted = await db
        .insertInto("flow_run")
        .values({
          id: run.id,
          flow: run.flow,
          definition: JSON.stringify(run.definition),
          kind: run.kind,
          reason: run.reason,
          state: "waiting",
          checkpoint: null,
          counts: JSON.stringify(noCounts),
          row_ids: run.rowIds === undefined ? null : [...run.rowIds],
          requested_at: now,
          started_at: null,
          ended_at: null,
          error: null,
          due_at: run.dueAt ?? null,
          missed: run.missed ?? 0,
          total: run.total ?? null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async find(id: string): Promise<FlowRunRecord | undefined> {
      const row = await db.selectFrom("flow_run").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toRun(row);
    },

    async history(flow: string, limit: number): Promise<readonly FlowRunRecord[]> {
      const rows = await db
        .selectFrom("flow_run")
        .selectAll()
        .where("flow", "=", flow)
        .orderBy("requested_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toRun);
    },

    async alive(flow?: string): Promise<readonly FlowRunRecord[]> {
      let query = db.selectFrom("flow_run").selectAll().where("state", "in", ["waiting", "running"]);
      if (flow !== undefined) query = query.where("flow", "=", flow);
      return (await query.execute()).map(toRun);
    },

    /** Runs under way that are pinned to an agent, oldest first. */
    async pinnedTo(agent: string): Promise<readonly FlowRunRecord[]> {
      const rows = await db
        .selectFrom("flow_run")
        .selectAll()
        .where(sql`definition ->> 'agent'`, "=", agent)
        .where("state", "in", ["waiting", "running"])
        .orderBy("requested_at")
        .execute();
      return rows.map(toRun);
    },

    /** Takes a run over. Undefined when it has ended. */
    async claim(id: string, now: Date): Promise<FlowRunRecord | undefined> {
      const row = await db
        .updateTable("flow_run")
        .set((expression) => ({
          state: "running",
          attempt: expression("attempt", "+", 1),
          step: 0,
          started_at: expression.fn.coalesce("started_at", expression.val(now)),
        }))
        .where("id", "=", id)
        .where("state", "in", ["waiting", "running"])
        .returningAll()
        .executeTakeFirst();
      return row && toRun(row);
    },

    /**
     * Keeps a step forward, all of it or nothing. Rejects with RunLost. `number` is for who may ask again because the
     * answer was lost (an agent): steps are counted from 1, and one that was kept is not kept twice.
     */
    async advance(run: FlowRunRecord, step: Advance, now: Date, number?: number): Promise<"go on" | "stop"> {
      // Most batches have only the run's own row to keep: one statement then, and no transaction around it.
      if (step.failed.length === 0 && step.mended.length === 0) {
        return (await keepStep(db, run, step, number)).wish;
      }
      return db.transaction().execute(async (transaction) => {
        const { wish, before } = await keepStep(transaction, run, step, number);
        if (before) return wish;
        for (const { id, place, path, source, mapped, step: at, failure, begun } of step.failed) {
          const words = {
            mapped: mapped === undefined ? null : JSON.stringify(mapped),
            step: at,
            error: JSON.stringify(failure),
            tried_at: now,
          };
          if (id !== undefined) {
            await transaction
              .updateTable("failed_row")
              .set((expression) => ({ ...words, begun: [...begun], tries: expression("tries", "+", 1) }))
              .where("id", "=", id)
              .execute();
            continue;
          }
          await transaction
            .insertInto("failed_row")
            .values({
              ...words,
              flow: run.flow,
              run_id: run.id,
              place,
              path: [...path],
              identity: identityOf(path, source),
              source: JSON.stringify(source),
              begun: [...begun],
              tries: 1,
              state: "kept",
              created_at: now,
            })
            // A row that was kept before is the same row, failing again; what somebody mended in it stays.
            .onConflict((conflict) =>
              conflict
                .columns(["flow", "identity"])
                .where("state", "=", "kept")
                .doUpdateSet((expression) => ({
                  ...words,
                  run_id: run.id,
                  place,
                  begun: sql<string[]>`array(select distinct unnest(failed_row.begun || excluded.begun))`,
                  tries: expression("failed_row.tries", "+", 1),
                })),
            )
            .execute();
        }
        if (step.mended.length > 0) {
          await transaction
            .updateTable("failed_row")
            .set((expression) => ({ state: "done", tried_at: now, tries: expression("tries", "+", 1) }))
            .where("id", "in", [...step.mended])
            .execute();
        }
        return wish;
      });
    },

    /** Ends a run, and moves the flow's mark on where it is done. False when it was another process's. */
    async end(
      run: FlowRunRecord,
      end: {
        readonly state: "done" | "stopped" | "failed";
        readonly counts?: RunCounts;
        readonly mark?: Value | undefined;
        readonly error?: ErrorAnswer["error"];
      },
      now: Date,
    ): Promise<boolean> {
      return db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("flow_run")
          .set({
            state: end.state,
            ended_at: now,
            stop_requested: false,
            error: end.error === undefined ? null : JSON.stringify(end.error),
            ...(end.counts === undefined ? {} : { counts: JSON.stringify(end.counts) }),
          })
          .where("id", "=", run.id)
          .where("attempt", "=", run.attempt)
          .where("state", "=", "running")
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        if (end.state === "done" && end.mark !== undefined && run.kind === "run") {
          await transaction
            .updateTable("flow")
            .set({ mark: JSON.stringify(end.mark) })
            .where("name", "=", run.flow)
            .execute();
        }
        if (end.state === "done" && run.kind === "run") {
          await createFlowStore({ sql: transaction }).dueAfter(run.flow, now);
        }
        return true;
      });
    },

    /** One that nobody has begun is stopped by that; one that is under way stops when who carries it out has seen it. */
    async requestStop(id: string, now: Date): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable("flow_run")
        .set({ state: "stopped", ended_at: now })
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return;
      await db
        .updateTable("flow_run")
        .set({ stop_requested: true })
        .where("id", "=", id)
        .where("state", "=", "running")
        .execute();
    },

    /** Whether who carries the run out is to leave off: somebody asked for it, or another process has it now. */
    async isToStop({ id, attempt }: FlowRunRecord): Promise<boolean> {
      const run = await db
        .selectFrom("flow_run")
        .select(["attempt", "stop_requested"])
        .where("id", "=", id)
        .executeTakeFirst();
      return run === undefined || run.stop_requested || run.attempt !== attempt;
    },

    /**
     * Lets a stopped or failed run go on; how it ends then is judged anew for alerts. False when it cannot: it is done, or
     * another one is alive.
     */
    async resume(id: string): Promise<boolean> {
      const { rows } = await sql<{ id: string }>`
        update flow_run set state = 'waiting', resumes = resumes + 1, stop_requested = false, ended_at = null, error = null,
          judged = false
        where id = ${id} and state in ('stopped', 'failed')
          and not exists (select from flow_run other where other.flow = flow_run.flow
                          and other.state in ('waiting', 'running'))
        returning id`.execute(db);
      return rows.length > 0;
    },
  };
}

/** The run's own row after a step; `before`: a step of that number was kept already. Rejects with RunLost. */
async function keepStep(
  db: Database["sql"],
  run: FlowRunRecord,
  { checkpoint, counts }: Advance,
  number: number | undefined,
): Promise<{ readonly wish: "go on" | "stop"; readonly before: boolean }> {
  const kept = await db
    .updateTable("flow_run")
    .set({
      checkpoint: JSON.stringify(checkpoint),
      counts: JSON.stringify(counts),
      ...(number === undefined ? {} : { step: number }),
    })
    .where("id", "=", run.id)
    .where("attempt", "=", run.attempt)
    .where("state", "=", "running")
    .$if(number !== undefined, (query) => query.where("step", "<", number ?? 0))
    .returning("stop_requested")
    .executeTakeFirst();
  const wish = (wanted: boolean) => (wanted ? "stop" : "go on");
  if (kept !== undefined) return { wish: wish(kept.stop_requested), before: false };
  const again = await db
    .selectFrom("flow_run")
    .select("stop_requested")
    .where("id", "=", run.id)
    .where("attempt", "=", run.attempt)
    .where("state", "=", "running")
    .where("step", "=", number ?? -1)
    .executeTakeFirst();
  if (again === undefined) throw new RunLost("The run is another process's now.");
  return { wish: wish(again.stop_requested), before: true };
}

/** What makes a failed row the same one when it fails again. */
export function identityOf(path: readonly number[], source: Row): string {
  return createHash("sha256")
    .update(JSON.stringify([path, source]))
    .digest("base64url");
}

function toRun(row: Selectable<RunTable>): FlowRunRecord {
  return {
    id: row.id,
    flow: row.flow,
    definition: FlowDefinition.parse(row.definition),
    kind: row.kind,
    reason: row.reason,
    state: row.state,
    attempt: row.attempt,
    resumes: row.resumes,
    stopRequested: row.stop_requested,
    checkpoint: (row.checkpoint ?? undefined) as RunCheckpoint | undefined,
    counts: row.counts as RunCounts,
    rowIds: row.row_ids?.map(String),
    requestedAt: row.requested_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    dueAt: row.due_at ?? undefined,
    missed: row.missed,
    change: String(row.change),
    total: row.total === null ? undefined : Number(row.total),
    error: (row.error ?? undefined) as ErrorAnswer["error"] | undefined,
  };
}
