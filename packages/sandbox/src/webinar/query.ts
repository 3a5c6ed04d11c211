/** Query parameters that several operations share. */

import type { Instant } from "../world/model.ts";
import { readInstant } from "./instants.ts";
import { badRequest } from "./refusal.ts";

/** `fromTime` and `toTime`, without either of which there is a 400 (goto-webinar.md 8.1). */
export function requiredRange(query: URLSearchParams): { readonly from: Instant; readonly to: Instant } {
  const { from, to } = optionalRange(query);
  if (from === undefined) throw badRequest("The parameter fromTime is required.");
  if (to === undefined) throw badRequest("The parameter toTime is required.");
  return { from, to };
}

/** As `requiredRange`, with both optional. */
export function optionalRange(query: URLSearchParams): {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
} {
  const [from, to] = [time(query, "fromTime"), time(query, "toTime")];
  if (from !== undefined && to !== undefined && from > to)
    throw badRequest("fromTime must not be after toTime.");
  return { from, to };
}

/** A switch in the query; anything but `true` and `false` counts as not given, since no operation declares a 400 for it. */
export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)?.toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}

function time(query: URLSearchParams, name: string): Instant | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  const at = readInstant(text);
  if (at === undefined)
    throw badRequest(
      `${name} must be ISO 8601 in UTC, for example 2020-03-13T10:00:00Z (encode "+" as %2B), not "${text}".`,
    );
  return at;
}
