/**
 * Figures of flows for monitoring, out of the history and thus of all processes. They are what the history holds: when
 * it is shortened (`keep_days`) they fall, so they are gauges; ask for their growth over hours, not for their sum.
 */
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { MetricSource } from "../platform/metrics/metrics.ts";
import { noCounts } from "./run-model.ts";

const outcomes = Object.keys(noCounts).filter((name) => name !== "ignoredBecause");

export function flowMetrics({ sql: db }: Database): MetricSource {
  return {
    name: "flows",
    async figures() {
      const runs = await db
        .selectFrom("flow_run")
        .select(["flow", "state", (expression) => expression.fn.countAll<string>().as("runs")])
        .groupBy(["flow", "state"])
        .execute();
      const counted = await sql<{ flow: string; outcome: string; rows: string }>`
        select flow, outcome, sum(rows::bigint)::text as rows
        from flow_run, jsonb_each_text(counts - 'ignoredBecause') as count (outcome, rows)
        group by flow, outcome`.execute(db);
      const kept = await db
        .selectFrom("failed_row")
        .select(["flow", (expression) => expression.fn.countAll<string>().as("rows")])
        .where("state", "=", "kept")
        .groupBy("flow")
        .execute();
      const done = await db
        .selectFrom("flow_run")
        .select(["flow", (expression) => expression.fn.max("ended_at").as("at")])
        .where("state", "=", "done")
        .groupBy("flow")
        .execute();
      return [
        {
          name: "rostrum_flow_runs",
          help: "Runs in the history, by how they are: waiting, running, stopped, done, failed",
          labels: ["flow", "state"],
          values: runs.map(({ flow, state, runs: value }) => ({
            labels: { flow, state },
            value: Number(value),
          })),
        },
        {
          name: "rostrum_flow_rows",
          help: `Rows of the runs in the history, by what became of them: ${outcomes.join(", ")}`,
          labels: ["flow", "outcome"],
          values: counted.rows
            .filter(({ outcome }) => outcomes.includes(outcome))
            .map(({ flow, outcome, rows }) => ({ labels: { flow, outcome }, value: Number(rows) })),
        },
        {
          name: "rostrum_flow_failed_rows_kept",
          help: "Rows that failed and wait to be tried again",
          labels: ["flow"],
          values: kept.map(({ flow, rows }) => ({ labels: { flow }, value: Number(rows) })),
        },
        {
          name: "rostrum_flow_last_done_seconds",
          help: "When a flow last came to its end, in seconds since 1970",
          labels: ["flow"],
          values: done.flatMap(({ flow, at }) =>
            at === null ? [] : [{ labels: { flow }, value: at.getTime() / 1000 }],
          ),
        },
      ];
    },
  };
}
