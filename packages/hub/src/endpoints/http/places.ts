/** Where things are in an answer, as paths like "data.items": for people who say where rows and cursors are. Pure. */
import type { Value } from "../../rows/values.ts";

/** Lists lie this deep at most, in the answers of APIs. */
const deepest = 4;

/** Where the answer has lists; "" is the answer itself. Lists within lists are no tables. */
export function listsIn(body: Value): readonly string[] {
  return placesIn(body, Array.isArray);
}

/** Where the answer has single values, outside of its lists: a cursor, an address of the next page, a count. */
export function singlesIn(body: Value): readonly string[] {
  return placesIn(body, (value) => value === null || typeof value !== "object").filter(
    (place) => place !== "",
  );
}

function placesIn(body: Value, isOne: (value: Value) => boolean, at = "", depth = 0): readonly string[] {
  if (isOne(body)) return [at];
  if (body === null || typeof body !== "object" || Array.isArray(body) || depth === deepest) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    // A name with a dot in it cannot be said in a path.
    name.includes(".") ? [] : placesIn(value, isOne, at === "" ? name : `${at}.${name}`, depth + 1),
  );
}
