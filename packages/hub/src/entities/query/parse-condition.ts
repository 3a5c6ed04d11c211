/**
 * Reads one `--where`: FIELD OPERATOR VALUE.
 *
 *   subject~"heat pump"      contains, without regard to case
 *   status=APPROVED          equal; != not equal
 *   email=in(a@x.org,b@x.org)  any of them; !=in(...) none of them
 *   registrationDate>=-7d    > >= < <= for times and numbers
 *   organization=            has none; organization!= has one
 *
 * Several conditions must all hold. There is no "or" beyond in(...), and no brackets: what needs more is a query of
 * the SQL copy.
 */
import { HubError } from "../../platform/errors.ts";
import { nearest } from "../../platform/nearest.ts";
import type { EntityDefinition } from "../registry/entity.ts";
import type { Field, FieldType } from "../registry/field.ts";
import { type FoundField, fieldNamed } from "../registry/registry.ts";
import type { Condition, Operand, Operator } from "./condition.ts";
import { parseTime } from "./moment.ts";

const form = /^\s*([A-Za-z][\w]*(?:\.[A-Za-z][\w]*)?)\s*(!=|>=|<=|==|=|>|<|!~|~)([\s\S]*)$/;

const equality = ["=", "!="] as const;
const order = [">", ">=", "<", "<="] as const;

/** What a condition may use, by type of the field; `=` and `!=` without a value always can. */
export const operatorsOf: Readonly<Record<FieldType, readonly string[]>> = {
  key: equality,
  text: [...equality, "~"],
  email: [...equality, "~"],
  choice: [...equality, "~"],
  boolean: equality,
  integer: [...equality, ...order],
  number: [...equality, ...order],
  instant: [...equality, ...order],
  list: ["~"],
  object: ["~"],
};

/**
 * Reads a condition on rows of the entity (or on those of its parents). `now` is what relative times count from.
 * Throws HubError "filter.malformed", "filter.operator", "filter.value", "key.malformed", "time.malformed" or
 * "field.unknown".
 */
export function parseCondition(text: string, entity: EntityDefinition, now: number): Condition {
  const match = form.exec(text);
  if (match === null) throw malformed(text);
  const [, name = "", operator = "", value = ""] = match;
  const on = fieldNamed(entity, name);
  const written = value.trim();
  const allowed = operatorsOf[on.field.type];
  if (written === "" && (operator === "=" || operator === "!=")) {
    return { on, operator: operator === "=" ? "absent" : "present", operands: [], text };
  }
  if (!allowed.includes(operator)) throw wrongOperator(on, operator, allowed, text);
  if (written === "") throw malformed(text);
  const operands = valuesOf(written, operator, text).map((one) => operandOf(one, operator, on, now));
  if (operands.length === 0) throw malformed(text);
  return { on, operator: operator as Operator, operands, text };
}

/** The values of `in(...)`, or the one value, without quotes. `text` is the whole condition, for the error. */
function valuesOf(written: string, operator: string, text: string): readonly string[] {
  const isList = /^in\s*\(/i.test(written) && (equality as readonly string[]).includes(operator);
  if (!isList) return [unquoted(written, text)];
  if (!written.endsWith(")")) throw unclosed(text, "bracket", "email=in(a@x.org,b@x.org)");
  const list = written.slice(written.indexOf("(") + 1, -1);
  const values = list.match(/\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*(?=,|$)|[^,]+/g) ?? [];
  return values.map((value) => unquoted(value.trim(), text)).filter((value) => value !== "");
}

/** A quote that is opened and not closed at the end would be searched for, and silently nothing be found. */
function unquoted(value: string, text: string): string {
  if (!/^["']/.test(value)) return value;
  if (/^(?:"(?:[^"\\]|\\.)*"|'[^']*')$/.test(value)) return value.slice(1, -1).replaceAll(/\\(["\\])/g, "$1");
  throw unclosed(text, "quote", 'subject~"heat pump"');
}

function operandOf(text: string, operator: string, on: FoundField, now: number): Operand {
  if (operator === "~") return text.toLowerCase();
  switch (on.field.type) {
    case "instant":
      return parseTime(text, now, on.name);
    case "integer":
    case "number":
      return numberFrom(text, on);
    case "boolean":
      return booleanFrom(text, on);
    case "choice":
      return choiceFrom(text, on);
    case "email":
      return text.toLowerCase();
    case "key":
      return keyFrom(text, on.name, on.field);
    default:
      return text;
  }
}

function numberFrom(text: string, on: FoundField): number {
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) return value;
  throw wrongValue(on, text, "a number", `Write it in digits: ${on.name}>=10.`);
}

function booleanFrom(text: string, on: FoundField): boolean {
  const word = text.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  throw wrongValue(on, text, "true or false", `Write ${on.name}=true or ${on.name}=false.`);
}

function choiceFrom(text: string, on: FoundField): string {
  const choices = on.field.choices ?? [];
  const known = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return known.toLowerCase();
  const near = nearest(text, choices);
  const guess = near === undefined ? "" : `Did you mean ${near}? `;
  throw wrongValue(on, text, `one of ${choices.join(", ")}`, `${guess}Known are ${choices.join(", ")}.`);
}

const looks = {
  digits: { form: /^[1-9]\d{0,19}$/, words: "a number of up to 19 digits, such as 5820913746120055301" },
  uuid: {
    form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "a UUID, such as 0d1f7c52-6a0e-4c58-9d1e-5f0f4a3c2b11",
  },
  any: { form: /^[^\s/?#]+$/, words: "a word without blanks or slashes" },
} as const;

/** A key, checked for its form. Throws HubError "key.malformed" that says what a key looks like. */
export function keyFrom(text: string, name: string, field: Field): string {
  const { form: expected, words } = looks[field.looks ?? "digits"];
  const value = text.trim();
  if (expected.test(value)) return value;
  const dashed = /^\d{3}-\d{3}-\d{3}$/.test(value);
  throw new HubError({
    kind: "usage",
    code: "key.malformed",
    message: `"${text}" cannot be a ${name}.`,
    meaning: `A ${name} is ${words}${dashed ? "; the 9-digit number shown to people is the webinarID" : ""}.`,
    remedy: /^\d(\.\d+)?e\+?\d+$/i.test(value)
      ? "A spreadsheet has rounded it; take it from the source again, as text."
      : "Copy it from the output of a query, whole.",
    details: { field: name, value: text },
  });
}

function malformed(text: string): HubError {
  return new HubError({
    kind: "usage",
    code: "filter.malformed",
    message: `"${text}" is not a condition.`,
    meaning: "A condition is FIELD OPERATOR VALUE; nothing was read.",
    remedy: `Write for example status=APPROVED, subject~"heat pump", registrationDate>=-7d or email=in(a@x.org,b@x.org).`,
  });
}

function unclosed(text: string, what: "quote" | "bracket", example: string): HubError {
  return new HubError({
    kind: "usage",
    code: "filter.malformed",
    message: `The ${what} in ${text} is not closed where the value ends.`,
    meaning: "It is not clear what is looked for; nothing was read.",
    remedy: `Write for example ${example}; a value that itself begins so is put in quotes: subject="\\"so\\" he said".`,
  });
}

function wrongOperator(on: FoundField, operator: string, allowed: readonly string[], text: string): HubError {
  const kind =
    on.field.type === "list" || on.field.type === "object"
      ? "nested data"
      : `a field of type ${on.field.type}`;
  return new HubError({
    kind: "usage",
    code: "filter.operator",
    message: `"${operator}" cannot be used with ${on.name} in "${text}".`,
    meaning: `${on.name} is ${kind}; nothing was read.`,
    remedy: `It takes ${allowed.join(" ")}${allowed.includes("=") ? ", and =in(a,b)" : " (contains)"}.`,
  });
}

function wrongValue(on: FoundField, text: string, expected: string, remedy: string): HubError {
  return new HubError({
    kind: "usage",
    code: "filter.value",
    message: `"${text}" does not fit ${on.name}, which takes ${expected}.`,
    meaning: "Nothing was read.",
    remedy,
  });
}
