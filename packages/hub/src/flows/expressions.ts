/**
 * JSONata in flows: compiled once, evaluated over a scope of names, with plain values out. A text is itself; "=" before
 * it makes it an expression. NOT a place for functions of ours: what JSONata has is what there is.
 */
import jsonata from "jsonata";
import type { Value } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { directExpression, unsure } from "./direct-expression.ts";

export type Scope = Readonly<Record<string, unknown>>;
/** A value to be worked out from a scope. Rejects with HubError "flow.expression". */
export type Template = (scope: Scope) => Promise<Value>;

/** Throws HubError "flow.expression" with the place of the mistake. */
export function expression(text: string): Template {
  let compiled: jsonata.Expression;
  try {
    compiled = jsonata(text);
  } catch (error) {
    throw wrong(text, error, "flow.malformed");
  }
  const direct = directExpression(compiled.ast());
  return async (scope) => {
    const known = direct === undefined ? unsure : direct(scope);
    if (known !== unsure) return known ?? null;
    try {
      return plain(await compiled.evaluate(scope));
    } catch (error) {
      throw wrong(text, error, "flow.expression");
    }
  };
}

/** Any shape whose texts with "=" are expressions. */
export function template(value: unknown): Template {
  if (typeof value === "string") {
    if (value.startsWith("=")) return expression(value.slice(1));
    return async () => value;
  }
  if (Array.isArray(value)) {
    const items = value.map(template);
    return async (scope) => Promise.all(items.map((item) => item(scope)));
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, template(member)] as const);
    return async (scope) => {
      const result: Record<string, Value> = {};
      for (const [name, member] of members) result[name] = await member(scope);
      return result;
    };
  }
  return async () => (value ?? null) as Value;
}

/** A member of `map`: a text is an expression as a whole. */
export function mapping(value: unknown): Template {
  return typeof value === "string" && !value.startsWith("=") ? expression(value) : template(value);
}

/** JSONata marks its sequences and leaves nothing where there is nothing; rows carry plain JSON. */
function plain(value: unknown): Value {
  if (value === undefined || value === null || typeof value === "function") return null;
  if (typeof value !== "object") return value as Value;
  return JSON.parse(JSON.stringify(value)) as Value;
}

function wrong(text: string, error: unknown, code: string): HubError {
  const said = (error as { message?: string }).message ?? "it cannot be evaluated";
  return new HubError({
    kind: "usage",
    code,
    message: `The expression "${text}" cannot be used: ${said}`,
    meaning: "The value it stands for is not known.",
    remedy: "See https://docs.jsonata.org; names are the row's fields, look-ups and results.",
  });
}
