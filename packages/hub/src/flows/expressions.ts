/**
 * JSONata in flows: compiled once, evaluated over a scope of names, with plain values out. A text is itself; "=" before
 * it makes it an expression. What may run away is bounded: time, depth, length, regular expressions. An expression sees its
 * scope and nothing else: JSONata looks at own members only, so that no `constructor` or `__proto__` leads out of it.
 * NOT the functions that we add to JSONata's: those are in `expression-functions.ts`.
 */
import { setImmediate as breathe } from "node:timers/promises";
import jsonata from "jsonata";
import type { Value } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { directExpression, unsure } from "./direct-expression.ts";
import { type ExpressionTools, registerFunctions } from "./expression-functions.ts";
import { BoundedRegExp } from "./expression-regexp.ts";

export type Scope = Readonly<Record<string, unknown>>;
/** A value to be worked out from a scope. Rejects with HubError "flow.expression". */
export type Template = (scope: Scope) => Promise<Value>;

/**
 * Most expressions take microseconds. One that is not done after `first` is begun again, this time letting others have the
 * process every `breath`, and is given up after `patient` of its own time. All in milliseconds.
 */
const time = { first: 100, patient: 1_000, breath: 20 };
/** Calls within calls, and members of one list. */
const bounds = { stack: 1_000, sequence: 1_000_000 };
/** Characters of a text: more is no value of a row, and joining it further would take all memory. */
const longest = 10_000_000;
/** Rows whose expression was given up for its time, after which the run ends: each of them kept the process busy. */
const mostGivenUp = 5;

/** Throws HubError "flow.malformed" with the place of the mistake. */
export function expression(text: string, tools?: ExpressionTools): Template {
  const quick = compile(text, tools, { timeout: time.first });
  let givenUp = 0;

  async function patiently(scope: Scope): Promise<unknown> {
    const patient = compile(text, tools, {});
    patient.assign(breathing, breathingFor(time.patient));
    return patient.evaluate(scope);
  }
  const direct = directExpression(quick.ast());
  return async (scope) => {
    const known = direct === undefined ? unsure : direct(scope);
    if (known !== unsure) return known ?? null;
    try {
      let result: unknown;
      try {
        result = await quick.evaluate(scope);
      } catch (error) {
        if (codeOf(error) !== jsonatasTooLong) throw error;
        result = await patiently(scope);
      }
      return plain(result);
    } catch (error) {
      if (codeOf(error) === tooLong && ++givenUp >= mostGivenUp) throw endless(text);
      throw wrong(text, error, "flow.expression");
    }
  };
}

function compile(
  text: string,
  tools: ExpressionTools | undefined,
  options: jsonata.JsonataOptions,
): jsonata.Expression {
  try {
    const compiled = jsonata(text, {
      ...bounds,
      ...options,
      // Called with `new` only.
      RegexEngine: BoundedRegExp as unknown as RegExpConstructor,
    });
    registerFunctions(compiled, tools);
    return compiled;
  } catch (error) {
    throw wrong(text, error, "flow.malformed");
  }
}

const jsonatasTooLong = "D1012";
/** Ours, since JSONata has words of its own for its codes. */
const tooLong = "too-long";

/** JSONata calls what is bound to it before each part of an expression, and waits for it. */
const breathing = Symbol.for("jsonata.__evaluate_entry") as unknown as string;

function breathingFor(most: number): () => Promise<void> {
  let used = 0;
  let since = performance.now();
  return async () => {
    const spent = performance.now() - since;
    if (spent < time.breath) return;
    used += spent;
    if (used > most)
      throw Object.assign(new Error(`it was not done after ${most / 1_000} s`), { code: tooLong });
    await breathe();
    since = performance.now();
  };
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | undefined)?.code;
}

/** Any shape whose texts with "=" are expressions. */
export function template(value: unknown, tools?: ExpressionTools): Template {
  if (typeof value === "string") {
    if (value.startsWith("=")) return expression(value.slice(1), tools);
    return async () => value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => template(item, tools));
    return async (scope) => Promise.all(items.map((item) => item(scope)));
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, template(member, tools)] as const);
    return async (scope) => {
      const result: Record<string, Value> = {};
      for (const [name, member] of members) result[name] = await member(scope);
      return result;
    };
  }
  return async () => (value ?? null) as Value;
}

/** A member of `map`: a text is an expression as a whole. */
export function mapping(value: unknown, tools?: ExpressionTools): Template {
  return typeof value === "string" && !value.startsWith("=")
    ? expression(value, tools)
    : template(value, tools);
}

/** JSONata marks its sequences and leaves nothing where there is nothing; rows carry plain JSON. */
function plain(value: unknown): Value {
  if (value === undefined || value === null || typeof value === "function") return null;
  if (typeof value === "string") return bounded(value);
  if (typeof value !== "object") return value as Value;
  return JSON.parse(bounded(JSON.stringify(value))) as Value;
}

function bounded(text: string): string {
  if (text.length <= longest) return text;
  throw new Error(`its value has ${text.length} characters, and ${longest} are the most`);
}

function wrong(text: string, error: unknown, code: string): HubError {
  if (error instanceof HubError) return error;
  const { message, position } = error as { readonly message?: string; readonly position?: number };
  const at = position === undefined || code !== "flow.malformed" ? "" : ` (at character ${position})`;
  return new HubError({
    kind: "usage",
    code,
    message: `The expression "${text}" cannot be used: ${message ?? "it cannot be evaluated"}${at}`,
    meaning: "The value it stands for is not known.",
    remedy: "See https://docs.jsonata.org; names are the row's fields, look-ups and results.",
  });
}

function endless(text: string): HubError {
  return new HubError({
    kind: "rejected",
    code: "flow.expression-endless",
    message: `The expression "${text}" did not come to an end for ${mostGivenUp} rows, in ${time.patient / 1_000} s each.`,
    meaning: "The run ends here: further rows would only keep the hub busy. What was written before stays.",
    remedy: "Mend the expression: look for a function that calls itself without an end.",
  });
}
