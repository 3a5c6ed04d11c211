/**
 * The life of flows and their runs: kept, begun, carried out by whichever process takes the job, stopped, gone on with.
 * What a run does is `run-flow.ts`; the SQL is in the stores.
 */
import type { AlertsRoom } from "../alerts/index.ts";
import { type Connections, translateGoToError } from "../connections/index.ts";
import type { Endpoint, EndpointRegistry, Row } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { answerOf, toHubError } from "../platform/http/errors.ts";
import type { Jobs } from "../platform/jobs/jobs.ts";
import { nearest } from "../platform/nearest.ts";
import type { KeptRow } from "./arriving.ts";
import { checkBefore } from "./check.ts";
import type { FlowDefinition } from "./definition.ts";
import { beginDueRuns, type DuePorts } from "./due.ts";
import type { Flow } from "./flow-store.ts";
import { type LookupTables, rememberTables } from "./lookup-tables/lookup-tables.ts";
import { createPinnedRuns, type KnownAgents } from "./pinned.ts";
import type { Author } from "./revisions/store.ts";
import { type RunPorts, runFlow } from "./run-flow.ts";
import { type FlowRunRecord, RunLost, type RunStore } from "./run-store.ts";
import { checkNoCircle, nextDue, waitsFor } from "./schedule.ts";
import { createSender } from "./send.ts";
import { watchForStop } from "./stop.ts";

export interface FlowsOptions extends DuePorts {
  readonly runs: RunStore;
  readonly endpoints: EndpointRegistry;
  readonly connections: Connections;
  readonly jobs: Jobs;
  readonly clock: Clock;
  /** Hears that a run has ended, for what comes after it. */
  readonly onEnd: () => void;
  /** Whom a flow may tell. */
  readonly alerts: Pick<AlertsRoom, "check">;
  readonly lookupTables: LookupTables;
  readonly agents: KnownAgents;
}

export interface BegunRun {
  readonly run: FlowRunRecord;
  /** False: a run of the flow was under way already, and this is it. */
  readonly isNew: boolean;
}

/** A run to be given out; without a definition it is not known yet whether it is pinned. */
type Given = Pick<FlowRunRecord, "id" | "resumes"> & Partial<Pick<FlowRunRecord, "definition">>;

const queue = "flow-runs";
/** Runs of one process at once: they wait for networks most of the time. */
const runsAtOnce = 4;
const keptRowsAtOnce = 100;

export type Flows = ReturnType<typeof createFlows>;

export function createFlows(options: FlowsOptions) {
  const { flows, runs, endpoints, connections, jobs, clock, log, onEnd, agents } = options;
  const now = () => new Date(clock.now());
  /** Runs that this process carries out. */
  const underHand = new Map<string, Promise<void>>();

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

  async function begin(flow: Flow, kind: "run" | "reprocess", rowIds?: readonly string[]): Promise<BegunRun> {
    const id = options.newId();
    const { definition } = flow;
    if (!flow.enabled) throw disabled(flow.name);
    if (definition.agent !== undefined) await agents.check(definition.agent);
    const total = kind === "run" ? undefined : (rowIds?.length ?? (await runs.keptCounts()).get(flow.name));
    const wanted = { id, flow: flow.name, definition, kind, reason: "request", rowIds, total } as const;
    const isNew = await runs.begin(wanted, now());
    const [alive] = isNew ? [await runNamed(id)] : await runs.alive(flow.name);
    // It ended between the two looks: then there is room for this one.
    if (alive === undefined) return begin(flow, kind, rowIds);
    if (isNew) await giveOut(alive);
    return { run: alive, isNew };
  }

  /**
   * One job from the begin of a run, or from where somebody let it go on, until it ends, however often it is sent: the queue
   * knows whether it is there still. A pinned run waits until its agent asks for it.
   */
  async function giveOut(run: Given, key = `${run.id}/${run.resumes}`): Promise<void> {
    if (run.definition?.agent === undefined) await jobs.send(queue, { run: run.id }, key);
  }

  /** Carries one run out, to whatever end. Rejects only when this process ends, or cannot keep anything. */
  async function carryOut(id: string, ending: AbortSignal): Promise<void> {
    // A process that was not heard of for a while is given its own job again. It would only take the run away from itself;
    // and a job that is done before the run is leaves nothing behind that would tell others of it, should this process die.
    for (let other = underHand.get(id); other !== undefined; other = underHand.get(id)) {
      await other.catch(() => {});
    }
    const work = claimAndCarryOut(id, ending).finally(() => underHand.delete(id));
    underHand.set(id, work);
    await work;
  }

  async function claimAndCarryOut(id: string, ending: AbortSignal): Promise<void> {
    if ((await runs.find(id))?.definition.agent !== undefined) return;
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
    const stop = watchForStop(clock, () => runs.isToStop(claimed));
    const sender = createSender(connections, ending, () => {
      calls += 1;
    });
    const ports: RunPorts = {
      endpoint,
      send: sender.send,
      lookupTable: rememberTables(options.lookupTables),
      advance: (step) => runs.advance(claimed, step, now()),
      calls: () => calls,
      clock,
      signal: ending,
      stop: stop.signal,
      ...(claimed.kind === "run" ? {} : { keptRows: (after: Row | undefined) => keptRows(claimed, after) }),
    };
    try {
      const since = (await flows.find(claimed.flow))?.mark;
      const { definition, checkpoint, counts } = claimed;
      // What went wrong already before the first row would go wrong for each; a run that goes on was looked at then.
      if (checkpoint === undefined) await checkBefore(definition, ports);
      const end = await runFlow({ definition, checkpoint, counts, since }, ports);
      await runs.end(claimed, end, now());
    } catch (error) {
      if (error instanceof RunLost) return;
      ending.throwIfAborted();
      const known = toHubError(error, [translateGoToError]);
      if (known.kind === "fault") log.error({ err: error, flow: claimed.flow }, "a flow ran into a fault");
      // Its counts stay those of its last step forward, which may be one whose answer was lost on the way here.
      await runs.end(claimed, { state: "failed", error: answerOf(known).error }, now());
    } finally {
      stop.end();
      await sender.close();
      for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
    }
    onEnd();
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
        rows: rows.map(({ id, place, path, source, begun }): KeptRow => ({ id, place, path, source, begun })),
        position: { id: last },
      };
    }
  }

  const pinned = createPinnedRuns({ flows, runs, now, keptRows, onEnd });

  return {
    all: () => flows.all(),
    pinned,
    agents,
    named,
    runNamed,
    keptCounts: () => runs.keptCounts(),
    history: (flow: string, limit: number) => runs.history(flow, limit),
    runs,

    async put(definition: FlowDefinition, by: Author): Promise<Flow> {
      const { flow: name, schedule, alerts } = definition;
      options.alerts.check(alerts);
      const next = schedule && nextDue(schedule, now());
      const all = new Map((await flows.all()).map((flow) => [flow.name, flow]));
      checkNoCircle(name, schedule, (other) => waitsFor(all.get(other)?.definition.schedule));
      await flows.put(definition, now(), by);
      const before = all.get(name);
      // A schedule that is on follows new words at once; with the old ones, what is due stays due.
      const same = JSON.stringify(before?.definition.schedule) === JSON.stringify(schedule);
      if (before?.scheduled && !same) await flows.schedule(name, schedule !== undefined, next);
      return named(name);
    },

    async remove(name: string): Promise<void> {
      await named(name);
      const [alive] = await runs.alive(name);
      if (alive !== undefined) throw underWay(name);
      const waiting = (await flows.all()).filter(({ definition }) => waitsFor(definition.schedule) === name);
      if (waiting.length > 0) {
        throw awaited(
          name,
          waiting.map((flow) => flow.name),
        );
      }
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
      const before = waitsFor(definition.schedule);
      if (on && before !== undefined) await named(before);
      await flows.schedule(
        name,
        on,
        on && definition.schedule ? nextDue(definition.schedule, now()) : undefined,
      );
      return named(name);
    },

    /** Turns a flow off, so that nobody can run it, or on again. Times that passed while it was off are over. */
    async enable(name: string, enabled: boolean): Promise<Flow> {
      const { scheduled, enabled: before, definition } = await named(name);
      if (before === enabled) return named(name);
      const next =
        enabled && scheduled && definition.schedule ? nextDue(definition.schedule, now()) : undefined;
      await flows.enable(name, enabled, next);
      return named(name);
    },

    /** Begins a run, or gives the one that is under way. */
    async run(name: string): Promise<BegunRun> {
      return begin(await named(name), "run");
    },

    async reprocess(name: string, rowIds: readonly string[] | undefined): Promise<BegunRun> {
      return begin(await named(name), "reprocess", rowIds);
    },

    async stop(id: string): Promise<FlowRunRecord> {
      await runNamed(id);
      await runs.requestStop(id, now());
      return runNamed(id);
    },

    /** Lets a stopped or failed run go on where it was. Throws HubError "flow-run.cannot-resume". */
    async resume(id: string): Promise<FlowRunRecord> {
      const run = await runNamed(id);
      if (!(await named(run.flow)).enabled) throw disabled(run.flow);
      if (!(await runs.resume(id))) {
        throw new HubError({
          kind: "conflict",
          code: "flow-run.cannot-resume",
          message: `The run is ${run.state}, or another run of ${run.flow} is under way.`,
          meaning: "Only a run that was stopped or failed can go on.",
          remedy: `Start a new one with: rostrum flow run ${run.flow}`,
        });
      }
      const resumed = await runNamed(id);
      await giveOut(resumed);
      return resumed;
    },

    /** Begins what is due. Every process may ask; each due time begins one run. */
    async beginDue(): Promise<void> {
      for (const id of await beginDueRuns(options, now())) await giveOut({ id, resumes: 0 });
    },

    /**
     * Gives out again what has no job: the process that began it may have died before its job was there, and a run that is
     * under way may be with one that had lost the job while it stood still, and that died after who had the job lost the run.
     * A job that is there is not made twice. Not by how long it waits: the clock that wrote that may be another one than this.
     */
    async giveOutAgain(): Promise<void> {
      for (const run of await runs.alive()) await giveOut(run);
    },

    /**
     * This process carries out runs from now on. On the embedded database nobody else could have those that are alive:
     * they are given out at once, without waiting for a sign of life that cannot come.
     */
    async work(alone: boolean): Promise<void> {
      if (alone) {
        // Beside the job of the dead one, which is there until it is missed.
        for (const run of await runs.alive()) await giveOut(run, `${run.id}/${run.resumes}/${run.attempt}`);
      }
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

function awaited(name: string, others: readonly string[]): HubError {
  return new HubError({
    kind: "conflict",
    code: "flow.awaited",
    message: `${others.join(", ")} ${others.length === 1 ? "runs" : "run"} after ${name}.`,
    meaning: "Without it they would never run. Nothing was removed.",
    remedy: "Give them another schedule first, or remove them.",
  });
}

function disabled(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "flow.disabled",
    message: `${name} is turned off.`,
    meaning: "Nothing was run; its failed rows stay where they are.",
    remedy: `Turn it on with: rostrum flow enable ${name}`,
  });
}
