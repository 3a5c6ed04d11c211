/**
 * A list that comes in several pages while it may change (goto-webinar.md 4). Pure bookkeeping; fetches nothing.
 *
 * An item that is added moves others to later pages, one that is removed moves others to earlier pages. What is seen
 * twice is dropped. Something may be missed only between two pages of which the former was told a larger total than
 * the latter: either items were added after the latter was read, or removed after the former was. In both cases the
 * page that was read earlier is out of date, and is read again, until the totals no longer fall from page to page.
 * That is exact while a list only grows or only shrinks; an addition together with a removal leaves the total as it
 * was, and nobody can see it.
 *
 * Like `walkPages` of @rostrum/goto, but for pages that are asked for side by side and answered in any order, and as a
 * value that can be kept in a checkpoint.
 */
import type { Answer } from "../registry/entity.ts";

export interface PageListState {
  readonly pageSize: number;
  /** By page number: the total that came with it, and when it came; null before its answer. */
  readonly answers: ({ total: number; order: number } | null)[];
  readonly seen: string[];
}

/** How often each page may be read again before the list is taken never to hold still. */
const mostRepeats = 5;

export class PageList {
  /** Tasks of this list that are not done. */
  open = 0;
  readonly #pageSize: number;
  readonly #answers: PageListState["answers"];
  /**
   * Pages that were asked for again. Not in a checkpoint: whoever resumes a walk that was given up because its list was
   * restless does so because it may have come to rest.
   */
  #repeated = 0;
  #order: number;
  /** Key of an item, and the serial of the task that brought it. */
  readonly #seen: Map<string, number>;

  constructor({ pageSize, answers, seen }: PageListState) {
    this.#pageSize = pageSize;
    this.#answers = [...answers];
    this.#order = answers.reduce((last, answer) => Math.max(last, answer?.order ?? 0), 0);
    this.#seen = new Map(seen.map((key) => [key, -1]));
  }

  /**
   * The list that begins with this first page; undefined when the page is the whole list. The page says how large
   * pages are, whatever was asked for: GoTo may grant less.
   */
  static beginningWith({ items, totalItems = 0, next }: Answer): PageList | undefined {
    if (next === undefined && totalItems <= items.length) return undefined;
    return new PageList({ pageSize: Math.max(1, items.length), answers: [null], seen: [] });
  }

  /** Whether the item is new; from now on it is not. */
  claim(key: string, serial: number): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, serial);
    return true;
  }

  /** Learns from the answer to a page, and gives the numbers of the pages that are known to exist because of it. */
  learn(page: number, { totalItems = 0, next = 0 }: Answer): number[] {
    this.#answers[page] = { total: totalItems, order: ++this.#order };
    const known = this.#answers.length;
    const wanted = Math.max(known, Math.ceil(totalItems / this.#pageSize), next + 1);
    const fresh = Array.from({ length: wanted - known }, (_, index) => known + index);
    for (const number of fresh) this.#answers[number] = null;
    return fresh;
  }

  /** Learns that GoTo no longer knows this page: the list ends before it. */
  missing(page: number): void {
    this.#answers[page] = { total: page * this.#pageSize, order: ++this.#order };
  }

  /** To be asked when the last open page is answered: the pages to read again, if there are any. */
  again(): number[] {
    const stale = this.#stale();
    this.#repeated += stale.length;
    return stale;
  }

  /** Whether it changes so often that nobody can say it was read whole. */
  get isRestless(): boolean {
    return this.#repeated > mostRepeats * (this.#answers.length + 1);
  }

  /** For a checkpoint; what the tasks in `without` brought is left out, since they will bring it again. */
  state(without: ReadonlySet<number>): PageListState {
    return {
      pageSize: this.#pageSize,
      answers: [...this.#answers],
      seen: [...this.#seen].filter(([, serial]) => !without.has(serial)).map(([key]) => key),
    };
  }

  /** Of each two pages whose totals fall from the former to the latter, the one that was read earlier. */
  #stale(): number[] {
    const answers = this.#answers;
    const falls = answers.some((answer, page) => answer && (answers[page - 1]?.total ?? 0) > answer.total);
    if (!falls) return [];
    const stale = new Set<number>();
    for (const [page, answer] of answers.entries()) {
      for (let later = page + 1; later < answers.length; later++) {
        const other = answers[later];
        if (!answer || !other || answer.total <= other.total) continue;
        stale.add(answer.order < other.order ? page : later);
      }
    }
    return [...stale].sort((one, other) => one - other);
  }
}
