/**
 * The life of flows and their runs: kept, begun, carried out by whichever process takes the job, stopped, gone on with.
 * What a run does is `run-flow.ts`; the SQL is in the stores.
 */
import { randomUUID } from "node:crypto";
import { type Connections, translateGoToError } from "../connections/index.ts";
import type { Endpoint, EndpointRegistry, Row } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { answerOf, toHubError } from "../platform/http/errors.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import type { Log } from "../platform/log/log.ts";
import { nearest } from "../platform/nearest.ts";
import type { Alarm } from "./alarm.ts";
import type { FlowDefinition } from "./definition.ts";
import { nextTime } from "./due.ts";
import type { Flow, FlowStore } from "./flow-store.ts";
import { createPinnedRuns, type KnownAgents } from "./pinned.ts";
import { type KeptRow, type RunPorts, runFlow } from "./run-flow.ts";
import { type FlowRunRecord, RunLost, type RunStore } from "./run-store.ts";
import { sendThrough } from "./send.ts";

export interface FlowsOptions {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly endpoints: EndpointRegistry;
  readonly connections: Connections;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly alarm: Alarm;
  readonly agents: KnownAgents;
}

export interface BegunRun {
  readonly run: FlowRunRecord;
  /** False: a run of the flow was under way already, and this is it. */
  readonly isNew: boolean;
}

const queue = "flow-run";
/** Runs of one process at once: they wait for networks most of the time. */
const runsAtOnce = 4;
const keptRowsAtOnce = 100;
const dayMs = 86_400_000;

export type Flows = ReturnType<typeof createFlows>;

export function createFlows(options: FlowsOptions) {
  const { flows, runs, endpoints, connections, jobs, clock, log, alarm, agents } = options;
  const now = () => new Date(clock.now());

  async function named(name: string): Promise<Flow> {
    const flow = await flows.find(name);
    if (flow !== undefined) return flow;
    const names = (await flows.all()).map((one) => one.name);
    const near = nearest(name, names);
    throw new HubError({
      kind: "unknown",
      code: "flow.unknown",
      message: `There is no flow "${name}".`,
      meaning: "Nothing was run.",
      remedy: near === undefined ? "Give a flow file, or see: rostrum flow list" : `Did you mean "${near}"?`,
      details: { known: names },
    });
  }

  async function runNamed(id: string): Promise<FlowRunRecord> {
    const run = await runs.find(id);
    if (run !== undefined) return run;
    throw new HubError({
      kind: "unknown",
      code: "flow-run.unknown",
      message: `There is no run ${id}.`,
      meaning: "It never was, or its history is over.",
      remedy: "See the runs of a flow with: rostrum flow history FLOW",
    });
  }

  async function begin(
    flow: Flow,
    kind: "run" | "reprocess",
    reason: "schedule" | "request",
    rowIds?: readonly string[],
  ): Promise<BegunRun> {
    const id = randomUUID();
    const { definition } = flow;
    if (definition.agent !== undefined) await agents.check(definition.agent);
    const isNew = await runs.begin({ id, flow: flow.name, definition, kind, reason, rowIds }, now());
    const [alive] = isNew ? [await runNamed(id)] : await runs.alive(flow.name);
    // It ended between the two looks: then there is room for this one.
    if (alive === undefined) return begin(flow, kind, reason, rowIds);
    if (isNew) await giveOut(alive);
    return { run: alive, isNew };
  }

  /** A pinned run waits until its agent asks for it; any other is anybody's. */
  async function giveOut({ id, definition }: FlowRunRecord): Promise<void> {
    if (definition.agent === undefined) await jobs.send(queue, { run: id });
  }

  /** Carries one run out, to whatever end. Rejects only when this process ends, or cannot keep anything. */
  async function carryOut(id: string, ending: AbortSignal): Promise<void> {
    const claimed = await runs.claim(id, now());
    if (claimed === undefined) return;
    const opened = new Map<string, Promise<Endpoint>>();
    let calls = 0;
    const endpoint = (name: string) => {
      let one = opened.get(name);
      if (one === undefined) {
        one = endpoints.open(name, () => {
          calls += 1;
        });
        opened.set(name, one);
      }
      return one;
    };
    let counts = claimed.counts;
    const ports: RunPorts = {
      endpoint,
      send: (request) => sendThrough(connections, request, ending),
      async advance(step) {
        counts = step.counts;
        return runs.advance(claimed, step, now());
      },
      calls: () => calls,
      signal: ending,
      ...(claimed.kind === "run" ? {} : { keptRows: (after: Row | undefined) => keptRows(claimed, after) }),
    };
    try {
      const since = (await flows.find(claimed.flow))?.mark;
      const { definition, checkpoint } = claimed;
      const end = await runFlow({ definition, checkpoint, counts, since }, ports);
      await runs.end(claimed, end, now());
    } catch (error) {
      if (error instanceof RunLost) return;
      ending.throwIfAborted();
      const known = toHubError(error, [translateGoToError]);
      if (known.kind === "fault") log.error({ err: error, flow: claimed.flow }, "a flow ran into a fault");
      await runs.end(claimed, { state: "failed", counts, error: answerOf(known).error }, now());
    } finally {
      for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
    }
    await afterwards(id);
  }

  async function afterwards(id: string): Promise<void> {
    const run = await runs.find(id);
    if (run === undefined) return;
    await runs.forget(run.flow, new Date(clock.now() - run.definition.keep_days * dayMs));
    await alarm(run).catch((error: unknown) =>
      log.warn({ err: error, flow: run.flow }, "nobody could be told"),
    );
  }

  async function* keptRows(run: FlowRunRecord, after: Row | undefined) {
    let last = after === undefined ? undefined : String(after.id);
    for (;;) {
      const rows = await runs.failedRows(run.flow, {
        limit: keptRowsAtOnce,
        ...(last === undefined ? {} : { after: last }),
        ...(run.rowIds === undefined ? {} : { ids: run.rowIds }),
      });
      last = rows.at(-1)?.id;
      if (last === undefined) return;
      yield {
        rows: rows.map(({ id, place, path, source }): KeptRow => ({ id, place, path, source })),
        position: { id: last },
      };
    }
  }

  const pinned = createPinnedRuns({ flows, runs, now, keptRows, afterwards });

  return {
    all: () => flows.all(),
    pinned,
    agents,
    named,
    runNamed,
    keptCounts: () => runs.keptCounts(),
    history: (flow: string, limit: number) => runs.history(flow, limit),
    runs,

    async put(definition: FlowDefinition): Promise<Flow> {
      if (definition.schedule !== undefined) nextTime(definition.schedule, now());
      await flows.put(definition, now());
      const flow = await named(definition.flow);
      // A schedule that is on follows the new words at once.
      if (flow.nextRunAt !== undefined) {
        await flows.schedule(flow.name, definition.schedule && nextTime(definition.schedule, now()));
      }
      return named(definition.flow);
    },

    async remove(name: string): Promise<void> {
      await named(name);
      const [alive] = await runs.alive(name);
      if (alive !== undefined) throw underWay(name);
      await flows.remove(name);
    },

    /** Turns a flow's schedule on or off. */
    async schedule(name: string, on: boolean): Promise<Flow> {
      const { definition } = await named(name);
      if (on && definition.schedule === undefined) {
        throw new HubError({
          kind: "usage",
          code: "flow.no-schedule",
          message: `${name} says no schedule.`,
          meaning: "It runs only when somebody starts it.",
          remedy: 'Add to the flow: schedule: { cron: "0 7 * * *", zone: Europe/Madrid }',
        });
      }
      await flows.schedule(
        name,
        on && definition.schedule ? nextTime(definition.schedule, now()) : undefined,
      );
      return named(name);
    },

    /** Begins a run, or gives the one that is under way. */
    async run(name: string): Promise<BegunRun> {
      return begin(await named(name), "run", "request");
    },

    async reprocess(name: string, rowIds: readonly string[] | undefined): Promise<BegunRun> {
      return begin(await named(name), "reprocess", "request", rowIds);
    },

    async stop(id: string): Promise<FlowRunRecord> {
      await runNamed(id);
      await runs.requestStop(id);
      await pinned.stopWaiting(id);
      return runNamed(id);
    },

    /** Lets a stopped or failed run go on where it was. Throws HubError "flow-run.cannot-resume". */
    async resume(id: string): Promise<FlowRunRecord> {
      const run = await runNamed(id);
      if (!(await runs.resume(id))) {
        throw new HubError({
          kind: "conflict",
          code: "flow-run.cannot-resume",
          message: `The run is ${run.state}, or another run of ${run.flow} is under way.`,
          meaning: "Only a run that was stopped or failed can go on.",
          remedy: `Start a new one with: rostrum flow run ${run.flow}`,
        });
      }
      await giveOut(await runNamed(id));
      return runNamed(id);
    },

    /** Begins what is due. Every process may ask; each due time begins one run. Resolves with the runs begun. */
    async beginDue(): Promise<readonly BegunRun[]> {
      const begun: BegunRun[] = [];
      for (const flow of await flows.due(now())) {
        const { nextRunAt, definition } = flow;
        if (nextRunAt === undefined) continue;
        const next = definition.schedule && nextTime(definition.schedule, now());
        if (await flows.take(flow.name, nextRunAt, next)) begun.push(await begin(flow, "run", "schedule"));
      }
      return begun;
    },

    /**
     * This process carries out runs from now on. On the embedded database nobody else could have those that are alive:
     * they are given out at once, without waiting for a sign of life that cannot come.
     */
    async work(alone: boolean): Promise<void> {
      if (alone) for (const run of await runs.alive()) await giveOut(run);
      await jobs.work(queue, runsAtOnce, (data, signal) => carryOut((data as { run: string }).run, signal));
    },
  };
}

function underWay(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "flow.under-way",
    message: `A run of ${name} is under way.`,
    meaning: "Nothing was changed.",
    remedy: `Stop it with: rostrum flow stop ${name}`,
  });
}
