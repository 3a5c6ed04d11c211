/**
 * Chance without state: the same numbers always give the same outcome.
 *
 * Everything derived in the world hangs on this, so that person 1,234 of webinar 99 can be made without making
 * the 1,233 before. Not for secrets.
 */

/** Mixes whole numbers into 32 well-spread bits (the finalizer of MurmurHash3 over each word). */
export function hash(...words: readonly number[]): number {
  let state = 0x9747b28c;
  for (const word of words) {
    let mixed = Math.imul(word, 0xcc9e2d51);
    mixed = (mixed << 15) | (mixed >>> 17);
    state ^= Math.imul(mixed, 0x1b873593);
    state = (state << 13) | (state >>> 19);
    state = (Math.imul(state, 5) + 0xe6546b64) | 0;
  }
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  state = Math.imul(state, 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A fraction in [0, 1). */
export function chance(...words: readonly number[]): number {
  return hash(...words) / 0x1_0000_0000;
}

/** A whole number in [from, to]. */
export function between(from: number, to: number, ...words: readonly number[]): number {
  return from + Math.floor(chance(...words) * (to - from + 1));
}

/** One of the items. Throws when there are none: that is a mistake in a table of this package. */
export function pick<Item>(items: readonly Item[], ...words: readonly number[]): Item {
  const item = items[hash(...words) % items.length];
  if (item === undefined) throw new RangeError("There is nothing to pick from.");
  return item;
}
