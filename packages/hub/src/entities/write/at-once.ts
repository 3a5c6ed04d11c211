/** Work on many things at once, with results as they come and no more under way than the reader keeps up with. */

/**
 * Applies `work` to each item, `most` at a time; results come in the order in which they are done. Items with the same
 * `key` are worked on one after the other. The first failure ends it, after what is under way has settled.
 */
export async function* atOnce<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
  keyOf: (item: Item) => string | undefined,
): AsyncGenerator<Result, undefined> {
  const underWay = new Set<Promise<Settled<Result>>>();
  const lastOf = new Map<string, Promise<unknown>>();

  function begin(item: Item): void {
    const key = keyOf(item);
    const before = key === undefined ? undefined : lastOf.get(key);
    const result = before === undefined ? work(item) : before.then(() => work(item));
    const settled: Promise<Settled<Result>> = result.then(
      (value) => ({ task: settled, value }),
      (error: unknown) => ({ task: settled, error }),
    );
    underWay.add(settled);
    if (key === undefined) return;
    lastOf.set(key, settled);
    void settled.then(() => {
      if (lastOf.get(key) === settled) lastOf.delete(key);
    });
  }

  async function next(): Promise<Result> {
    const done = await Promise.race(underWay);
    underWay.delete(done.task);
    if ("error" in done) throw done.error;
    return done.value;
  }

  try {
    for await (const item of items) {
      begin(item);
      if (underWay.size >= most) yield await next();
    }
    while (underWay.size > 0) yield await next();
  } finally {
    await Promise.all(underWay);
  }
}

type Settled<Result> =
  | { readonly task: Promise<Settled<Result>>; readonly value: Result }
  | { readonly task: Promise<Settled<Result>>; readonly error: unknown };
