/**
 * What alerts hear of flows: how runs ended and what is due and did not begin, from what the database says of them, so that
 * it does not matter which process carried them out or whether it lives. NOT the messages: those are the room `alerts/`.
 */
import {
  type AboutFacts,
  type AlertSource,
  type Alerts,
  createAlertStore,
  isLostConnection,
  likenessOf,
  type Trouble,
} from "../alerts/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import type { FailedRow } from "./failed-row-store.ts";
import { createFlowStore, type Flow } from "./flow-store.ts";
import { createJudgedRuns } from "./judged-runs.ts";
import { createRunStore, type FlowRunRecord } from "./run-store.ts";

export interface FlowAlertOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The hub's address as people reach it; undefined while it is not known. */
  readonly ownAddress: () => string | undefined;
}

const runsAtOnce = 100;
const mostRowsGrouped = 1_000;

export function flowAlerts({ database, clock, ownAddress }: FlowAlertOptions): AlertSource {
  const now = () => new Date(clock.now());

  /** One look at how a run ended, by one process. */
  async function lookAtEnd(id: string): Promise<void> {
    const run = await createRunStore(database).find(id);
    const flow = run && (await createFlowStore(database).find(run.flow));
    if (run === undefined || flow === undefined) return;
    await inTransaction(database, async (within) => {
      const runs = createRunStore(within);
      const taken = await createJudgedRuns(within).takeEnded(run);
      if (taken === undefined || flow.definition.alerts === undefined) return;
      const { before } = taken;
      const store = createAlertStore(within);
      const limit = Math.min(run.counts.failed - (before ?? 0), mostRowsGrouped);
      const failed = limit <= 0 ? [] : await runs.failedRows(run.flow, { run: id, newest: true, limit });
      const kept = (await runs.keptCounts()).get(run.flow) ?? 0;
      const { troubles, isWell } = judge(run, { before, failed }, kept);
      const about = { flow: run.flow };
      await store.add(about, troubles, run.endedAt ?? now(), id);
      if (isWell) await store.isWell(about);
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
    const about = { flow: flow.name };
    const known = await createAlertStore(database).troubles(about);
    if (known.some(({ likeness }) => likeness === trouble.likeness)) return;
    await inTransaction(database, (within) => createAlertStore(within).add(about, [trouble], now()));
  }

  return {
    kind: "flow",
    async gather() {
      for (const id of await createJudgedRuns(database).ended(runsAtOnce)) await lookAtEnd(id);
      const alive = await createRunStore(database).alive();
      for (const flow of await createFlowStore(database).withAlerts()) await lookAtLate(flow, alive);
    },
    async facts(about, within): Promise<AboutFacts | undefined> {
      if (!("flow" in about)) return undefined;
      const { flow: name } = about;
      const alerts = (await createFlowStore(within).find(name))?.definition.alerts;
      if (alerts === undefined) return undefined;
      const keptRows = (await createRunStore(within).keptCounts()).get(name) ?? 0;
      const address = ownAddress();
      const link = address && `${address}/api/v1/flows/${encodeURIComponent(name)}/failed-rows`;
      const rows = `${keptRows} ${keptRows === 1 ? "row waits" : "rows wait"} to be tried again`;
      const waiting = [
        `${rows}${link ? `: ${link}` : "."}`,
        `  See them:  rostrum flow failed ${name}`,
        `  Try again: rostrum flow reprocess ${name} --all`,
        "",
      ];
      return {
        name,
        alerts,
        hints: [...(keptRows === 0 ? [] : waiting), `Its runs: rostrum flow history ${name}`],
        data: { flow: name, keptRows, link: link ?? null },
      };
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

/** The rows of a run that failed: how many of them were judged when it ended before, if it did, and those since. */
interface Failures {
  readonly before: number | undefined;
  readonly failed: readonly Pick<FailedRow, "failure" | "place">[];
}

/** The end of a run, as far as alerts care: what went wrong since it ended before, and whether all is well now. */
function judge(run: FlowRunRecord, failures: Failures, keptRows: number) {
  const troubles = [...runTroubles(run, failures), ...rowTroubles(run, failures)];
  const isWell = run.state === "done" && run.counts.failed === 0 && (run.kind === "run" || keptRows === 0);
  return { troubles, isWell };
}

function runTroubles(
  { state, error, missed, dueAt, startedAt }: FlowRunRecord,
  { before }: Failures,
): Trouble[] {
  const troubles: Trouble[] = [];
  if (state === "failed" && error !== undefined) {
    troubles.push({
      kind: isLostConnection(error.code) ? "connection-lost" : "run-failed",
      likeness: likenessOf(error.code, error.message),
      words: `${error.message} ${error.meaning}`,
      remedy: error.remedy,
      place: undefined,
      times: 1,
    });
  }
  if (missed > 0 && dueAt !== undefined && before === undefined) {
    troubles.push({
      kind: "not-run",
      likeness: "missed",
      words:
        `It was due at ${dueAt.toISOString()} and began at ${startedAt?.toISOString() ?? "a later time"}; ` +
        `this one run stands for ${missed + 1} times of its schedule.`,
      remedy:
        "See whether a hub or worker was running all the time, and whether a run takes longer than the schedule allows.",
      place: undefined,
      times: missed,
    });
  }
  return troubles;
}

function rowTroubles({ kind, counts }: FlowRunRecord, { before, failed }: Failures): Trouble[] {
  const all = counts.failed - (before ?? 0);
  // Who tries rows again is looking on.
  if (kind !== "run" || all <= 0) return [];
  const groups = new Map<string, Trouble>();
  for (const { failure, place } of failed) {
    const { code, words, remedy } = failure;
    const likeness = likenessOf(code, words);
    const known = groups.get(likeness);
    const one: Trouble = { kind: "rows-failed", likeness, words, remedy, place, times: 0 };
    groups.set(likeness, { ...(known ?? one), times: (known?.times ?? 0) + 1 });
  }
  const seen = failed.length;
  if (seen < all) {
    const words = "Further rows failed; their words were not looked at.";
    const times = all - seen;
    const more: Trouble = {
      kind: "rows-failed",
      likeness: "more",
      words,
      remedy: undefined,
      place: undefined,
      times,
    };
    groups.set("more", more);
  }
  return [...groups.values()].sort((one, other) => other.times - one.times);
}
