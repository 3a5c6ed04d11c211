/**
 * Finds the rows that a database refuses, without writing row by row: a refused batch is halved until the refused
 * rows stand alone. One bad row of 500 costs some twenty statements instead of 500. NOT a retry: what was refused
 * once on its own is not tried again.
 */

/**
 * `attempt` writes all items or none, and answers one result for each; it throws when they are refused.
 * `refused` gives the result of an item that was refused on its own, and throws for errors that are not the row's.
 */
export async function isolate<Item, Result>(
  items: readonly Item[],
  attempt: (items: readonly Item[]) => Promise<readonly Result[]>,
  refused: (item: Item, error: unknown) => Result,
): Promise<readonly Result[]> {
  const [first] = items;
  if (first === undefined) return [];
  try {
    return await attempt(items);
  } catch (error) {
    const result = refused(first, error);
    if (items.length === 1) return [result];
    const middle = Math.ceil(items.length / 2);
    const left = await isolate(items.slice(0, middle), attempt, refused);
    return [...left, ...(await isolate(items.slice(middle), attempt, refused))];
  }
}
