/**
 * The scheduler: simulated time. What happens is a queue of steps, each at its millisecond; a step runs when everything
 * that the step before set in motion has come to rest, and only then does time go on.
 *
 * Why that is deterministic: Node runs promise reactions in the order in which they were made. A real `setImmediate`
 * between two steps comes after all of them, and nothing else of the real world is waited for.
 */
const realImmediate = setImmediate;

export interface Step {
  cancel(): void;
}

interface QueuedStep {
  readonly at: number;
  readonly serial: number;
  run: (() => void) | undefined;
}

export class Scheduler {
  /** Milliseconds since the beginning of the simulation. */
  time = 0;
  /** Steps so far. */
  steps = 0;
  readonly #heap: QueuedStep[] = [];
  #serial = 0;

  /** Runs `run` in `ms` milliseconds; steps of one moment run in the order in which they were asked for. */
  after(ms: number, run: () => void): Step {
    const step: QueuedStep = { at: this.time + Math.max(0, ms), serial: this.#serial++, run };
    this.#push(step);
    return {
      cancel() {
        step.run = undefined;
      },
    };
  }

  /** Lets time pass until `isOver`, or until nothing is left to happen. */
  async run(isOver: () => boolean): Promise<void> {
    await rest();
    while (!isOver()) {
      const step = this.#pop();
      if (step === undefined) return;
      if (step.run === undefined) continue;
      this.time = step.at;
      this.steps++;
      step.run();
      await rest();
    }
  }

  #push(step: QueuedStep): void {
    const heap = this.#heap;
    let index = heap.push(step) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as QueuedStep;
      if (isBefore(above, step)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = step;
  }

  #pop(): QueuedStep | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as QueuedStep)) child++;
      const below = heap[child];
      if (below === undefined || isBefore(last, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(one: QueuedStep, other: QueuedStep): boolean {
  return one.at < other.at || (one.at === other.at && one.serial < other.serial);
}

/** Comes after every promise reaction that can run without a further step. */
function rest(): Promise<void> {
  return new Promise((resolve) => realImmediate(resolve));
}
