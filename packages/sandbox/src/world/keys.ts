/**
 * Keys of the world: 19 digits, above 2^53, without a repeat, and made from what a thing is rather than by
 * counting, so that a key can be told before the thing is looked at.
 */

import { hash } from "./chance.ts";
import type { Key } from "./model.ts";

const kinds = [
  "account",
  "organizer",
  "webinar",
  "recurrence",
  "registrant",
  "session",
  "question",
  "answer",
  "coOrganizer",
  "panelist",
  "recording",
  "incident",
] as const;
type KeyKind = (typeof kinds)[number];

const half = 0x7fff_ffff;

/**
 * The key of thing number `index` under number `ordinal` (for example registrant 5 of webinar 17).
 * `ordinal` below 2^27, `index` below 2^31. Different arguments give different keys: a Feistel network only
 * permutes the 62 bits, and the added 2^62 makes every key 19 digits long and still fit for a signed 64-bit.
 */
export function keyAt(seed: number, kind: KeyKind, ordinal: number, index = 0): Key {
  let left = kinds.indexOf(kind) * 0x800_0000 + ordinal;
  let right = index;
  for (let round = 0; round < 4; round++) {
    const next = left ^ (hash(seed, round, right) & half);
    left = right;
    right = next;
  }
  return ((BigInt(left) << 31n) + BigInt(right) + (1n << 62n)).toString();
}

/** Nine digits, the first not zero: webinar IDs and the tails of join links. */
export function nineDigits(seed: number, ...words: readonly number[]): string {
  return String(100_000_000 + (hash(seed, ...words) % 900_000_000));
}

/** A UUID (version 4 in shape) made from numbers: the same numbers, the same UUID. Not for secrets of real life. */
export function uuidAt(seed: number, ...words: readonly number[]): string {
  const hex = [0, 1, 2, 3]
    .map((part) =>
      hash(seed, ...words, part)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  const variant = "89ab"[hash(seed, ...words, 4) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
