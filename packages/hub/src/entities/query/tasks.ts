/**
 * What is still to be done in a walk: one task per call. Tasks wait in one queue per step, and the choice between the
 * queues keeps both the budget and the memory in bounds: the deepest work goes first, so that what was listed is
 * used up before more is listed, but never so late that the calls below would run dry.
 */
import type { PageList } from "./page-list.ts";
import type { Bag } from "./rows.ts";

/** One call: a step of the plan, the keys for it, the page. */
export interface Task {
  readonly step: number;
  readonly bag: Bag;
  readonly page: number;
  /** Tells tasks of one walk apart; never used twice. */
  readonly serial: number;
  /** The list of pages it belongs to; undefined as long as nobody knows that there are several. */
  list: PageList | undefined;
}

export interface TaskQueues {
  readonly waiting: number;
  push(task: Task): void;
  /** The task to start next. */
  next(): Task | undefined;
  /** Those of one step. */
  waitingOf(step: number): number;
  all(): Iterable<Task>;
}

/** `enough`: how many calls should wait below a step before more is listed above. */
export function createTaskQueues(steps: number, enough: number): TaskQueues {
  const queues = Array.from({ length: steps }, () => new Queue<Task>());
  return {
    get waiting() {
      return queues.reduce((sum, queue) => sum + queue.size, 0);
    },
    push(task) {
      queues[task.step]?.push(task);
    },
    next() {
      let below = queues.reduce((sum, queue) => sum + queue.size, 0);
      for (const queue of queues) {
        below -= queue.size;
        if (queue.size > 0 && below < enough) return queue.shift();
      }
      return queues.findLast((queue) => queue.size > 0)?.shift();
    },
    waitingOf: (step) => queues[step]?.size ?? 0,
    *all() {
      for (const queue of queues) yield* queue.values();
    },
  };
}

/** First in, first out; removing the first costs the same however long it is. */
class Queue<Item> {
  #items: Item[] = [];
  #first = 0;

  get size(): number {
    return this.#items.length - this.#first;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | undefined {
    const item = this.#items[this.#first++];
    if (this.#first > 1024 && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  values(): Item[] {
    return this.#items.slice(this.#first);
  }
}
