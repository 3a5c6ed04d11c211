/**
 * Makes a value one of its field's type, for systems that keep no types of their own (text files, spreadsheets).
 * Nothing is guessed and nothing is rounded: what does not fit is said to be a misfit. Pure. NOT a mapping.
 */
import { withoutZone } from "./moments.ts";
import type { FieldType, Value } from "./values.ts";

/** A value that its type does not admit, with the reason in words. */
export class Misfit {
  readonly words: string;
  constructor(value: Value, belongs: string) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    this.words = `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}" is no ${belongs}`;
  }
}

const whole = /^[+-]?\d+$/;
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/;
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/i;

export function coerce(type: FieldType, value: Value): Value | Misfit {
  if (value === null) return null;
  const text = typeof value === "object" ? undefined : String(value);
  switch (type) {
    case "json":
      return value;
    case "text":
      return text ?? JSON.stringify(value);
    case "integer":
      if (text !== undefined && whole.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
      return new Misfit(value, "whole number");
    case "long":
      if (text !== undefined && whole.test(text)) return BigInt(text).toString();
      return new Misfit(value, "whole number");
    case "decimal":
      return text !== undefined && decimal.test(text) ? text : new Misfit(value, "decimal number");
    case "number":
      if (text !== undefined && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
      return new Misfit(value, "number");
    case "boolean":
      if (text !== undefined && /^(?:true|1)$/i.test(text)) return true;
      return text !== undefined && /^(?:false|0)$/i.test(text)
        ? false
        : new Misfit(value, "truth value (true or false)");
    case "date":
      if (text !== undefined && day.test(text) && isDay(text)) return text;
      return new Misfit(value, "date (like 2031-05-01)");
    case "time":
      return text !== undefined && time.test(text) ? text : new Misfit(value, "time (like 13:45:00)");
    case "dateTime":
    case "instant": {
      const fits = text !== undefined && moment.test(text) && isDay(text.slice(0, 10));
      if (!fits) return new Misfit(value, "time (like 2031-05-01T13:45:00Z)");
      const plain = withoutZone(text).replace(" ", "T");
      return type === "instant" ? `${plain}Z` : plain;
    }
    case "bytes":
      return typeof value === "string" ? value : new Misfit(value, "bytes in base64");
  }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The type that fits all the values seen so far: `seen` is what fitted those before. For tables that declare none.
 * Texts are never taken for numbers or dates: a code of "007" is no 7.
 */
export function widerType(seen: FieldType | undefined, value: Value): FieldType | undefined {
  if (value === null) return seen;
  const type = typeOf(value);
  if (seen === undefined || seen === type) return type;
  const numbers: readonly FieldType[] = ["integer", "number"];
  return numbers.includes(seen) && numbers.includes(type) ? "number" : "json";
}

function typeOf(value: Value): FieldType {
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    case "number":
      return Number.isSafeInteger(value) ? "integer" : "number";
    default:
      return "json";
  }
}
