/**
 * JSON read without losing digits, written as it is. NOT a parser of its own: the built-in one does the work.
 *
 * A number that JavaScript cannot hold exactly (a 64-bit key, a long decimal) becomes a string of its digits, as
 * everywhere in this room. Numbers of up to 15 digits always fit, so text without longer runs is parsed plainly:
 * the exact way costs five times as much.
 */
import type { Value } from "../rows/values.ts";

const longNumber = /\d[\d.]{15,}/;

/** Throws SyntaxError, in the parser's own words, for what is no JSON. */
export function parseJson(text: string): Value {
  if (!longNumber.test(text)) return JSON.parse(text) as Value;
  return JSON.parse(text, exact) as Value;
}

// The context with the source text is newer than TypeScript's description of JSON.parse.
function exact(_name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || source.length < 16) return value;
  // Whole numbers beyond the safe ones always, be they held exactly by chance: keys must not change their type.
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? value : source;
  return String(value) === source ? value : source;
}
