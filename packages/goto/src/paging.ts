/**
 * Paging: GoTo's three shapes of a list, read by pure functions, and one walk over all of them.
 *
 * HAL-like `{ _embedded: { name: [...] }, page: {...} }`, flat `{ data, total, page, limit?, pageSize }` and the bare
 * array (goto-webinar.md 4). Which operation has which shape is said in `webinar/`, not here.
 */

/** One page of a list, whatever shape it came in. */
export interface Page<Item> {
  readonly items: Item[];
  /** Zero-based. */
  readonly number: number;
  /** Items in the whole list, as GoTo said with this page; undefined for a bare array. */
  readonly totalItems: number | undefined;
  /** Number of the next page to ask for; undefined at the end. */
  readonly next: number | undefined;
}

export interface WalkOptions<Item> {
  /** Pages asked for at once after the first one told the total. Default 1. */
  readonly concurrency?: number | undefined;
  /**
   * What tells two items apart. With it, items that move to an earlier page while the list is read (because others
   * were deleted) are found again and none is yielded twice.
   */
  readonly identify?: ((item: Item) => string) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export declare function readHalPage<Item>(
  body: unknown,
  member: string,
  readItem: (item: unknown) => Item,
): Page<Item>;
export declare function readHalMembers<Item>(
  body: unknown,
  member: string,
  readItem: (item: unknown) => Item,
): Item[];
export declare function readFlatPage<Item>(
  body: unknown,
  limit: number | undefined,
  readItem: (item: unknown) => Item,
): Page<Item>;
export declare function walkPages<Item>(
  fetchPage: (page: number) => Promise<Page<Item>>,
  options?: WalkOptions<Item>,
): AsyncGenerator<Item[]>;
