/** Reads an order for a fault, and finds the operation it means. */

import { type FaultOrder, faultKinds } from "../faults/fault.ts";
import type { Json } from "../http/json.ts";
import { given, Input, WrongInput } from "./input.ts";

const members = [
  "kind",
  "operation",
  "times",
  "chance",
  "every",
  "status",
  "body",
  "headers",
  "after",
  "length",
  "milliseconds",
] as const;

/**
 * `{"operation":"getWebinars","status":503,"times":2}`: without a kind, a status means an error answer. The
 * operation may be shortened as long as only one begins so; left out it is every one.
 */
export function readFaultOrder(body: Json | undefined, operations: readonly string[]): FaultOrder {
  const input = new Input(body, members);
  const status = input.number("status", 200, 599);
  const kind = input.oneOf("kind", faultKinds) ?? (status === undefined ? undefined : "status");
  if (kind === undefined)
    throw new WrongInput(
      `Say what goes wrong: "kind" (one of: ${faultKinds.join(", ")}), or just a "status".`,
    );
  const headers = new Input(input.any("headers"), Object.keys((input.any("headers") ?? {}) as object));
  return {
    kind,
    operation: operationOf(input.text("operation") ?? "*", operations),
    ...given<Omit<FaultOrder, "kind" | "operation">>({
      times: input.number("times", 1, 1_000_000_000),
      chance: input.number("chance", 0, 1),
      every: input.number("every", 1, 1_000_000_000),
      status,
      body: input.any("body"),
      headers:
        input.any("headers") === undefined
          ? undefined
          : Object.fromEntries(
              Object.keys(input.any("headers") as object).map((name) => [name, headers.text(name) ?? ""]),
            ),
      after: input.flag("after"),
      length: input.oneOf("length", ["matching", "missing"]),
      milliseconds: input.number("milliseconds", 0, 600_000),
    }),
  };
}

function operationOf(name: string, operations: readonly string[]): string {
  if (name === "*" || operations.includes(name)) return name;
  const beginning = operations.filter((one) => one.toLowerCase().startsWith(name.toLowerCase()));
  const [only] = beginning;
  if (beginning.length === 1 && only !== undefined) return only;
  const near = beginning.length > 1 ? beginning : nearest(name, operations);
  throw new WrongInput(`There is no operation "${name}". Did you mean ${near.join(" or ")}? "*" means all.`);
}

/** The three names that share most pairs of letters with the one given. */
function nearest(name: string, names: readonly string[]): string[] {
  const pairs = (text: string) =>
    new Set([...text.toLowerCase()].map((_, place, all) => all.slice(place, place + 2).join("")));
  const wanted = pairs(name);
  const likeness = (one: string) => wanted.intersection(pairs(one)).size / wanted.union(pairs(one)).size;
  return names.toSorted((one, other) => likeness(other) - likeness(one)).slice(0, 3);
}
