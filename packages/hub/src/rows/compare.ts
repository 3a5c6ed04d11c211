/** How two values of one field are compared, exactly. Pure. NOT for values of different fields. */
import { isDeepStrictEqual } from "node:util";
import type { FieldType, Value } from "./values.ts";

/** Negative, zero or positive, as `a` comes before, with or after `b`. Neither may be null. */
export function compareValues(a: Value, b: Value, type: FieldType): number {
  switch (type) {
    case "integer":
    case "long":
    case "decimal":
    case "number":
      return compareNumbers(asText(a), asText(b));
    case "instant":
    case "dateTime":
      return compareMoments(asText(a), asText(b));
    default:
      if (typeof a === "number" && typeof b === "number") return a - b;
      return compareTexts(asText(a), asText(b));
  }
}

/** Whether two values are the same; null is the same as null only. */
export function sameValue(a: Value, b: Value, type: FieldType): boolean {
  if (a === null || b === null) return a === b;
  if (type === "json") return isDeepStrictEqual(a, b);
  return compareValues(a, b, type) === 0;
}

function asText(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** By code points, as databases do in their binary order; JavaScript's own order is by UTF-16 units. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; ) {
    const left = a.codePointAt(index) ?? 0;
    const right = b.codePointAt(index) ?? 0;
    if (left !== right) return left - right;
    index += left > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

const plainNumber = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/** Exactly, whatever the length; what is no plain decimal number is compared with the rounding of floating point. */
function compareNumbers(a: string, b: string): number {
  const left = plainNumber.exec(a);
  const right = plainNumber.exec(b);
  if (left === null || right === null) {
    const difference = Number(a) - Number(b);
    return Number.isNaN(difference) ? compareTexts(a, b) : difference;
  }
  const places = Math.max(left[3]?.length ?? 0, right[3]?.length ?? 0);
  const difference = scaled(left, places) - scaled(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled([, sign, whole = "", decimals = ""]: RegExpExecArray, places: number): bigint {
  const size = BigInt(`${whole}${decimals.padEnd(places, "0")}` || "0");
  return sign === "-" ? -size : size;
}

/** To the millisecond by the clock, then by the digits below it. */
function compareMoments(a: string, b: string): number {
  const left = momentOf(a);
  const right = momentOf(b);
  if (Number.isNaN(left) || Number.isNaN(right)) return compareTexts(a, b);
  return left - right || compareTexts(finerDigits(a), finerDigits(b));
}

/** Milliseconds since 1970; a time without a zone counts as UTC. */
function momentOf(text: string): number {
  const iso = text.replace(" ", "T");
  return Date.parse(iso.length > 10 && !/(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(iso) ? `${iso}Z` : iso);
}

function finerDigits(text: string): string {
  return /\.\d{3}(\d+)/.exec(text)?.[1]?.replace(/0+$/, "") ?? "";
}
