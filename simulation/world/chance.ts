/**
 * Chance from a seed. Every consumer forks its own stream by name, so that a new consumer does not change what the
 * others draw: a seed stays the same story as far as it can when something is added.
 */
export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** From `from` to `to`. */
  between(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** Whether something of this probability happens. */
  hits(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Time to the next one of events that come `perHour` times an hour on average, in milliseconds. */
  untilNext(perHour: number): number;
  fork(name: string): Chance;
}

export function createChance(seed: string): Chance {
  let state = hash(seed);
  /** mulberry32 */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const chance: Chance = {
    next,
    between: (from, to) => from + (to - from) * next(),
    whole: (from, to) => from + Math.floor((to - from + 1) * next()),
    hits: (probability) => next() < probability,
    pick(items) {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("There is nothing to pick from");
      return item;
    },
    untilNext: (perHour) => (-Math.log(1 - next()) * 3_600_000) / perHour,
    fork: (name) => createChance(`${seed}/${name}`),
  };
  return chance;
}

/** FNV-1a, 32 bits, stirred once more because short seeds differ in few bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}
