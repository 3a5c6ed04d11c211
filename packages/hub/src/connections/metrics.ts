/** Figures of connections for monitoring: calls to GoTo as they end, health and budget as they are when asked. */
import type { CallRecord } from "@rostrum/goto";
import type { Figures, MetricSource, Metrics } from "../platform/metrics/metrics.ts";
import type { ConnectionReport, ConnectionService } from "./service.ts";

/** Hears of every call to GoTo of this process. */
export function createCallMetrics(metrics: Metrics): (record: CallRecord) => void {
  const durations = metrics.durations({
    name: "rostrum_goto_call_seconds",
    help: "Calls to GoTo of this process, from sending to the end of the answer, by their outcome",
    labels: ["api", "outcome"],
    upTo: [0.1, 0.3, 1, 3, 10, 30],
  });
  return ({ api, error, ms }) => durations.add({ api, outcome: error ?? "ok" }, ms / 1000);
}

export function connectionMetrics(service: Pick<ConnectionService, "list">): MetricSource {
  return { name: "connections", figures: async () => figuresOf(await service.list()) };
}

function figuresOf(reports: readonly ConnectionReport[]): readonly Figures[] {
  // Connections through one OAuth client share its budgets.
  const clients = new Map(reports.map(({ client, budgets }) => [client.name, budgets]));
  const budgets = [...clients].flatMap(([client, apis]) =>
    Object.entries(apis).map(([api, figures]) => ({ labels: { client, api }, figures })),
  );
  const ends = reports.flatMap(({ connection: { alias: connection }, health: { consentEndsAt } }) =>
    consentEndsAt === null ? [] : [{ labels: { connection }, value: consentEndsAt.getTime() / 1000 }],
  );
  return [
    {
      name: "rostrum_connection_state",
      help: "1 for the state that a connection is in: working, unfinished, failing, dead",
      labels: ["connection", "state"],
      values: reports.map(({ connection: { alias }, health: { state } }) => ({
        labels: { connection: alias, state },
        value: 1,
      })),
    },
    {
      name: "rostrum_connection_consent_end_seconds",
      help: "When the consent of a connection ends if nothing renews it, in seconds since 1970",
      labels: ["connection"],
      values: ends,
    },
    {
      name: "rostrum_budget_used_ratio",
      help: "Share of what GoTo allows an OAuth client that this process used in the last minute, 0 to 1",
      labels: ["client", "api"],
      values: budgets.map(({ labels, figures }) => ({ labels, value: figures.lastMinute.usedShare })),
    },
    {
      name: "rostrum_budget_waiting",
      help: "Calls of this process that wait for the budget",
      labels: ["client", "api"],
      values: budgets.map(({ labels, figures: { waiting } }) => ({
        labels,
        value: waiting.interactive + waiting.bulk,
      })),
    },
  ];
}
