/**
 * Values that no system would take into a field, for checks before anything is written. Generous where systems differ ("yes"
 * for true, dates in words): what is let through here is decided by the system itself. NOT a conversion: that is `coerce.ts`.
 */
import type { FieldType, Value } from "../rows/values.ts";
import type { TableField } from "./endpoint.ts";

/** What is wrong, as `"soon" is no date`; undefined where it may fit. */
export function misfit({ name, type, nullable, required }: TableField, value: Value): string | undefined {
  if (value === null) return nullable || !required ? undefined : `"${name}" is empty, and may not be`;
  if (typeof value === "object" || fits(type, String(value).trim())) return undefined;
  const text = String(value);
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}" is no ${words[type] ?? type}, as "${name}" must be`;
}

const words: Readonly<Partial<Record<FieldType, string>>> = {
  integer: "whole number",
  long: "whole number",
  decimal: "number",
  boolean: "truth value",
  dateTime: "time",
  instant: "time",
};

function fits(type: FieldType, text: string): boolean {
  switch (type) {
    case "integer":
    case "long":
      return /^[+-]?\d+(\.0*)?$/.test(text);
    case "decimal":
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || /^(nan|[+-]?infinity)$/i.test(text);
    case "boolean":
      return /^(true|false|t|f|yes|no|y|n|on|off|1|0)$/i.test(text);
    case "date":
    case "dateTime":
    case "instant":
      // With a digit in it, who knows what a database makes of it.
      return /\d/.test(text) || /^(now|today|tomorrow|yesterday|infinity|-infinity|epoch)$/i.test(text);
    default:
      return true;
  }
}
