/** The nearest right name for a wrong one: for "did you mean". NOT a search. */

/**
 * The known name that takes the fewest typing mistakes to become the given one (a letter too many, missing,
 * changed, or swapped with its neighbour; case does not count), or undefined when none is near.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const begun = given.length > 2 && (other.startsWith(given) || given.startsWith(other));
    const distance = begun ? 1 : editDistance(given, other);
    if (best === undefined || distance < best.distance) best = { name: candidate, distance };
  }
  const tolerated = Math.max(1, Math.floor(given.length / 3));
  return best !== undefined && best.distance <= tolerated ? best.name : undefined;
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const present = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (present[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + changed,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      present.push(distance);
    }
    beforeLast = last;
    last = present;
  }
  return last[b.length] ?? 0;
}
