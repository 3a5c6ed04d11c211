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
import { HubError } from "../platform/errors.ts";
import { type ArrivedBatch, type KeptRow, readAhead, sourceRows, triedAgain } from "./arriving.ts";
import type { FlowDefinition } from "./definition.ts";
import { createPassage, type Passage, type SteppedBatch, type Target } from "./passage.ts";
import { type Advance, noCounts, type RunCheckpoint, type RunCounts } from "./run-model.ts";
import type { StepTools } from "./steps.ts";
import { newTally, sumOf, type Tally } from "./tally.ts";
import { targetRequest } from "./target.ts";
import { createWriterPool } from "./writer-pool.ts";

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

/** Rejects with HubError for what concerns no row in particular; the run can go on from its checkpoint then. */
export function runFlow(input: RunInput, ports: RunPorts): Promise<RunEnd> {
  return new FlowRun(input, ports).whole();
}

class FlowRun {
  readonly #definition: FlowDefinition;
  readonly #ports: RunPorts;
  readonly #passage: Passage;
  readonly #tools: StepTools;
  #checkpoint: RunCheckpoint;
  #counts: RunCounts;
  readonly #callsBefore: number;

  constructor({ definition, checkpoint, counts, since }: RunInput, ports: RunPorts) {
    this.#definition = definition;
    this.#ports = ports;
    // A source that cannot go on from a position is read anew, and so is what was made of it.
    const resumed = checkpoint?.position === undefined ? undefined : checkpoint;
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
      signal: ports.signal,
    };
    this.#passage = createPassage(definition, this.#tools);
  }

  async whole(): Promise<RunEnd> {
    // Also when no row comes: an empty result is a result, and an empty file says so.
    const target = await this.#openTarget();
    // From here on a process that takes over knows that this one may have begun.
    if ((await this.#keep(newTally())) === "stop") return this.#end("stopped");
    const reading = new AbortController();
    const coming = this.#coming(AbortSignal.any([this.#ports.signal, reading.signal]));
    for await (const { batch, stepped } of readAhead(coming, () => reading.abort())) {
      const tally = await this.#passage.write(stepped ?? (await this.#passage.throughSteps(batch)), target);
      const wish = await this.#forward(batch, tally);
      this.#stopAfterFailures(tally);
      if (wish === "stop") return this.#end("stopped");
    }
    await this.#tools.writers.finish();
    return this.#end("done");
  }

  #end(state: RunEnd["state"]): RunEnd {
    return { state, counts: this.#counts, mark: this.#checkpoint.mark };
  }

  async #openTarget(): Promise<Target | undefined> {
    const { target } = this.#definition;
    if (target === undefined) return undefined;
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
            readBefore: this.#counts.read,
            endpoint: (name) => this.#ports.endpoint(name),
            signal,
          })
        : triedAgain(keptRows(this.#checkpoint.position));
    for await (const batch of batches) {
      yield { batch, stepped: this.#passage.ahead ? await this.#passage.throughSteps(batch) : undefined };
    }
  }

  /** Everything after a batch, at once. */
  async #forward({ position, mark }: ArrivedBatch, tally: Tally): Promise<"go on" | "stop"> {
    this.#checkpoint = {
      ...this.#checkpoint,
      writers: await this.#tools.writers.checkpoints(),
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
