/**
 * Tells people that a flow needs them: one message per flow and stretch of time, with what failed, how often, since when
 * and what to do; never one per row or per run. And one when all is well again. NOT for runs that go well.
 *
 * What went wrong is gathered from what the database says of ended runs and due times, so it does not matter which
 * process carried them out or whether it lives. Messages are rows too: they are tried again until they arrive
 * (`delivery.ts`), and can be looked at.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock/clock.ts";
import { type Database, inTransaction } from "../../platform/database/database.ts";
import { createFlowStore, type Flow } from "../flow-store.ts";
import { createRunStore, type FlowRunRecord } from "../run-store.ts";
import { messageOf } from "./message.ts";
import { judge, messageDue, type Trouble } from "./model.ts";
import type { Alerts } from "./settings.ts";
import { createAlertStore } from "./store.ts";

export interface AlertsOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The hub's address as people reach it; undefined while it is not known. */
  readonly ownAddress: () => string | undefined;
}

const runsAtOnce = 100;
const mostRowsGrouped = 1_000;

export function createAlertKeeper({ database, clock, ownAddress }: AlertsOptions) {
  const now = () => new Date(clock.now());

  /** One look at how a run ended, by one process. */
  async function lookAtEnd(id: string): Promise<void> {
    const run = await createRunStore(database).find(id);
    const flow = run && (await createFlowStore(database).find(run.flow));
    if (run === undefined || flow === undefined) return;
    await inTransaction(database, async (within) => {
      const store = createAlertStore(within);
      const taken = await store.takeEnded(run);
      if (taken === undefined || flow.definition.alerts === undefined) return;
      const { before } = taken;
      const runs = createRunStore(within);
      const limit = Math.min(run.counts.failed - (before ?? 0), mostRowsGrouped);
      const failed = limit <= 0 ? [] : await runs.failedRows(run.flow, { run: id, newest: true, limit });
      const kept = (await runs.keptCounts()).get(run.flow) ?? 0;
      const { troubles, isWell } = judge(run, { before, failed }, kept);
      const at = run.endedAt ?? now();
      for (const trouble of troubles) await store.addTrouble(run.flow, id, trouble, at);
      if (troubles.length > 0) await store.inTrouble(run.flow, at);
      if (isWell) await store.isWell(run.flow);
    });
  }

  /** What is due and did not begin; told of once per due time. */
  async function lookAtLate(flow: Flow, alive: readonly FlowRunRecord[]): Promise<void> {
    const { alerts } = flow.definition;
    if (alerts === undefined || !flow.enabled) return;
    const trouble = lateness(
      flow,
      alerts,
      alive.find((run) => run.flow === flow.name),
      now(),
    );
    if (trouble === undefined) return;
    const known = await createAlertStore(database).troubles(flow.name);
    if (known.some(({ likeness }) => likeness === trouble.likeness)) return;
    await inTransaction(database, async (within) => {
      const store = createAlertStore(within);
      await store.addTrouble(flow.name, undefined, trouble, now());
      await store.inTrouble(flow.name, now());
    });
  }

  /** Makes the message that is due for a flow, if any. */
  async function tell(name: string): Promise<void> {
    const flow = await createFlowStore(database).find(name);
    const alerts = flow?.definition.alerts;
    if (alerts === undefined) return;
    await inTransaction(database, async (within) => {
      const store = createAlertStore(within);
      const state = await store.lockState(name);
      const kind = state && messageDue(state, alerts.every, now());
      if (kind === undefined) return;
      const message = messageOf({
        flow: name,
        kind,
        since: state?.troubleSince,
        troubles: await store.troubles(name),
        keptRows: (await createRunStore(within).keptCounts()).get(name) ?? 0,
        everyHours: alerts.every,
        address: ownAddress(),
        now: now(),
      });
      const { subject, text, json } = message;
      const base = { flow: name, kind, subject } as const;
      if (alerts.email !== undefined && alerts.email.length > 0) {
        const receiver = alerts.email.join(", ");
        await store.addMessage({ ...base, id: randomUUID(), channel: "email", receiver, body: text }, now());
      }
      if (alerts.webhook !== undefined) {
        const body = JSON.stringify(json);
        await store.addMessage(
          { ...base, id: randomUUID(), channel: "webhook", receiver: alerts.webhook, body },
          now(),
        );
      }
      await store.told(name, kind, now());
    });
  }

  return {
    /** Gathers what went wrong since the last look, and makes the messages that are due. Every process may look. */
    async look(): Promise<void> {
      const store = createAlertStore(database);
      for (const id of await store.ended(runsAtOnce)) await lookAtEnd(id);
      const alive = await createRunStore(database).alive();
      for (const flow of await createFlowStore(database).withAlerts()) await lookAtLate(flow, alive);
      for (const name of await store.open()) await tell(name);
    },
  };
}

function lateness(
  { nextRunAt, scheduled }: Flow,
  alerts: Alerts,
  alive: FlowRunRecord | undefined,
  now: Date,
): Trouble | undefined {
  const limit = now.getTime() - alerts.late * 60_000;
  const base = { kind: "not-run", place: undefined, times: 1 } as const;
  if (alive?.state === "waiting" && alive.requestedAt.getTime() < limit) {
    return {
      ...base,
      likeness: `waiting ${alive.id}`,
      words: `A run was asked for at ${alive.requestedAt.toISOString()}, and no process has taken it.`,
      remedy: "Start a hub (rostrum serve) or a worker (rostrum worker) on this database.",
    };
  }
  if (!scheduled || nextRunAt === undefined || nextRunAt.getTime() >= limit) return undefined;
  return {
    ...base,
    likeness: `due ${nextRunAt.toISOString()}`,
    words:
      alive === undefined
        ? `It was due at ${nextRunAt.toISOString()} and has not begun.`
        : `It was due at ${nextRunAt.toISOString()} and has not begun: the run of ${alive.requestedAt.toISOString()} is still under way.`,
    remedy:
      alive === undefined
        ? "See the log of the hub."
        : "It begins when that run has ended. Give it more time between runs, or stop the one that hangs.",
  };
}
