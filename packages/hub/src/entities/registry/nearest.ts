/** The nearest right name, for messages about a wrong one. */

/** `Did you mean "x"?`, or undefined when nothing known is near enough. */
export function didYouMean(wrong: string, known: readonly string[]): string | undefined {
  const name = nearest(wrong, known);
  return name === undefined ? undefined : `Did you mean "${name}"?`;
}

/** The known name with the fewest changes from the wrong one, if no more than a third of it would have to change. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const target = wrong.toLowerCase();
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(target.length / 3)) + 1;
  for (const name of known) {
    const candidate = name.toLowerCase();
    const begins = target.length >= 3 && candidate.startsWith(target);
    const changes = begins ? 1 : distance(target, candidate);
    if (changes < fewest) {
      best = name;
      fewest = changes;
    }
  }
  return best;
}

/** Changes (insert, remove, replace, swap of neighbours) that turn one word into the other. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      let changes = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) changes = Math.min(changes, (beforeLast[column - 2] ?? 0) + 1);
      current.push(changes);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
