/**
 * Values of a row that is to be written: from texts (csv, command line) or JSON to what the fields are. Pure.
 * NOT the rules of one entity (that a webinar lies in the future, what its form asks): those are the writers'.
 */
import { parseJson } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import { parseTime } from "../query/moment.ts";
import { keyFrom } from "../query/parse-condition.ts";
import { didYouMean } from "../registry/did-you-mean.ts";
import type { EntityDefinition, WriteRule } from "../registry/entity.ts";
import type { Field } from "../registry/field.ts";

/** By field name; what is absent is not in it. */
export type Values = Readonly<Record<string, unknown>>;

export interface ReadValues {
  readonly values: Values;
  /** Fields of the entity that were given and cannot be written. */
  readonly leftOut: readonly string[];
}

/** A mistake in one row. */
export function rowError(
  code: string,
  message: string,
  remedy: string,
  details?: Record<string, unknown>,
): HubError {
  return new HubError({
    kind: "usage",
    code,
    message,
    meaning: "Nothing was sent for this row.",
    remedy,
    ...(details === undefined ? {} : { details }),
  });
}

/**
 * Checks the names of columns before any row is read. "responses.Department" names an answer to the webinar's question
 * "Department"; "emailSettings.reminderEmail.enabled" a part of nested data.
 * Throws HubError "field.unknown" with the nearest right name.
 */
export function checkNames(names: readonly string[], entity: EntityDefinition, rule: WriteRule): void {
  const unknown = names.find((name) => fieldOf(baseOf(name), entity) === undefined);
  if (unknown === undefined) return;
  throw new HubError({
    kind: "usage",
    code: "field.unknown",
    message: `${entity.name} has no field "${unknown}".`,
    meaning: "Nothing was sent.",
    remedy: didYouMean(unknown, rule.fields) ?? `It takes ${rule.fields.join(", ")}.`,
    details: { known: [...rule.fields] },
  });
}

/** The values of a row. Throws HubError of kind usage for the first value that does not fit its field. */
export function readValues(raw: Values, entity: EntityDefinition, rule: WriteRule, now: number): ReadValues {
  checkNames(Object.keys(raw), entity, rule);
  const values: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const [name, given] of Object.entries(raw)) {
    if (given === undefined || given === null || given === "") continue;
    const base = baseOf(name);
    if (!rule.fields.includes(base)) leftOut.push(name);
    else if (base === name) values[name] = typed(given, name, fieldOf(name, entity), now);
    else addNested(values, name, given);
  }
  for (const name of rule.required) {
    if (values[name] === undefined)
      throw rowError("row.missing-field", `${name} is missing.`, `Give a value for ${name}.`);
  }
  return { values, leftOut };
}

function baseOf(name: string): string {
  return name.split(".", 1)[0] ?? name;
}

function fieldOf(name: string, { fields, inputs = {} }: EntityDefinition): Field | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  return Object.hasOwn(inputs, name) ? inputs[name] : undefined;
}

/** "responses.Department" adds to a list, all else goes down by its names. */
function addNested(values: Record<string, unknown>, name: string, given: unknown): void {
  const [base = "", ...rest] = name.split(".");
  if (base === "responses") {
    const before = Array.isArray(values.responses) ? values.responses : [];
    values.responses = [...before, { question: rest.join("."), answer: given }];
    return;
  }
  let place = values;
  for (const step of [base, ...rest.slice(0, -1)]) {
    const below = place[step];
    const next = typeof below === "object" && below !== null ? { ...below } : {};
    place[step] = next;
    place = next as Record<string, unknown>;
  }
  place[rest.at(-1) ?? ""] = given === "true" ? true : given === "false" ? false : given;
}

function typed(given: unknown, name: string, field: Field | undefined, now: number): unknown {
  switch (field?.type) {
    case "key":
      return keyOf(given, name, field);
    case "integer":
    case "number":
      return numberOf(given, name);
    case "boolean":
      return booleanOf(given, name);
    case "choice":
      return choiceOf(textOf(given, name), name, field);
    case "instant":
      return instantOf(textOf(given, name), name, now);
    case "list":
    case "object":
      return nestedOf(given, name);
    case "email":
      return emailOf(textOf(given, name).trim(), name);
    default:
      return textOf(given, name);
  }
}

function textOf(given: unknown, name: string): string {
  if (typeof given === "string") return given;
  if (typeof given === "number" || typeof given === "boolean") return String(given);
  throw misfit(name, given, "a text");
}

function keyOf(given: unknown, name: string, field: Field): string {
  if (typeof given === "number" && !Number.isSafeInteger(given)) {
    throw rowError(
      "key.malformed",
      `${name} has lost digits on its way: ${given}.`,
      "Write keys as text, in quotes; a number of 19 digits does not survive most programs.",
    );
  }
  return keyFrom(textOf(given, name), name, field);
}

function numberOf(given: unknown, name: string): number {
  const value = typeof given === "number" ? given : Number(textOf(given, name));
  if (Number.isFinite(value)) return value;
  throw misfit(name, given, "a number");
}

function booleanOf(given: unknown, name: string): boolean {
  if (typeof given === "boolean") return given;
  const word = textOf(given, name).toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  throw misfit(name, given, "true or false");
}

function choiceOf(given: string, name: string, { choices = [] }: Field): string {
  const known = choices.find((choice) => choice.toLowerCase() === given.trim().toLowerCase());
  if (known !== undefined) return known;
  throw misfit(name, given, `one of ${choices.join(", ")}`, didYouMean(given, choices));
}

/** ISO 8601 in whole seconds and UTC, as GoTo wants it (goto-webinar.md 3). */
export function instantOf(given: string, name: string, now: number): string {
  const { start, end } = parseTime(given, now, name);
  if (end - start > 1) throw misfit(name, given, "a moment, such as 2031-01-31T15:00Z");
  return `${new Date(start).toISOString().slice(0, 19)}Z`;
}

function nestedOf(given: unknown, name: string): unknown {
  if (typeof given === "object") return given;
  try {
    const parsed = parseJson(textOf(given, name));
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Told below, in words that name the field.
  }
  throw misfit(name, given, "JSON: a list or an object");
}

function emailOf(given: string, name: string): string {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given)) return given;
  throw misfit(name, given, "an e-mail address");
}

function misfit(name: string, given: unknown, expected: string, remedy?: string): HubError {
  const shown = typeof given === "string" ? `"${given}"` : JSON.stringify(given);
  return rowError(
    "row.value",
    `${shown} does not fit ${name}, which takes ${expected}.`,
    remedy ?? `Give ${expected}.`,
  );
}
