/** Which errors say that a system is away and may well come back, and how long a run waits for that. Pure. */
import { isDatabaseAway } from "../platform/database/errors.ts";
import { HubError } from "../platform/errors.ts";

/** Before each try; together ten minutes: longer than a server takes to start again, short enough to be told of the rest. */
export const waitsMs: readonly number[] = [
  500,
  1_000,
  2_000,
  5_000,
  10_000,
  20_000,
  ...Array(19).fill(30_000),
];

/** Also of the hub's own database: what could not be kept is done again. */
export function isAway(error: unknown): boolean {
  if (error instanceof HubError && error.code === "endpoint.unreachable") return true;
  return isDatabaseAway(error);
}
