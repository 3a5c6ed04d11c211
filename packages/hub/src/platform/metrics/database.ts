/** Figures of the database and the job queue. NOT of what rooms keep there. */
import type { Database } from "../database/database.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { MetricSource } from "./metrics.ts";

export function databaseMetrics({ pool }: Pick<Database, "pool">): MetricSource {
  return {
    name: "database",
    async figures() {
      if (pool === undefined) return [];
      const { total, idle, waiting } = pool();
      const values = Object.entries({ used: total - idle, idle, waiting });
      return [
        {
          name: "rostrum_database_connections",
          help: "Connections of this process to Postgres; waiting: requests that wait for one",
          labels: ["state"],
          values: values.map(([state, value]) => ({ labels: { state }, value })),
        },
      ];
    },
  };
}

export function jobMetrics(jobs: Pick<Jobs, "counts">): MetricSource {
  return {
    name: "jobs",
    async figures() {
      const counts = await jobs.counts();
      return [
        {
          name: "rostrum_jobs",
          help: "Jobs of all processes; ready: waits for a worker",
          labels: ["queue", "state"],
          values: counts.flatMap(({ queue, ready, active }) => [
            { labels: { queue, state: "ready" }, value: ready },
            { labels: { queue, state: "active" }, value: active },
          ]),
        },
      ];
    },
  };
}
