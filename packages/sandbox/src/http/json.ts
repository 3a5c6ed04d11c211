/**
 * JSON with 64-bit integers, both ways.
 *
 * GoTo sends keys of up to 19 digits as bare numbers from some endpoints (goto-webinar.md 2). A double cannot
 * hold them, so they are strings inside and written as bare digits with `longNumber`. Written apart from the
 * client's reader on purpose: a misreading in one shows up against the other.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

declare const raw: unique symbol;
/** A value that `JSON.stringify` writes as it stands. */
export interface RawJson {
  readonly [raw]: true;
}

// TypeScript's library does not know JSON.rawJSON and the reviver's context yet; Node 24 has both.
const json = JSON as unknown as {
  rawJSON(text: string): RawJson;
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
};

/** A key (decimal digits) as a bare JSON number, without loss. */
export function longNumber(digits: string): RawJson {
  return json.rawJSON(digits);
}

const integer = /^-?\d+$/;

/**
 * Parses JSON; an integer that a double would round comes as the string of its digits.
 * Throws SyntaxError when the text is no JSON.
 */
export function parseJson(text: string): Json {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Json;
  return json.parse(text, (_name, value, context) =>
    typeof value === "number" && !Number.isSafeInteger(value) && integer.test(context.source ?? "")
      ? context.source
      : value,
  ) as Json;
}

/** The digits of a key that came as a string or as a number; undefined when the value is no key. */
export function keyOf(value: Json | undefined): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
  if (typeof value === "string" && /^\d{1,19}$/.test(value)) return value;
  return undefined;
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
