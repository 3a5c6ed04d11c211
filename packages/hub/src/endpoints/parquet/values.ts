/** Parquet's values as ours, without rounding. Pure. The other way is `rows/parquet/encode.ts`. */
import type { SchemaElement } from "hyparquet";
import type { FieldType, Value } from "../endpoint.ts";

const microsPerDay = 86_400_000_000n;

/** "2031-05-01T13:45:00.123456" of no zone. */
export function momentFromMicros(micros: bigint): string {
  const millis = micros / 1_000n - (micros % 1_000n < 0n ? 1n : 0n);
  const rest = micros - millis * 1_000n;
  const iso = new Date(Number(millis)).toISOString().slice(0, -1);
  return rest === 0n ? iso : iso + String(rest).padStart(3, "0");
}

export function dateFromDays(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function timeFromMicros(micros: bigint): string {
  return momentFromMicros(((micros % microsPerDay) + microsPerDay) % microsPerDay).slice(11);
}

/** A decimal as it stands in the file (its digits as a whole number) as text with its point. */
function decimalText(stored: number | bigint | Uint8Array, scale: number): string {
  const whole = stored instanceof Uint8Array ? signed(stored) : BigInt(stored);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return whole < 0n ? `-${text}` : text;
}

function signed(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}

/** What the reader library gives for a value of this element, as a value of ours. */
export function decode(element: SchemaElement, type: FieldType, stored: unknown): Value {
  if (stored === null || stored === undefined) return null;
  if (type === "decimal" && typeof stored !== "string") {
    return decimalText(stored as number | bigint | Uint8Array, element.scale ?? decimalScale(element));
  }
  if (type === "time" && typeof stored !== "string")
    return timeFromMicros(micros(element, stored as number | bigint));
  if (type === "instant" && typeof stored === "string") return `${stored}Z`;
  if (type === "long") return String(stored);
  if (typeof stored === "bigint") return type === "integer" ? Number(stored) : plain(stored);
  if (typeof stored === "number" && !Number.isFinite(stored)) return String(stored);
  return plain(stored);
}

function decimalScale({ logical_type: logical }: SchemaElement): number {
  return logical?.type === "DECIMAL" ? logical.scale : 0;
}

function micros(
  { converted_type: converted, logical_type: logical }: SchemaElement,
  stored: number | bigint,
): bigint {
  const unit = logical?.type === "TIME" ? logical.unit : converted === "TIME_MILLIS" ? "MILLIS" : "MICROS";
  if (unit === "NANOS") return BigInt(stored) / 1_000n;
  return unit === "MILLIS" ? BigInt(stored) * 1_000n : BigInt(stored);
}

/** Lists, maps and structures as JSON. */
function plain(stored: unknown): Value {
  if (stored === null || stored === undefined) return null;
  if (typeof stored === "bigint") {
    return Number.isSafeInteger(Number(stored)) ? Number(stored) : stored.toString();
  }
  if (stored instanceof Uint8Array) return Buffer.from(stored).toString("base64");
  if (ArrayBuffer.isView(stored)) return Array.from(stored as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(stored)) return stored.map(plain);
  if (typeof stored === "object") {
    return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, plain(value)]));
  }
  return stored as Value;
}
