/** Conditions of a query, between their text (FIELD OPERATOR VALUE, as the hub reads it) and a form. Pure. */

export type Operator = "=" | "!=" | "~" | ">" | ">=" | "<" | "<=" | "absent" | "present";

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  /** Several: any of them for `=`, none of them for `!=`. */
  readonly values: readonly string[];
}

const form = /^\s*([A-Za-z][\w.]*)\s*(!=|>=|<=|=|>|<|~)([\s\S]*)$/;

/** Undefined for what is no condition; the hub says what is wrong with it. */
export function readCondition(text: string): Condition | undefined {
  const [, field = "", operator = "", rest = ""] = form.exec(text) ?? [];
  if (field === "") return undefined;
  const written = rest.trim();
  if (written === "" && operator === "=") return { field, operator: "absent", values: [] };
  if (written === "" && operator === "!=") return { field, operator: "present", values: [] };
  const [, list] = (operator.endsWith("=") && /^in\s*\(([\s\S]*)\)$/i.exec(written)) || [];
  const values =
    list === undefined
      ? [written]
      : (list.match(/\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*(?=,|$)|[^,]+/g) ?? []).map((value) => value.trim());
  return { field, operator: operator as Operator, values: values.map(unquoted) };
}

export function writeCondition({ field, operator, values }: Condition): string {
  if (operator === "absent") return `${field}=`;
  if (operator === "present") return `${field}!=`;
  const [only = ""] = values;
  if (values.length <= 1)
    return `${field}${operator}${/^["']|^in\s*\(|^=|^\s|\s$/i.test(only) ? quoted(only) : only}`;
  const list = values.map((value) => (/[,"'()\\]|^\s|\s$/.test(value) ? quoted(value) : value));
  return `${field}${operator}in(${list.join(",")})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function unquoted(text: string): string {
  return /^(?:"[\s\S]*"|'[\s\S]*')$/.test(text) ? text.slice(1, -1).replaceAll(/\\(["\\])/g, "$1") : text;
}
