/**
 * JSON without loss: GoTo's 64-bit keys come as numbers at whim (goto-webinar.md 2) and JSON.parse rounds them silently.
 * Here an integer of 16 digits or more comes out as a string of exactly its digits; all else is as JSON.parse has it.
 *
 * How: the text is looked over for such integers, quotes are put around them, and JSON.parse does the rest. Looking
 * over takes few steps, because a run of 16 digits cannot hide between every 16th character; whether a run stands
 * outside of a string is nearly always plain from the few characters before it, and only otherwise looked up.
 * Measured on a page of 200 registrants (63 kB): see `bench/json.ts`. Alternatives measured there and slower: reading
 * every character (1.5x of JSON.parse), a regular expression that skips strings (3x), a reviver with source text (6x).
 *
 * NOT here: floating-point numbers and exponents; they stay numbers, GoTo has none that matter.
 */

/** A number in a request body whose digits go out unquoted and unrounded. Made by `longNumber`. */
export interface LongNumber {
  readonly rawJSON: string;
}

/** Missing from TypeScript's library; in Node since 21. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): LongNumber };

/** Parses JSON; integers of 16 or more digits become strings. Throws SyntaxError as JSON.parse does. */
export function parse(text: string): unknown {
  return JSON.parse(quoteLongIntegers(text));
}

/** Writes JSON, with `longNumber` values unquoted. */
export function stringify(value: unknown): string {
  return JSON.stringify(value);
}

/**
 * Digits to be sent as a JSON number without going through a double (goto-webinar.md 2: questionKey, answerKey).
 * Throws TypeError for anything but an integer's digits.
 */
export function longNumber(digits: string): LongNumber {
  if (!/^-?(0|[1-9][0-9]*)$/.test(digits))
    throw new TypeError("A key to be sent as a number must consist of digits only.");
  return rawJSON(digits);
}

const LENGTH = 16;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

/** Puts quotes around every integer of 16 or more digits that stands outside of a string. Exported for the tests. */
export function quoteLongIntegers(text: string): string {
  const strings = new StringBorders(text);
  let quoted = "";
  let copied = 0;
  let position = LENGTH - 1;
  while (position < text.length) {
    if (!isDigit(text.charCodeAt(position))) {
      position += LENGTH;
      continue;
    }
    let start = position;
    while (isDigit(text.charCodeAt(start - 1))) start--;
    let end = position + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    position = end + LENGTH - 1;
    if (end - start < LENGTH || text.charCodeAt(start) === ZERO || isFraction(text.charCodeAt(end))) continue;
    if (text.charCodeAt(start - 1) === MINUS) start--;
    const place = placeOf(text, start);
    if (place === "inside") continue;
    // A member's name that is not quoted is a mistake that must stay one.
    if (place === "unclear" && (strings.contain(start) || text.charCodeAt(afterSpace(text, end)) === COLON))
      continue;
    strings.skipTo(end);
    quoted += `${text.slice(copied, start)}"${text.slice(start, end)}"`;
    copied = end;
  }
  return copied === 0 ? text : quoted + text.slice(copied);
}

/**
 * Where a run of digits stands, from the characters before it. Outside of strings a number can only follow a colon, a
 * comma, a bracket or nothing; and a quote right after a letter or digit can only close a string, since one that
 * opens a string follows punctuation and one within a string follows a backslash.
 */
function placeOf(text: string, start: number): "inside" | "outside" | "unclear" {
  let before = beforeSpace(text, start - 1);
  const code = text.charCodeAt(before);
  if (code === COLON) {
    before = beforeSpace(text, before - 1);
    return text.charCodeAt(before) === QUOTE && isWord(text.charCodeAt(before - 1)) ? "outside" : "unclear";
  }
  return code === COMMA || code === OPENING_BRACKET || before < 0 ? "unclear" : "inside";
}

/** Which positions lie in strings. Reads the text from its start, each part once, and only as far as it is asked. */
class StringBorders {
  readonly #text: string;
  /** A position that is outside of all strings; everything before it is done with. */
  #outside = 0;
  /** The first quote from there on, or the end of the text. -1: not looked for yet. */
  #quote = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** To be told of a position that is known to be outside. */
  skipTo(outside: number): void {
    this.#outside = outside;
    if (this.#quote < outside) this.#quote = -1;
  }

  /** To be asked for positions in rising order. */
  contain(position: number): boolean {
    // Asked about a second place in the same string.
    if (position < this.#outside) return true;
    while (true) {
      if (this.#quote < 0) {
        const found = this.#text.indexOf('"', this.#outside);
        this.#quote = found < 0 ? this.#text.length : found;
      }
      if (this.#quote >= position) return false;
      const closing = this.#closing(this.#quote);
      this.#outside = closing + 1;
      this.#quote = -1;
      if (closing > position) return true;
    }
  }

  #closing(opening: number): number {
    let quote = opening;
    while (true) {
      quote = this.#text.indexOf('"', quote + 1);
      if (quote < 0) return this.#text.length;
      let backslashes = 0;
      while (this.#text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
      if (backslashes % 2 === 0) return quote;
    }
  }
}

function beforeSpace(text: string, from: number): number {
  let position = from;
  while (isSpace(text.charCodeAt(position))) position--;
  return position;
}

function afterSpace(text: string, from: number): number {
  let position = from;
  while (isSpace(text.charCodeAt(position))) position++;
  return position;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

/** "." and "e": a number that goes on after its digits is not an integer. */
function isFraction(code: number): boolean {
  return code === 0x2e || code === 0x65 || code === 0x45;
}
