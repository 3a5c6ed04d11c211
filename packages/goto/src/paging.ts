/**
 * Paging: GoTo's three shapes of a list, read by pure functions, and one walk over all of them.
 *
 * HAL-like `{ _embedded: { name: [...] }, page: {...} }`, flat `{ data, total, page, limit?, pageSize }` and the bare
 * array (goto-webinar.md 4).
 *
 * NOT here: which operation has which shape and what it calls its size parameter; that is said in `webinar/`.
 */
import { ListChangedError, UnexpectedAnswerError } from "./errors.ts";

/** One page of a list, whatever shape it came in. */
export interface Page<Item> {
  readonly items: Item[];
  /** Zero-based. */
  readonly number: number;
  /** Items in the whole list, as GoTo said with this page; undefined for a bare array. */
  readonly totalItems: number | undefined;
  /** Pages in the whole list at this page size, as far as can be told from this page. */
  readonly totalPages: number;
  /** Number of the next page to ask for; undefined at the end. */
  readonly next: number | undefined;
}

/** HAL-like. `_embedded` is absent altogether when nothing matches (goto-webinar.md 4). */
export function readHalPage<Item>(
  body: unknown,
  member: string,
  readItem: (item: unknown) => Item,
): Page<Item> {
  const { page } = fieldsOf(body);
  const items = readHalMembers(body, member, readItem);
  const { number, totalElements, totalPages } = fieldsOf(page);
  if (!isCount(number) || !isCount(totalElements) || !isCount(totalPages)) {
    throw new UnexpectedAnswerError(
      `GoTo answered a page of "${member}" without saying which page of how many it is. Nothing was taken from it.`,
    );
  }
  return pageOf(items, number, totalElements, totalPages);
}

/** The items of an answer that is HAL-like but has no pages: webhooks and subscriptions (goto-webinar.md 4). */
export function readHalMembers<Item>(
  body: unknown,
  member: string,
  readItem: (item: unknown) => Item,
): Item[] {
  const { _embedded: embedded } = fieldsOf(body);
  if (embedded === undefined || embedded === null) return [];
  const fields = fieldsOf(embedded);
  const items = fields[member];
  if (items === undefined && Object.keys(fields).length === 0) return [];
  if (!Array.isArray(items))
    throw new UnexpectedAnswerError(`GoTo answered a list without its member "${member}".`);
  return readItems(items, readItem);
}

/**
 * Flat, or a bare array, which is the whole list (registrants without `page` and `limit`, goto-webinar.md 4).
 * `limit` is the page size that was asked for: the flat page of recordings does not repeat it.
 */
export function readFlatPage<Item>(
  body: unknown,
  limit: number | undefined,
  readItem: (item: unknown) => Item,
): Page<Item> {
  if (Array.isArray(body))
    return { ...pageOf(readItems(body, readItem), 0, body.length, 1), totalItems: undefined };
  const { data, total, page, limit: toldLimit } = fieldsOf(body);
  if (!Array.isArray(data) || !isCount(total) || !isCount(page)) {
    throw new UnexpectedAnswerError(
      "GoTo answered a page without its data, total or number. Nothing was taken from it.",
    );
  }
  // The limit that was asked for may be more than GoTo grants; the walk notices that items are missing at the end.
  const size = (isCount(toldLimit) ? toldLimit : limit) || data.length;
  return pageOf(readItems(data, readItem), page, total, size === 0 ? 0 : Math.ceil(total / size));
}

function pageOf<Item>(items: Item[], number: number, totalItems: number, totalPages: number): Page<Item> {
  return { items, number, totalItems, totalPages, next: number + 1 < totalPages ? number + 1 : undefined };
}

export interface WalkOptions<Item> {
  /**
   * What tells two items apart. By it, items that move to an earlier page while the list is read (because others were
   * deleted) are found again, and items that move to a later page (because others were added) are not yielded twice.
   * An item without a key (undefined) is always taken for a new one.
   */
  readonly identify: (item: Item) => string | undefined;
  /** Pages asked for at once after the first one told how many there are. Default 1. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How many pages back an item is known again: keeping all keys of a long list would not be flat memory. */
const REMEMBERED_PAGES = 50;
/** How many pages a shrinking list is gone back in all before giving up: fewer than are remembered, so none is repeated. */
const PAGES_BACK = 40;
/** How many pages in a row may bring nothing new before the list is taken to have no end. */
const BARREN_PAGES = 2 * REMEMBERED_PAGES;
/** How many items more than twice the total may come before the list is taken to have no end. */
const SPARE_ITEMS = 1000;

/**
 * Walks a whole list from page 0, yielding the new items of each page as one array (never an empty one), in order.
 * The next pages are asked for only as far ahead as `concurrency` says, so a slow consumer holds the walk back.
 *
 * The list may change meanwhile. GoTo tells the total with each page; when it shrinks, later items have moved forward
 * over the border of pages already read, so the walk goes back as many pages as may be concerned. What cannot be seen
 * is a deletion and an addition between the same two pages, since the total then stays as it was. When fewer items
 * came than the total says, one more page is asked for before the list is taken to be read.
 *
 * Rejects with ListChangedError if the list shrinks too often to be read whole, and with UnexpectedAnswerError if GoTo
 * answers another page than asked for, or goes on for ever.
 */
export async function* walkPages<Item>(
  fetchPage: (page: number, signal: AbortSignal) => Promise<Page<Item>>,
  options: WalkOptions<Item>,
): AsyncGenerator<Item[]> {
  const { identify, concurrency = 1, signal } = options;
  const ended = new AbortController();
  const stop = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const ahead = new Map<number, Promise<Page<Item>>>();
  const known = new RecentKeys();
  let knownPages = 1;
  let total: number | undefined;
  let largestTotal = 0;
  let yielded = 0;
  let wentBack = 0;
  let barren = 0;
  try {
    for (let number: number | undefined = 0; number !== undefined; ) {
      for (
        let next: number = number;
        next === number || next < Math.min(number + concurrency, knownPages);
        next++
      ) {
        if (!ahead.has(next)) ahead.set(next, quietly(fetchPage(next, stop)));
      }
      const page: Page<Item> = await (ahead.get(number) as Promise<Page<Item>>);
      ahead.delete(number);
      if (page.number !== number) {
        throw new UnexpectedAnswerError(
          `GoTo was asked for page ${number} of a list and answered page ${page.number}.`,
        );
      }
      knownPages = page.totalPages;
      const lost = (total ?? 0) - (page.totalItems ?? 0);
      total = page.totalItems;
      if (lost > 0 && number > 0) {
        const back = pagesBack(lost, known.largestPage);
        wentBack += back;
        if (wentBack > PAGES_BACK) {
          throw new ListChangedError(
            "The list shrank so much while it was read that some of it may have been missed. Read it again.",
          );
        }
        number = Math.max(0, number - back);
        ahead.clear();
        continue;
      }
      const fresh = known.add(page.items, identify);
      barren = fresh.length === 0 ? barren + 1 : 0;
      yielded += fresh.length;
      largestTotal = Math.max(largestTotal, total ?? yielded);
      if (barren > BARREN_PAGES || yielded > 2 * largestTotal + SPARE_ITEMS) {
        throw new UnexpectedAnswerError(
          "GoTo answers page after page of a list that should have ended long ago.",
        );
      }
      const incomplete = fresh.length > 0 && yielded < (total ?? 0);
      number = page.next ?? (incomplete ? number + 1 : undefined);
      if (fresh.length > 0) yield fresh;
    }
  } finally {
    ended.abort(new DOMException("The walk over the list has ended.", "AbortError"));
  }
}

/** How many pages may hold items that moved there from behind, when `lost` items went away before them. */
function pagesBack(lost: number, pageSize: number): number {
  return Math.ceil(lost / Math.max(1, pageSize));
}

/** The keys of the last few pages' worth of items, oldest first. */
class RecentKeys {
  readonly #keys = new Set<string>();
  largestPage = 0;

  /** The items not among them; they are among them from now on. */
  add<Item>(items: readonly Item[], identify: (item: Item) => string | undefined): Item[] {
    this.largestPage = Math.max(this.largestPage, items.length);
    const fresh = items.filter((item) => {
      const key = identify(item);
      if (key === undefined) return true;
      if (this.#keys.has(key)) return false;
      this.#keys.add(key);
      return true;
    });
    for (const key of this.#keys) {
      if (this.#keys.size <= REMEMBERED_PAGES * this.largestPage) break;
      this.#keys.delete(key);
    }
    return fresh;
  }
}

/** A page asked for ahead may fail after the walk ended for another reason; that is not an unhandled rejection. */
function quietly<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

function readItems<Item>(items: unknown[], readItem: (item: unknown) => Item): Item[] {
  for (let index = 0; index < items.length; index++) items[index] = readItem(items[index]);
  return items as Item[];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new UnexpectedAnswerError("GoTo answered something else than a page of a list.");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
