/** `where` of a flow as filters of an endpoint, its expressions worked out first. */
import type { Filter, Value } from "../endpoints/index.ts";
import type { Where } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { type Scope, template } from "./expressions.ts";

export type Conditions = (scope: Scope) => Promise<readonly Filter[]>;

export function conditions(where: Where | undefined, tools?: ExpressionTools): Conditions {
  const parts = Object.entries(where ?? {}).map(([field, wanted]) => ({
    field,
    of: template(wanted, tools),
  }));
  return async (scope) => Promise.all(parts.map(async ({ field, of }) => filterOf(field, await of(scope))));
}

type Comparable = string | number | boolean;

function filterOf(field: string, wanted: Value): Filter {
  if (Array.isArray(wanted)) return { kind: "in", field, values: wanted.filter(isComparable) };
  if (typeof wanted === "object" && wanted !== null) {
    const { from, to, contains, not } = wanted as Readonly<Record<string, Value>>;
    if (typeof contains === "string") return { kind: "contains", field, text: contains };
    if (not !== undefined) return { kind: "notEqual", field, value: isComparable(not) ? not : null };
    return {
      kind: "range",
      field,
      ...(isComparable(from) ? { from } : {}),
      ...(isComparable(to) ? { to } : {}),
    };
  }
  return { kind: "equal", field, value: isComparable(wanted) ? wanted : null };
}

function isComparable(value: unknown): value is Comparable {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
