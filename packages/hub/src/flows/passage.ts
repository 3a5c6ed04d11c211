/**
 * The passage of one batch: through the steps, to the target, and what `then` says after it. What becomes of each row goes
 * into a tally of the batch; nothing here is kept in the database. NOT the order of batches: that is `run-flow.ts`.
 */
import type { Row, RowResult } from "../endpoints/index.ts";
import type { Arrived, ArrivedBatch } from "./arriving.ts";
import type { FlowDefinition, Step } from "./definition.ts";
import { failureOf, type RowFailed, rowFailed } from "./row-failure.ts";
import type { FailedNow } from "./run-model.ts";
import {
  type CompiledWriting,
  compileSteps,
  compileWriting,
  type Steps,
  type StepTools,
  type Stuck,
  said,
  type Travelling,
} from "./steps.ts";
import { newTally, type Tally } from "./tally.ts";
import { againAt, begunAt, named } from "./travelling.ts";

export interface Passage {
  /** Whether a batch may go through the steps before the one in front of it is written: they work out, and do nothing. */
  readonly ahead: boolean;
  /** `stop` raised: the rows that are not begun stay out. */
  throughSteps(batch: ArrivedBatch, stop?: AbortSignal): Promise<SteppedBatch>;
  /** To the target, and what comes after it. Rejects with HubError for what concerns no row in particular. */
  write(batch: SteppedBatch, target: Target | undefined): Promise<Tally>;
}

export interface Target {
  write(rows: readonly Row[], again?: ReadonlySet<number>): Promise<readonly RowResult[]>;
}

/** A batch behind its steps: what goes to the target, and the row of each where it is asked for. */
export interface SteppedBatch {
  readonly values: readonly Row[];
  passingAt(index: number): Passing;
  readonly tally: Tally;
  /** So many of its rows, from the first one on; the others were left out. */
  readonly taken: number;
}

interface Passing {
  readonly arrived: Arrived;
  readonly row: Travelling;
}

/** Rows through their steps at once. */
const parallel = 8;

/** `tries`: whether the rows are kept ones that are tried again. */
export function createPassage(definition: FlowDefinition, tools: StepTools, tries: boolean): Passage {
  return new FlowPassage(definition, tools, tries);
}

class FlowPassage implements Passage {
  readonly ahead: boolean;
  readonly #definition: FlowDefinition;
  readonly #steps: Steps;
  readonly #after: readonly CompiledWriting[];
  readonly #tools: StepTools;
  /** Whether the rows are kept ones that are tried again. */
  readonly #tries: boolean;

  constructor(definition: FlowDefinition, tools: StepTools, tries: boolean) {
    this.#tries = tries;
    this.ahead = definition.steps.every(worksOutOnly);
    this.#definition = definition;
    this.#tools = tools;
    this.#steps = compileSteps(definition.steps, tools);
    this.#after = definition.then.map((step, index) => compileWriting(step, `then.${index + 1}`, tools));
  }

  async throughSteps(
    { rows, unreadable, arrivedAt }: ArrivedBatch,
    stop?: AbortSignal,
  ): Promise<SteppedBatch> {
    const tally = newTally();
    tally.counts.read = rows.length + unreadable.length;
    for (const { place, error, text } of unreadable) {
      const source: Row = { unreadable: text ?? null };
      this.#reject(
        tally,
        { arrived: { place }, row: travelling(source, { place }) },
        "source",
        failureOf(error),
        undefined,
      );
    }
    if (this.#definition.steps.length === 0) {
      // Nothing is made for each row: at some hundred thousand a second that would be half of the work.
      const passingAt = (index: number) => {
        const arrived = arrivedAt(index);
        return { arrived, row: travelling(rows[index] as Row, arrived) };
      };
      return { values: rows, passingAt, tally, taken: rows.length };
    }
    const tools: StepTools = {
      ...this.#tools,
      // The row goes on, so it is not counted as ignored; why is told all the same.
      continued: (code) => noteReason(tally, code),
    };
    const done = new Array<readonly Passing[]>(rows.length);
    let next = 0;
    const walk = async () => {
      while (next < rows.length && !(stop?.aborted && next > 0)) {
        const index = next++;
        done[index] = await this.#oneThroughSteps(rows[index] as Row, arrivedAt(index), tools, tally);
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, walk));
    tally.counts.read -= rows.length - next;
    const passing = done.slice(0, next).flat();
    return {
      values: passing.map(({ row }) => row.mapped ?? row.source),
      passingAt: (index) => passing[index] as Passing,
      tally,
      taken: next,
    };
  }

  async #oneThroughSteps(
    source: Row,
    arrived: Arrived,
    tools: StepTools,
    tally: Tally,
  ): Promise<readonly Passing[]> {
    const passing: Passing[] = [];
    let any = false;
    for await (const one of this.#steps(travelling(source, arrived), tools)) {
      const { path } = "error" in one ? one.row : one;
      if (arrived.kept !== undefined && !belongs(path, arrived.kept.path)) continue;
      any = true;
      if ("error" in one) this.#stuck(tally, arrived, one);
      else passing.push({ arrived, row: one });
    }
    if (!any) {
      tally.counts.dropped += 1;
      through(tally, arrived);
    }
    return passing;
  }

  async write(batch: SteppedBatch, target: Target | undefined): Promise<Tally> {
    const { values, passingAt, tally } = batch;
    const again = this.#tries
      ? againAt("target", values.length, (index) => passingAt(index).row.begun)
      : undefined;
    const results =
      target === undefined || values.length === 0 ? undefined : await target.write(values, again);
    const written: Passing[] = [];
    for (let index = 0; index < values.length; index += 1) {
      const result = results && resultAt(results, index);
      if (result?.error !== undefined) {
        const { arrived, row } = passingAt(index);
        const left = result.error.doubt === undefined ? row : begunAt(row, "target");
        this.#reject(tally, { arrived, row: left }, "target", failureOf(result.error), undefined);
        continue;
      }
      if (result !== undefined && result.outcome !== "failed") tally.counts[result.outcome] += 1;
      if (this.#after.length === 0) {
        if (this.#tries) through(tally, passingAt(index).arrived);
        continue;
      }
      const { arrived, row } = passingAt(index);
      const taken = result === undefined ? row : named(begunAt(row, "target"), "result", said(result));
      written.push({ arrived, row: taken });
    }
    if (this.#after.length > 0) await this.#writeBack(tally, written);
    return tally;
  }

  /** What `then` says; a row that fails at one is not written by the next ones. */
  async #writeBack(tally: Tally, written: readonly Passing[]): Promise<void> {
    let left = written;
    for (const writing of this.#after) {
      const ready: { passing: Passing; values: Row }[] = [];
      for (const passing of left) {
        try {
          ready.push({ passing, values: await writing.values(passing.row) });
        } catch (error) {
          const failed = rowFailed(error);
          if (failed === undefined) throw error;
          this.#stuck(tally, passing.arrived, { row: passing.row, step: writing.id, error: failed });
        }
      }
      if (ready.length === 0) return;
      const writer = await this.#tools.writers.open(writing.id, writing.endpoint, writing.request);
      const again = againAt(writing.id, ready.length, (index) => ready[index]?.passing.row.begun ?? noPlaces);
      const results = await writer.write(
        ready.map(({ values }) => values),
        again,
      );
      left = ready.flatMap(({ passing: { arrived, row } }, index) => {
        const error = writing.failed(resultAt(results, index));
        const begun = error === undefined || error.failure.doubt !== undefined;
        const after = begun ? begunAt(row, writing.id) : row;
        if (error === undefined) {
          tally.counts.writtenBack += 1;
          return [{ arrived, row: after }];
        }
        this.#stuck(tally, arrived, { row: after, step: writing.id, error });
        return [];
      });
    }
    for (const { arrived } of left) through(tally, arrived);
  }

  #stuck(tally: Tally, arrived: Arrived, { row, step, error }: Stuck): void {
    this.#reject(tally, { arrived, row }, step, error.failure, error.rule);
  }

  #reject(
    tally: Tally,
    { arrived: { place, kept }, row: { source, path, mapped, begun } }: Passing,
    step: string,
    failure: FailedNow["failure"],
    ownRule: RowFailed["rule"],
  ): void {
    const rule = ownRule ?? this.#definition.errors.row;
    const { counts } = tally;
    if (rule === "ignore") {
      counts.ignored += 1;
      noteReason(tally, failure.code);
      return;
    }
    counts.failed += 1;
    // One of several that the kept row has become by now is kept as itself: its siblings may be through.
    const same = kept !== undefined && path.length <= kept.path.length;
    if (kept !== undefined && !same) through(tally, { place, kept });
    tally.failed.push({
      ...(same ? { id: kept.id } : {}),
      place,
      path: same ? kept.path : path,
      source,
      mapped,
      step,
      failure,
      begun,
    });
    if (rule === "stop") tally.stopBecause ??= failure.words;
  }
}

function noteReason({ counts }: Tally, code: string): void {
  counts.ignoredBecause[code] = (counts.ignoredBecause[code] ?? 0) + 1;
}

const noPath: readonly number[] = [];
const noNames = {};
const noPlaces: readonly string[] = [];

function travelling(source: Row, { kept }: Arrived): Travelling {
  return { source, path: noPath, names: noNames, mapped: undefined, begun: kept?.begun ?? noPlaces };
}

function through(tally: Tally, { kept }: Arrived): void {
  if (kept !== undefined) tally.mended.push(kept.id);
}

function resultAt(results: readonly RowResult[], index: number): RowResult {
  const result = results[index];
  if (result === undefined) throw new Error("A written row has a result");
  return result;
}

/** Nothing is read or written by it: only what the row itself says counts. */
function worksOutOnly(step: Step): boolean {
  if ("branch" in step) return [...step.branch.then, ...(step.branch.else ?? [])].every(worksOutOnly);
  return "filter" in step || "map" in step || "each" in step || "fail" in step;
}

/** Whether a row is the child that had failed, or lies below it. */
function belongs(path: readonly number[], wanted: readonly number[]): boolean {
  return wanted.every((step, index) => path[index] === step);
}
