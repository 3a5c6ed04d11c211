/**
 * A list that comes in several pages while it may change (goto-webinar.md 4). Pure bookkeeping; fetches nothing.
 *
 * - An item that is added moves others to later pages: they are seen twice and dropped the second time.
 * - An item that is removed moves others to earlier pages, where they may already have been read past. GoTo tells by a
 *   smaller total; the list is then read again, and only what was not seen before counts.
 * A change that adds as many as it removes cannot be seen by anybody.
 *
 * Like `walkPages` of @rostrum/goto, but as a value that can be written to a checkpoint and read by many calls at once.
 */
import type { Answer } from "../registry/entity.ts";

/** A few dozen changes during one read are no steady state; more readings would only make the load worse. */
export const mostPasses = 5;

export interface PageListState {
  /** Pages known so far. */
  readonly pages: number;
  readonly pageSize: number;
  readonly total: number;
  readonly pass: number;
  readonly shrunk: boolean;
  readonly seen: string[];
}

export class PageList {
  readonly pageSize: number;
  /** Tasks of this list that are not done. */
  open = 0;
  #pages: number;
  #total: number;
  #pass: number;
  #shrunk: boolean;
  /** Key of an item, and the serial of the task that brought it. */
  readonly #seen: Map<string, number>;

  constructor(state: PageListState) {
    this.pageSize = state.pageSize;
    this.#pages = state.pages;
    this.#total = state.total;
    this.#pass = state.pass;
    this.#shrunk = state.shrunk;
    this.#seen = new Map(state.seen.map((key) => [key, -1]));
  }

  /**
   * The list that begins with this first page; undefined when the page is the whole list. The page says how large
   * pages are, whatever was asked for: GoTo may grant less.
   */
  static beginningWith(answer: Answer): PageList | undefined {
    const { items, totalItems = 0, next } = answer;
    if (next === undefined && totalItems <= items.length) return undefined;
    const pageSize = Math.max(1, items.length);
    return new PageList({ pages: 1, pageSize, total: totalItems, pass: 1, shrunk: false, seen: [] });
  }

  get total(): number {
    return this.#total;
  }

  get pass(): number {
    return this.#pass;
  }

  /** Whether the item is new; from now on it is not. */
  claim(key: string, serial: number): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, serial);
    return true;
  }

  /**
   * Learns from an answer, and gives the numbers of pages that are to be asked for because of it.
   * `totalWhenAsked`: what `total` was when the page was asked for.
   */
  learn({ totalItems, next }: Answer, totalWhenAsked: number): number[] {
    if (totalItems !== undefined && totalItems < totalWhenAsked) this.#shrunk = true;
    this.#total = Math.max(this.#total, totalItems ?? 0);
    const byTotal = Math.ceil(this.#total / this.pageSize);
    const wanted = Math.max(this.#pages, byTotal, next === undefined ? 0 : next + 1);
    const fresh = Array.from({ length: wanted - this.#pages }, (_, index) => this.#pages + index);
    this.#pages = wanted;
    return fresh;
  }

  /** A page that is gone, because the list became shorter. */
  missing(): void {
    this.#shrunk = true;
  }

  /** To be asked when no task is open: the pages to read again, if there are any. */
  again(): number[] {
    if (!this.#shrunk || this.#pass >= mostPasses) return [];
    this.#shrunk = false;
    this.#pass++;
    this.#total = 0;
    const pages = this.#pages;
    this.#pages = 1;
    return pages > 0 ? [0] : [];
  }

  /** Whether it changed so often that nobody can say it was read whole. */
  get unsettled(): boolean {
    return this.#shrunk && this.#pass >= mostPasses;
  }

  /** For a checkpoint; what the tasks in `without` brought is left out, since they will bring it again. */
  state(without: ReadonlySet<number>): PageListState {
    return {
      pages: this.#pages,
      pageSize: this.pageSize,
      total: this.#total,
      pass: this.#pass,
      shrunk: this.#shrunk,
      seen: [...this.#seen].filter(([, serial]) => !without.has(serial)).map(([key]) => key),
    };
  }
}
