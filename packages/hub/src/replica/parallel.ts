/** Work on many items, so many at a time; the first error ends it. */

/** Resolves when all are done. On an error `giveUp` is aborted, what is under way is waited for, and it rejects. */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  most: number,
  giveUp: AbortController,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const underWay = new Set<Promise<void>>();
  try {
    for await (const item of items) {
      if (failure !== undefined) break;
      const one = work(item)
        .catch((error: unknown) => {
          // Those that end because of the first are no news.
          failure ??= { error };
          giveUp.abort(error);
        })
        .finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= most) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failure !== undefined) throw failure.error;
}
