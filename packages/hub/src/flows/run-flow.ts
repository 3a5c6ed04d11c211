/**
 * Carries a flow out: source, steps, target, what is written back; batch by batch. After each batch everything that a
 * later process needs is kept at once (`advance`): position in the source, checkpoints of the writers, counts, failed
 * rows. A process that dies loses what it did since; the next one does that batch again, which is harmless where a
 * repeated write finds what the first one made (docs/flows.md says for which target that is so).
 *
 * It knows endpoints and nothing below them; what is in the database comes as ports. NOT the deciding whether a run may
 * begin, nor the words about its end: those are `runs.ts`.
 */
import type { Batch, Endpoint, Row, RowResult, Value } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import type { FlowDefinition } from "./definition.ts";
import { tableOf } from "./definition.ts";
import { conditions } from "./filters.ts";
import { failureOf, type RowFailed, rowFailed } from "./row-failure.ts";
import type { Advance, FailedNow, RunCheckpoint, RunCounts } from "./run-model.ts";
import {
  compileSteps,
  compileWriting,
  type Steps,
  type StepTools,
  type Stuck,
  said,
  type Travelling,
} from "./steps.ts";
import { targetRequest } from "./target.ts";
import { createWriterPool } from "./writer-pool.ts";

/** A kept row that is tried again. */
export interface KeptRow {
  readonly id: string;
  readonly place: string;
  readonly path: readonly number[];
  readonly source: Row;
}

export interface RunPorts {
  endpoint(name: string): Promise<Endpoint>;
  readonly send: StepTools["send"];
  /** Keeps a step forward; resolves "stop" when somebody asked for it. Rejects when the run is another process's now. */
  advance(step: Advance): Promise<"go on" | "stop">;
  /** For a reprocess: the rows to be tried again, after the position. */
  keptRows?(after: Row | undefined): AsyncIterable<{ rows: readonly KeptRow[]; position: Row }>;
  /** Calls to GoTo so far, in this process. */
  calls(): number;
  readonly signal: AbortSignal;
}

export interface RunInput {
  readonly definition: FlowDefinition;
  readonly checkpoint: RunCheckpoint | undefined;
  readonly counts: RunCounts;
  /** From where changes are read, where the flow wants only those. */
  readonly since: Value | undefined;
}

export interface RunEnd {
  readonly state: "done" | "stopped";
  readonly counts: RunCounts;
  readonly mark: Value | undefined;
}

interface Arrived {
  readonly row: Row;
  readonly place: string;
  /** For a kept row: which, and which child of its source row. */
  readonly kept?: KeptRow;
}
interface ArrivedBatch extends Pick<Batch, "unreadable" | "mark"> {
  readonly rows: readonly Arrived[];
  readonly position: Row | undefined;
}

/** Rows through their steps at once. */
const parallel = 8;
/** Small where each row is a call, so that a crash repeats few. */
const batchRowsOfGoTo = 100;
const batchRows = 1_000;

/** Rejects with HubError for what concerns no row in particular; the run can go on from its checkpoint then. */
export function runFlow(input: RunInput, ports: RunPorts): Promise<RunEnd> {
  return new FlowRun(input, ports).whole();
}

class FlowRun {
  readonly #definition: FlowDefinition;
  readonly #ports: RunPorts;
  readonly #steps: Steps;
  readonly #after: readonly ReturnType<typeof compileWriting>[];
  readonly #tools: StepTools;
  #checkpoint: RunCheckpoint;
  readonly #counts: RunCounts;
  readonly #callsBefore: number;
  #failed: FailedNow[] = [];
  #mended: string[] = [];

  constructor({ definition, checkpoint, counts, since }: RunInput, ports: RunPorts) {
    this.#definition = definition;
    this.#ports = ports;
    this.#steps = compileSteps(definition.steps);
    this.#after = definition.then.map((step, index) => compileWriting(step, `then.${index + 1}`));
    // A source that cannot go on from a position is read anew, and so is what was made of it.
    const resumed = checkpoint?.position === undefined ? undefined : checkpoint;
    this.#checkpoint = resumed ?? { writers: {}, ...(since === undefined ? {} : { since }) };
    const fresh = Object.fromEntries(
      Object.keys(counts).map((name) => [name, name === "ignoredBecause" ? {} : 0]),
    );
    this.#counts = structuredClone(resumed === undefined ? (fresh as unknown as RunCounts) : counts);
    this.#callsBefore = counts.calls;
    const writers = createWriterPool({
      endpoint: (name) => ports.endpoint(name),
      checkpoints: this.#checkpoint.writers,
      repeated: checkpoint !== undefined,
      signal: ports.signal,
    });
    this.#tools = {
      endpoint: (name) => ports.endpoint(name),
      writers,
      send: ports.send,
      signal: ports.signal,
    };
  }

  async whole(): Promise<RunEnd> {
    const { writers } = this.#tools;
    // Also when no row comes: an empty result is a result, and an empty file says so.
    const target = await this.#openTarget();
    // From here on a process that takes over knows that this one may have begun.
    if ((await this.#keep()) === "stop") return this.#end("stopped");
    for await (const batch of this.#arriving()) {
      await this.#pass(batch, target);
      const { position, mark } = batch;
      this.#checkpoint = {
        ...this.#checkpoint,
        writers: await writers.checkpoints(),
        ...(position === undefined ? {} : { position }),
        ...(mark === undefined ? {} : { mark }),
      };
      const wish = await this.#keep();
      this.#stopAfterFailures();
      if (wish === "stop") return this.#end("stopped");
    }
    await writers.finish();
    return this.#end("done");
  }

  #end(state: RunEnd["state"]): RunEnd {
    return { state, counts: this.#counts, mark: this.#checkpoint.mark };
  }

  async #keep(): Promise<"go on" | "stop"> {
    this.#counts.calls = this.#callsBefore + this.#ports.calls();
    const [failed, mended] = [this.#failed, this.#mended];
    this.#failed = [];
    this.#mended = [];
    this.#ports.signal.throwIfAborted();
    return this.#ports.advance({ checkpoint: this.#checkpoint, counts: this.#counts, failed, mended });
  }

  async #openTarget() {
    const { target } = this.#definition;
    if (target === undefined) return undefined;
    const request = await targetRequest(this.#definition, (name) => this.#ports.endpoint(name));
    return this.#tools.writers.open("target", target.endpoint, request);
  }

  /** The rows to come: the source's, or those that are tried again. */
  async *#arriving(): AsyncGenerator<ArrivedBatch> {
    const { keptRows, signal } = this.#ports;
    const { position: after, since } = this.#checkpoint;
    if (keptRows !== undefined) {
      for await (const { rows, position } of keptRows(after)) {
        const arrived = rows.map((kept) => ({ row: kept.source, place: kept.place, kept }));
        yield { rows: arrived, unreadable: [], position };
      }
      return;
    }
    const { source, target } = this.#definition;
    const endpoint = await this.#ports.endpoint(source.endpoint);
    const goto = target !== undefined && (await this.#ports.endpoint(target.endpoint)).kind === "goto";
    const { from, to } = source;
    const reading = endpoint.read({
      table: tableOf(source),
      filters: await conditions(source.where)({}),
      batchRows: goto ? batchRowsOfGoTo : batchRows,
      signal,
      ...(from === undefined && to === undefined
        ? {}
        : { range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }),
      ...(source.fields === undefined ? {} : { fields: source.fields }),
      ...(source.limit === undefined ? {} : { limit: source.limit - this.#counts.read }),
      ...(source.changed === undefined
        ? {}
        : { changes: { field: source.changed, ...(since === undefined ? {} : { since }) } }),
      ...(after === undefined ? {} : { after }),
    });
    if (source.limit !== undefined && this.#counts.read >= source.limit) return;
    for await (const { rows, unreadable, position, mark } of reading) {
      const before = this.#counts.read;
      yield {
        rows: rows.map((row, index) => ({ row, place: `row ${before + index + 1}` })),
        unreadable,
        position,
        ...(mark === undefined ? {} : { mark }),
      };
    }
  }

  async #pass(
    batch: ArrivedBatch,
    target: { write(rows: readonly Row[]): Promise<readonly RowResult[]> } | undefined,
  ) {
    const counts = this.#counts;
    counts.read += batch.rows.length + batch.unreadable.length;
    for (const { place, error, text } of batch.unreadable) {
      const source: Row = { unreadable: text ?? null };
      const arrived: Arrived = { row: source, place };
      this.#reject(
        arrived,
        { source, path: [], names: {}, mapped: undefined },
        "source",
        failureOf(error),
        undefined,
      );
    }
    const through = await this.#throughSteps(batch.rows);
    const written =
      target === undefined
        ? through.map((one) => ({ ...one, row: one.row }))
        : await this.#write(through, target);
    await this.#writeBack(written);
  }

  async #throughSteps(rows: readonly Arrived[]): Promise<readonly Passing[]> {
    const done = new Array<readonly Passing[]>(rows.length);
    let next = 0;
    const walk = async () => {
      for (let index = next++; index < rows.length; index = next++) {
        done[index] = await this.#oneThroughSteps(rows[index] as Arrived);
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, walk));
    return done.flat();
  }

  async #oneThroughSteps(arrived: Arrived): Promise<readonly Passing[]> {
    const start: Travelling = { source: arrived.row, path: [], names: {}, mapped: undefined };
    if (this.#definition.steps.length === 0) return [{ arrived, row: start }];
    const passing: Passing[] = [];
    let any = false;
    for await (const one of this.#steps(start, this.#tools)) {
      const { path } = "error" in one ? one.row : one;
      if (arrived.kept !== undefined && !belongs(path, arrived.kept.path)) continue;
      any = true;
      if ("error" in one) this.#stuck(arrived, one);
      else passing.push({ arrived, row: one });
    }
    if (!any) {
      this.#counts.dropped += 1;
      this.#through(arrived);
    }
    return passing;
  }

  async #write(
    through: readonly Passing[],
    target: { write(rows: readonly Row[]): Promise<readonly RowResult[]> },
  ): Promise<readonly Passing[]> {
    if (through.length === 0) return [];
    const results = await target.write(through.map(({ row }) => row.mapped ?? row.source));
    const written: Passing[] = [];
    for (const [index, passing] of through.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error("A written row has a result");
      if (result.error !== undefined) {
        this.#reject(passing.arrived, passing.row, "target", failureOf(result.error), undefined);
        continue;
      }
      if (result.outcome !== "failed") this.#counts[result.outcome] += 1;
      const names = { ...passing.row.names, result: said(result) };
      written.push({ ...passing, row: { ...passing.row, names } });
    }
    return written;
  }

  /** What `then` says; a row that fails at one is not written by the next ones. */
  async #writeBack(written: readonly Passing[]): Promise<void> {
    let left = written;
    for (const writing of this.#after) {
      const ready: { passing: Passing; values: Row }[] = [];
      for (const passing of left) {
        try {
          ready.push({ passing, values: await writing.values(passing.row) });
        } catch (error) {
          const failed = rowFailed(error);
          if (failed === undefined) throw error;
          this.#stuck(passing.arrived, { row: passing.row, step: writing.id, error: failed });
        }
      }
      if (ready.length === 0) return;
      const writer = await this.#tools.writers.open(writing.id, writing.endpoint, writing.request);
      const results = await writer.write(ready.map(({ values }) => values));
      left = ready.flatMap(({ passing }, index) => {
        const result = results[index];
        if (result === undefined) throw new Error("A written row has a result");
        const error = writing.failed(result);
        if (error === undefined) {
          this.#counts.writtenBack += 1;
          return [passing];
        }
        this.#stuck(passing.arrived, { row: passing.row, step: writing.id, error });
        return [];
      });
    }
    for (const { arrived } of left) this.#through(arrived);
  }

  #through({ kept }: Arrived): void {
    if (kept !== undefined) this.#mended.push(kept.id);
  }

  #stuck(arrived: Arrived, { row, step, error }: Stuck): void {
    this.#reject(arrived, row, step, error.failure, error.rule);
  }

  #reject(
    { place, kept }: Arrived,
    { source, path, mapped }: Travelling,
    step: string,
    failure: FailedNow["failure"],
    ownRule: RowFailed["rule"],
  ): void {
    const rule = ownRule ?? this.#definition.errors.row;
    const counts = this.#counts;
    if (rule === "ignore") {
      counts.ignored += 1;
      counts.ignoredBecause[failure.code] = (counts.ignoredBecause[failure.code] ?? 0) + 1;
      return;
    }
    counts.failed += 1;
    this.#failed.push({
      ...(kept === undefined ? {} : { id: kept.id }),
      place,
      path: kept?.path ?? path,
      source,
      mapped,
      step,
      failure,
    });
    if (rule === "stop") this.#stopBecause ??= failure.words;
  }
  #stopBecause: string | undefined;

  #stopAfterFailures(): void {
    const most = this.#definition.errors.stop_after;
    const { failed } = this.#counts;
    if (this.#stopBecause === undefined && (most === undefined || failed < most)) return;
    throw new HubError({
      kind: "rejected",
      code: "flow.too-many-failed",
      message: this.#stopBecause ?? `${failed} rows failed, and the flow stops after ${most}.`,
      meaning: "The rows after them were not read; what was written before stays.",
      remedy: `See them with: rostrum flow failed ${this.#definition.flow}. The run goes on where it stopped with: rostrum flow resume ${this.#definition.flow}.`,
    });
  }
}

interface Passing {
  readonly arrived: Arrived;
  readonly row: Travelling;
}

/** Whether a row is the child that had failed, or lies below it. */
function belongs(path: readonly number[], wanted: readonly number[]): boolean {
  return wanted.every((step, index) => path[index] === step);
}
