/**
 * Carries a flow out: source, steps, target, what is written back; batch by batch. After each batch everything that a
 * later process needs is kept at once (`advance`): position in the source, checkpoints of the writers, counts, failed
 * rows. A process that dies loses what it did since; the next one does that batch again, which is harmless where a
 * repeated write finds what the first one made (docs/flows.md says for which target that is so).
 *
 * While a batch is written the next one is fetched, and worked out where its steps only work out. It is written when the
 * one in front of it is kept, never before: a process that lost the run does one batch too many at most.
 *
 * It knows endpoints and nothing below them; what is in the database comes as ports. NOT the deciding whether a run may
 * begin, nor the words about its end: those are `flows.ts`.
 */
import type { Endpoint, Row, Value } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { type ArrivedBatch, type KeptRow, readAhead, sourceRows, triedAgain } from "./arriving.ts";
import { isAway, waitsMs } from "./away.ts";
import type { FlowDefinition } from "./definition.ts";
import { handledOf, inSlices, newHandled } from "./partial.ts";
import { createPassage, type Passage, type SteppedBatch, type Target } from "./passage.ts";
import { type Advance, noCounts, type RunCheckpoint, type RunCounts } from "./run-model.ts";
import type { StepTools } from "./steps.ts";
import { newTally, sumOf, type Tally, withTally } from "./tally.ts";
import { targetRequest } from "./target.ts";
import { createWriterPool } from "./writer-pool.ts";

export interface RunPorts {
  endpoint(name: string): Promise<Endpoint>;
  readonly send: StepTools["send"];
  readonly lookupTable: StepTools["lookupTable"];
  /** Keeps a step forward; resolves "stop" when somebody asked for it. Rejects when the run is another process's now. */
  advance(step: Advance): Promise<"go on" | "stop">;
  /** For a reprocess: the rows to be tried again, after the position. */
  keptRows?(after: Row | undefined): AsyncIterable<{ rows: readonly KeptRow[]; position: Row }>;
  /** Calls to GoTo so far, in this process. */
  calls(): number;
  readonly clock: Pick<Clock, "sleep">;
  readonly signal: AbortSignal;
  /** Raised when somebody wants the run to stop: it takes no further row, also not of the batch in hand. */
  readonly stop?: AbortSignal;
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

const rowByRowKinds: ReadonlySet<string> = new Set(["goto", "http"]);

/**
 * A system that is away (restarted, cut off) is waited for, some minutes long; the run then goes on from what was kept last.
 * Rejects with HubError for what concerns no row in particular; the run can go on from its checkpoint then.
 */
export async function runFlow(input: RunInput, ports: RunPorts): Promise<RunEnd> {
  const ends = AbortSignal.any([ports.signal, ...(ports.stop === undefined ? [] : [ports.stop])]);
  let kept = input;
  // What is away before the first row of all is more likely at the wrong address.
  let isUnderWay = input.checkpoint !== undefined;
  for (let tries = 0; ; tries += 1) {
    const run = new FlowRun(kept, ports);
    try {
      return await run.whole();
    } catch (error) {
      if (run.kept.checkpoint !== kept.checkpoint) tries = 0;
      kept = run.kept;
      isUnderWay ||= run.hasWritten;
      const wait = isUnderWay && isAway(error) ? waitsMs[tries] : undefined;
      if (wait === undefined || ends.aborted) throw error;
      // Who is woken by a stop finds it at once, and ends as stopped.
      await ports.clock.sleep(wait, ends).catch(() => ports.signal.throwIfAborted());
    }
  }
}

class FlowRun {
  /** What a run would go on from that came after this one. */
  kept: RunInput;
  /** Whether any row came through. */
  hasWritten = false;
  readonly #definition: FlowDefinition;
  readonly #ports: RunPorts;
  readonly #passage: Passage;
  readonly #tools: StepTools;
  #checkpoint: RunCheckpoint;
  #counts: RunCounts;
  readonly #callsBefore: number;
  /** Whether the target takes a call per row: then a stop is looked for between few rows. */
  #rowByRow = false;
  #gaveUpReading = false;

  constructor(input: RunInput, ports: RunPorts) {
    const { definition, checkpoint, counts, since } = input;
    this.kept = input;
    this.#definition = definition;
    this.#ports = ports;
    // A source that cannot go on from a position is read anew, and so is what was made of it.
    const goesOn = checkpoint?.position !== undefined || checkpoint?.handled !== undefined;
    const resumed = goesOn ? checkpoint : undefined;
    this.#checkpoint = resumed ?? { writers: {}, ...(since === undefined ? {} : { since }) };
    this.#counts = resumed === undefined ? noCounts : counts;
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
      lookupTable: ports.lookupTable,
      signal: ports.signal,
    };
    this.#passage = createPassage(definition, this.#tools, ports.keptRows !== undefined);
  }

  async whole(): Promise<RunEnd> {
    // Also when no row comes: an empty result is a result, and an empty file says so.
    const target = await this.#openTarget();
    // From here on a process that takes over knows that this one may have begun.
    if ((await this.#keep(newTally())) === "stop") return this.#end("stopped");
    const { signal, stop } = this.#ports;
    const reading = new AbortController();
    const ends = [signal, reading.signal, ...(stop === undefined ? [] : [stop])];
    const coming = this.#coming(AbortSignal.any(ends));
    for await (const { batch, stepped } of readAhead(coming, () => reading.abort())) {
      const tally = await this.#take(batch, stepped, target);
      const wish = await this.#forward(batch, tally);
      this.#stopAfterFailures(tally);
      if (wish === "stop" || stop?.aborted) return this.#end("stopped");
    }
    if (this.#gaveUpReading) return this.#end("stopped");
    await this.#tools.writers.finish();
    return this.#end("done");
  }

  /** A batch, or as much of it as is begun when somebody wants the run to stop. */
  async #take(
    batch: ArrivedBatch,
    stepped: SteppedBatch | undefined,
    target: Target | undefined,
  ): Promise<Tally & { readonly taken: number }> {
    const passage = this.#passage;
    const { stop } = this.#ports;
    if (!this.#rowByRow) {
      const ready = stepped ?? (await passage.throughSteps(batch, stop));
      const written = await passage.write(ready, target);
      this.hasWritten = true;
      return { ...written, taken: ready.taken };
    }
    let whole = newTally();
    let taken = 0;
    for (const slice of inSlices(batch)) {
      if (taken > 0 && (stop?.aborted || whole.stopBecause !== undefined)) break;
      const ready = await passage.throughSteps(slice, stop);
      whole = withTally(whole, await passage.write(ready, target));
      this.hasWritten = true;
      taken += ready.taken;
      if (ready.taken < slice.rows.length) break;
    }
    return { ...whole, taken };
  }

  #end(state: RunEnd["state"]): RunEnd {
    return { state, counts: this.#counts, mark: this.#checkpoint.mark };
  }

  async #openTarget(): Promise<Target | undefined> {
    const { target } = this.#definition;
    if (target === undefined) return undefined;
    this.#rowByRow = rowByRowKinds.has((await this.#ports.endpoint(target.endpoint)).kind);
    const request = await targetRequest(this.#definition, (name) => this.#ports.endpoint(name));
    return this.#tools.writers.open("target", target.endpoint, request);
  }

  /** The batches to come, behind their steps already where these only work out. */
  async *#coming(
    signal: AbortSignal,
  ): AsyncGenerator<{ batch: ArrivedBatch; stepped: SteppedBatch | undefined }> {
    const { keptRows } = this.#ports;
    const batches =
      keptRows === undefined
        ? sourceRows({
            definition: this.#definition,
            checkpoint: this.#checkpoint,
            readBefore: this.#counts.read - (this.#checkpoint.handled?.length ?? 0),
            endpoint: (name) => this.#ports.endpoint(name),
            signal,
          })
        : triedAgain(keptRows(this.#checkpoint.position));
    const left = newHandled(this.#checkpoint.handled ?? []);
    const early = this.#passage.ahead && !this.#rowByRow;
    try {
      for await (const arrived of batches) {
        const batch = left.without(arrived);
        yield { batch, stepped: early ? await this.#passage.throughSteps(batch) : undefined };
      }
    } catch (error) {
      // A long search in the source is not waited for when somebody wants the run to stop.
      if (!this.#ports.stop?.aborted || this.#ports.signal.aborted) throw error;
      this.#gaveUpReading = true;
    }
  }

  /** Everything after a batch, at once. */
  async #forward(batch: ArrivedBatch, tally: Tally & { readonly taken: number }): Promise<"go on" | "stop"> {
    const writers = await this.#tools.writers.checkpoints();
    const { handled, ...before } = this.#checkpoint;
    if (tally.taken < batch.rows.length) {
      // The position stays before the batch, and what is through of it is left out when the run goes on. A source that
      // is read anew all the same has no use for that after its first batch.
      const first = this.#counts.read === (handled?.length ?? 0);
      const through = [...(handled ?? []), ...handledOf(batch, tally.taken)];
      const known = before.position !== undefined || first;
      this.#checkpoint = { ...before, writers, ...(known ? { handled: through } : {}) };
      await this.#keep(tally);
      return "stop";
    }
    const { position, mark } = batch;
    this.#checkpoint = {
      ...before,
      writers,
      ...(position === undefined ? {} : { position }),
      ...(mark === undefined ? {} : { mark }),
    };
    return this.#keep(tally);
  }

  async #keep({ counts: more, failed, mended }: Tally): Promise<"go on" | "stop"> {
    const counts = sumOf(this.#counts, more);
    counts.calls = this.#callsBefore + this.#ports.calls();
    this.#ports.signal.throwIfAborted();
    const wish = await this.#ports.advance({ checkpoint: this.#checkpoint, counts, failed, mended });
    // Only now: counts of a batch that could not be kept would be counted again when the run goes on.
    this.#counts = counts;
    this.kept = { ...this.kept, checkpoint: this.#checkpoint, counts };
    return wish;
  }

  #stopAfterFailures({ stopBecause }: Tally): void {
    const most = this.#definition.errors.stop_after;
    const { failed } = this.#counts;
    if (stopBecause === undefined && (most === undefined || failed < most)) return;
    throw new HubError({
      kind: "rejected",
      code: "flow.too-many-failed",
      message: stopBecause ?? `${failed} rows failed, and the flow stops after ${most}.`,
      meaning: "The rows after them were not read; what was written before stays.",
      remedy: `See them with: rostrum flow failed ${this.#definition.flow}. The run goes on where it stopped with: rostrum flow resume ${this.#definition.flow}.`,
    });
  }
}
