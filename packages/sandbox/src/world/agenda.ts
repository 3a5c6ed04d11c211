/**
 * What is still to happen, in order of time: a binary heap.
 *
 * Entries at the same instant come out in the order in which they went in, so that a run of the clock always
 * tells the same story.
 */

import type { Instant } from "./model.ts";

interface Entry<Item> {
  readonly at: Instant;
  readonly order: number;
  readonly item: Item;
}

export class Agenda<Item> {
  readonly #heap: Entry<Item>[] = [];
  #order = 0;

  /** The instant of the next entry; infinity when there is none. */
  get next(): Instant {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: Instant, item: Item): void {
    const entry = { at, order: this.#order++, item };
    let place = this.#heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !before(entry, parent)) break;
      this.#heap[place] = parent;
      place = above;
    }
    this.#heap[place] = entry;
  }

  /** Removes and returns the first entry that is due by `now`. */
  take(now: Instant): Item | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first.item;
  }

  #sink(entry: Entry<Item>): void {
    let place = 0;
    for (;;) {
      const left = this.#heap[2 * place + 1];
      const right = this.#heap[2 * place + 2];
      const [below, child] =
        right !== undefined && left !== undefined && before(right, left)
          ? [right, 2 * place + 2]
          : [left, 2 * place + 1];
      if (below === undefined || !before(below, entry)) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = entry;
  }
}

function before<Item>(one: Entry<Item>, other: Entry<Item>): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
