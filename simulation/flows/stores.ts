/**
 * The tables of flows, runs and failed rows as the hub's SQL stores keep them (`flow-store.ts` and `run-store.ts` of the
 * hub): what is one statement or one transaction there happens here at once and as a whole. The conformance suite of the
 * hub (`flows/testing/store-conformance.ts`) holds both to the same. NOT the way to the database: that is `ask`.
 */
import type { FailedRow } from "../../packages/hub/src/flows/failed-row-store.ts";
import type { Flow, FlowStore } from "../../packages/hub/src/flows/flow-store.ts";
import { type Advance, noCounts } from "../../packages/hub/src/flows/run-model.ts";
import {
  type FlowRunRecord,
  identityOf,
  RunLost,
  type RunStore,
} from "../../packages/hub/src/flows/run-store.ts";

/** One round trip: `apply` happens at once, or not at all; its answer may be late or lost. */
export type Ask = <Result>(what: string, apply: () => Result) => Promise<Result>;

/** What may be left out of the stores, to see that it is missed. */
export interface FlowStoreFlaws {
  /** Who takes a run over does not shut out who had it. */
  readonly withoutFence?: boolean;
  /** Failed rows are kept after the checkpoint, in a statement of their own. */
  readonly failedRowsApart?: boolean;
}

type Writable<Thing> = { -readonly [Name in keyof Thing]: Thing[Name] };
type FlowRow = Writable<Flow>;
type RunRow = Writable<FlowRunRecord>;
type KeptRow = Writable<FailedRow> & { identity: string };

/** Several changes that become one: all of them, or none. */
export type Together = <Result>(
  work: (stores: { readonly flows: FlowStore; readonly runs: RunStore }) => Promise<Result>,
) => Promise<Result>;

/** Told of everything that is committed. */
export interface FlowStoreListener {
  /** Somebody turned its schedule on or off. */
  scheduled(flow: string): void;
  took(flow: string, due: Date): void;
  began(run: FlowRunRecord, next: Date | undefined): void;
  resumed(run: FlowRunRecord): void;
  claimed(run: FlowRunRecord): void;
  /** Something of the run is kept, by the process of that attempt. */
  stepped(run: FlowRunRecord, attempt: number): void;
  ended(run: FlowRunRecord): void;
}

const keptRuns = 10;

export class FlowTables {
  readonly flows = new Map<string, FlowRow>();
  readonly runs = new Map<string, RunRow>();
  readonly failedRows = new Map<number, KeptRow>();
  readonly listeners: FlowStoreListener[] = [];
  readonly #flaws: FlowStoreFlaws;
  #serial = 0;
  #change = 0;
  /** What listeners are told when the transaction is committed. */
  #untold: ((listener: FlowStoreListener) => void)[] | undefined;

  constructor(flaws: FlowStoreFlaws = {}) {
    this.#flaws = flaws;
  }

  alive(flow: string): RunRow | undefined {
    return [...this.runs.values()].find((run) => run.flow === flow && isAlive(run));
  }

  /**
   * One transaction: to be run when its request has arrived. The work may wait for the stores that it is given, and for
   * nothing else, so it is over before anything else happens; when it rejects, nothing has changed.
   */
  async together<Result>(
    work: (stores: { readonly flows: FlowStore; readonly runs: RunStore }) => Promise<Result>,
  ): Promise<Result> {
    // Members of a row are replaced, and never changed inside.
    const before = [this.flows, this.runs, this.failedRows].map((table) =>
      [...table].map(([key, row]) => [key, { ...row }] as const),
    );
    const untold: ((listener: FlowStoreListener) => void)[] = [];
    this.#untold = untold;
    try {
      const ask: Ask = async (_what, apply) => apply();
      const result = await work({ flows: this.flowStore(ask), runs: this.runStore(ask) });
      this.#untold = undefined;
      for (const tell of untold) this.#tell(tell);
      return result;
    } catch (error) {
      this.#untold = undefined;
      for (const [index, table] of [this.flows, this.runs, this.failedRows].entries()) {
        table.clear();
        for (const [key, row] of before[index] ?? []) (table as Map<unknown, unknown>).set(key, row);
      }
      throw error;
    }
  }

  #tell(tell: (listener: FlowStoreListener) => void): void {
    if (this.#untold === undefined) this.listeners.forEach(tell);
    else this.#untold.push(tell);
  }

  flowStore(ask: Ask): FlowStore {
    const { flows } = this;
    const change = (what: string, name: string, apply: (flow: FlowRow) => void) =>
      ask(what, () => {
        const flow = flows.get(name);
        if (flow !== undefined) apply(flow);
      });
    return {
      all: () =>
        ask("flows", () =>
          [...flows.values()].sort((one, other) => (one.name < other.name ? -1 : 1)).map(copy),
        ),
      withAlerts: () =>
        ask("flows with alerts", () =>
          [...flows.values()].filter(({ definition }) => definition.alerts !== undefined).map(copy),
        ),
      find: (name) => ask("flow", () => copy(flows.get(name))),
      put: (definition, now) =>
        ask("keep flow", () => {
          const name = definition.flow;
          const { mark, nextRunAt, scheduled = false, enabled = true } = flows.get(name) ?? {};
          flows.set(name, copy({ name, definition, mark, nextRunAt, scheduled, enabled, updatedAt: now }));
        }),
      remove: (name) =>
        ask("remove flow", () => {
          flows.delete(name);
          for (const [id, { flow }] of this.runs) if (flow === name) this.runs.delete(id);
          for (const [id, { flow }] of this.failedRows) if (flow === name) this.failedRows.delete(id);
        }),
      schedule: (name, scheduled, next) =>
        change("schedule", name, (flow) => {
          Object.assign(flow, { scheduled, nextRunAt: next });
          this.#tell((listener) => listener.scheduled(name));
        }),
      enable: (name, enabled, next) =>
        change("enable", name, (flow) => {
          Object.assign(flow, { enabled, nextRunAt: next });
        }),
      due: (now) =>
        ask("due", () =>
          [...flows.values()]
            .filter(({ scheduled, enabled }) => scheduled && enabled)
            .filter(({ nextRunAt }) => nextRunAt !== undefined && nextRunAt <= now)
            .filter(({ name }) => this.alive(name) === undefined)
            .sort((one, other) => Number(one.nextRunAt) - Number(other.nextRunAt))
            .map(copy),
        ),
      take: (name, due, next) =>
        ask("take", () => {
          const flow = flows.get(name);
          if (flow?.nextRunAt === undefined || !flow.enabled) return false;
          if (flow.nextRunAt.getTime() !== due.getTime()) return false;
          flow.nextRunAt = next;
          this.#tell((listener) => listener.took(name, due));
          return true;
        }),
      dueAfter: (name, now) => ask("due after", () => this.#dueAfter(name, now)),
    };
  }

  runStore(ask: Ask): RunStore {
    const { runs, failedRows } = this;
    const ofFlow = (flow: string) => [...runs.values()].filter((run) => run.flow === flow);
    /** The run if it is still that attempt's. */
    const held = ({ id, attempt }: FlowRunRecord): RunRow | undefined => {
      const run = runs.get(id);
      if (run?.state !== "running") return undefined;
      return run.attempt === attempt || this.#flaws.withoutFence === true ? run : undefined;
    };
    return {
      begin: (run, now) => ask("begin", () => this.#begin(run, now)),
      find: (id) => ask("run", () => copy(runs.get(id))),
      history: (flow, limit) =>
        ask("history", () =>
          ofFlow(flow)
            .sort((one, other) => other.requestedAt.getTime() - one.requestedAt.getTime())
            .slice(0, limit)
            .map(copy),
        ),
      alive: (flow) =>
        ask("alive", () =>
          [...runs.values()]
            .filter((run) => isAlive(run) && (flow === undefined || run.flow === flow))
            .map(copy),
        ),
      pinnedTo: () => Promise.reject(new Error("No simulated flow is pinned.")),
      claim: (id, now) =>
        ask("claim", () => {
          const run = runs.get(id);
          if (run === undefined || !isAlive(run)) return undefined;
          run.state = "running";
          run.attempt += 1;
          run.startedAt ??= now;
          run.change = this.#nextChange();
          this.#tell((listener) => listener.claimed(run));
          return copy(run);
        }),
      advance: async (run, step, now) => {
        const wish = await ask("advance", () => {
          const row = held(run);
          if (row === undefined) throw new RunLost("The run is another process's now.");
          this.#tell((listener) => listener.stepped(row, run.attempt));
          row.checkpoint = copy(step.checkpoint);
          row.counts = copy(step.counts);
          if (this.#flaws.failedRowsApart !== true) this.#keepRows(row, step, now);
          return row.stopRequested ? "stop" : "go on";
        });
        if (this.#flaws.failedRowsApart === true) {
          await ask("failed rows", () => this.#keepRows(run, step, now));
        }
        return wish;
      },
      end: (run, { state, counts, mark, error }, now) =>
        ask("end", () => {
          const row = held(run);
          if (row === undefined) return false;
          this.#tell((listener) => listener.stepped(row, run.attempt));
          row.state = state;
          row.endedAt = now;
          row.stopRequested = false;
          row.error = copy(error);
          if (counts !== undefined) row.counts = copy(counts);
          const flow = this.flows.get(run.flow);
          if (flow && state === "done" && mark !== undefined && run.kind === "run") flow.mark = copy(mark);
          this.#forgetOld(run.flow);
          if (state === "done" && run.kind === "run") this.#dueAfter(run.flow, now);
          this.#tell((listener) => listener.ended(row));
          return true;
        }),
      requestStop: (id, now) =>
        ask("stop", () => {
          const run = runs.get(id);
          if (run?.state === "waiting") Object.assign(run, { state: "stopped", endedAt: now });
          else if (run?.state === "running") run.stopRequested = true;
        }),
      isToStop: ({ id, attempt }) =>
        ask("is to stop", () => {
          const run = runs.get(id);
          return run === undefined || run.stopRequested || run.attempt !== attempt;
        }),
      resume: (id) =>
        ask("resume", () => {
          const run = runs.get(id);
          if (run === undefined || (run.state !== "stopped" && run.state !== "failed")) return false;
          if (this.alive(run.flow) !== undefined) return false;
          Object.assign(run, {
            state: "waiting",
            resumes: run.resumes + 1,
            stopRequested: false,
            endedAt: undefined,
            error: undefined,
          });
          this.#tell((listener) => listener.resumed(run));
          return true;
        }),
      failedRows: (flow, { after, ids, limit }) =>
        ask("failed rows", () =>
          [...failedRows.values()]
            .filter((row) => row.flow === flow && row.state === "kept")
            .filter(({ id }) => after === undefined || Number(id) > Number(after))
            .filter(({ id }) => ids === undefined || ids.includes(id))
            .sort((one, other) => Number(one.id) - Number(other.id))
            .slice(0, limit)
            .map(shown),
        ),
      failedRow: (id) =>
        ask("failed row", () => {
          const row = failedRows.get(Number(id));
          return row && shown(row);
        }),
      keptCounts: () =>
        ask("kept", () => {
          const counts = new Map<string, number>();
          for (const { flow, state } of failedRows.values()) {
            if (state === "kept") counts.set(flow, (counts.get(flow) ?? 0) + 1);
          }
          return counts;
        }),
      changeFailedRow: (id, { source, state }) =>
        ask("change failed row", () => {
          const row = failedRows.get(Number(id));
          if (row === undefined) return;
          if (source !== undefined)
            Object.assign(row, { source: copy(source), edited: row.edited || row.begun.length > 0 });
          if (state !== undefined) row.state = state;
        }),
    };
  }

  #begin(run: Parameters<RunStore["begin"]>[0], now: Date): boolean {
    const { id, flow, definition, kind, reason, rowIds, dueAt, missed = 0, total } = run;
    if (!this.flows.has(flow)) throw new Error(`There is no flow ${flow}`);
    if (this.runs.has(id) || this.alive(flow) !== undefined) return false;
    const begun: RunRow = {
      id,
      flow,
      definition: copy(definition),
      kind,
      reason,
      dueAt,
      missed,
      total,
      change: "0",
      state: "waiting",
      attempt: 0,
      resumes: 0,
      stopRequested: false,
      checkpoint: undefined,
      counts: copy(noCounts),
      rowIds: rowIds && [...rowIds],
      requestedAt: now,
      startedAt: undefined,
      endedAt: undefined,
      error: undefined,
    };
    this.runs.set(id, begun);
    const next = this.flows.get(flow)?.nextRunAt;
    this.#tell((listener) => listener.began(begun, next));
    return true;
  }

  /** As retention does: a simulation of days has thousands of runs. */
  #forgetOld(flow: string): void {
    const ended = [...this.runs.values()].filter((run) => run.flow === flow && !isAlive(run));
    for (const { id } of ended.slice(0, -keptRuns)) this.runs.delete(id);
  }

  /** Those that run after this one are due now. */
  #dueAfter(name: string, now: Date): void {
    for (const flow of this.flows.values()) {
      const { schedule } = flow.definition;
      if (schedule === undefined || !("after" in schedule) || schedule.after !== name) continue;
      if (flow.scheduled && flow.enabled) flow.nextRunAt ??= now;
    }
  }

  #nextChange(): string {
    return String(++this.#change);
  }

  #keepRows(run: Pick<FlowRunRecord, "id" | "flow">, { failed, mended }: Advance, now: Date): void {
    for (const { id, place, path, source, mapped, step, failure, begun } of failed) {
      const words = copy({ mapped, step, failure, triedAt: now });
      const identity = identityOf(path, source);
      const known =
        id === undefined
          ? [...this.failedRows.values()].find(
              (row) => row.flow === run.flow && row.identity === identity && row.state === "kept",
            )
          : this.failedRows.get(Number(id));
      if (known !== undefined) {
        Object.assign(known, words, {
          tries: known.tries + 1,
          begun: [...new Set([...known.begun, ...begun])],
        });
        if (id === undefined) Object.assign(known, { runId: run.id, place });
        continue;
      }
      if (id !== undefined) continue;
      const number = ++this.#serial;
      this.failedRows.set(number, {
        ...words,
        id: String(number),
        flow: run.flow,
        runId: run.id,
        place,
        path: [...path],
        identity,
        source: copy(source),
        begun: [...begun],
        edited: false,
        tries: 1,
        state: "kept",
        createdAt: now,
      });
    }
    for (const id of mended) {
      const row = this.failedRows.get(Number(id));
      if (row !== undefined) Object.assign(row, { state: "done", triedAt: now, tries: row.tries + 1 });
    }
  }
}

function isAlive({ state }: Pick<FlowRunRecord, "state">): boolean {
  return state === "waiting" || state === "running";
}

function copy<Thing>(thing: Thing): Thing {
  return structuredClone(thing);
}

function shown({ identity: _, ...row }: KeptRow): FailedRow {
  return copy(row);
}
