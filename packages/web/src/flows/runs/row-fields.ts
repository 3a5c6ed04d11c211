/** A row of data as texts in a form, and back without changing what kind of value each is. Pure. */
import type { FailedRow } from "./run.ts";

type Row = FailedRow["source"];

/** How a value is typed in: by what it is in the row. */
export type FieldKind = "text" | "number" | "boolean" | "json";

export function kindOf(value: unknown): FieldKind {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "object" && value !== null ? "json" : "text";
}

/** Nothing at all is an empty text, and stays nothing where it is left empty. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value, undefined, 2) : String(value);
}

export type Problem = "numberWrong" | "partWrong" | "jsonWrong";

/** What was typed, as a value of the same kind as before. */
export function typedAs(
  text: string,
  before: unknown,
): { readonly value: unknown } | { readonly problem: Problem } {
  if (text === textOf(before)) return { value: before };
  switch (kindOf(before)) {
    case "number":
      if (text.trim() === "") return { value: null };
      return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: "numberWrong" };
    case "boolean":
      return { value: text === "true" };
    case "json":
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { problem: "partWrong" };
      }
    case "text":
      return { value: text };
  }
}

/** A row that was typed as JSON. */
export function rowOf(text: string): { readonly row: Row } | { readonly problem: Problem } {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { row: value as Row };
  } catch {}
  return { problem: "jsonWrong" };
}
