/**
 * Conditions: the syntax tree of one `--where`, and what it says about a value.
 * NOT the reading of its text (`parse-condition.ts`), nor the decision where it is checked (`plan.ts`).
 */
import type { FoundField } from "../registry/registry.ts";
import type { Span } from "./moment.ts";

export type Operator = "=" | "!=" | ">" | ">=" | "<" | "<=" | "~" | "absent" | "present";

/** What a value is compared with; spans for instants. */
export type Operand = string | number | boolean | Span;

export interface Condition {
  readonly on: FoundField;
  readonly operator: Operator;
  /** Several: any of them for `=`, none of them for `!=`. Empty for `absent` and `present`. */
  readonly operands: readonly Operand[];
  /** As it was written. */
  readonly text: string;
}

export type Test = (value: unknown) => boolean;

/** Turns a condition into a check of one value. A value that is absent fits `absent` and `!=` only. */
export function testOf(condition: Condition): Test {
  const { operator, operands } = condition;
  const isAbsent: Test = (value) => value === undefined || value === null || value === "";
  if (operator === "absent") return isAbsent;
  if (operator === "present") return (value) => !isAbsent(value);
  const compare = comparison(condition.on.field.type, operator === "!=" ? "=" : operator);
  if (operator === "!=") return (value) => isAbsent(value) || !operands.some((one) => compare(value, one));
  const [only] = operands;
  if (operands.length === 1 && only !== undefined) return (value) => !isAbsent(value) && compare(value, only);
  return (value) => !isAbsent(value) && operands.some((one) => compare(value, one));
}

type Comparison = (value: unknown, operand: Operand) => boolean;
type Ordering = "=" | ">" | ">=" | "<" | "<=" | "~";

function comparison(type: FoundField["field"]["type"], operator: Ordering): Comparison {
  if (operator === "~") return (value, operand) => searchable(value).includes(String(operand));
  if (type === "instant") return (value, operand) => compareInstant(value, operand as Span, operator);
  if (type === "integer" || type === "number") {
    return (value, operand) => compareNumber(Number(value), operand as number, operator);
  }
  if (type === "email" || type === "choice")
    return (value, operand) => String(value).toLowerCase() === operand;
  return (value, operand) => value === operand;
}

/** Lower case, as the operand is by the time it gets here. */
function searchable(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();
}

function compareInstant(value: unknown, span: Span, operator: Ordering): boolean {
  const at = Date.parse(String(value));
  if (operator === "=") return at >= span.start && at < span.end;
  if (operator === ">") return at >= span.end;
  if (operator === ">=") return at >= span.start;
  if (operator === "<") return at < span.start;
  return at < span.end;
}

function compareNumber(value: number, operand: number, operator: Ordering): boolean {
  if (operator === "=") return value === operand;
  if (operator === ">") return value > operand;
  if (operator === ">=") return value >= operand;
  if (operator === "<") return value < operand;
  return value <= operand;
}

/** The values to which a condition pins a key, so that it can be put into a path; undefined if it does not. */
export function pinnedValues(condition: Condition): readonly string[] | undefined {
  if (condition.on.field.type !== "key" || condition.operator !== "=") return undefined;
  return condition.operands as readonly string[];
}
