/** What the database's own errors mean to a caller. NOT for those of a room's rules: rooms check before they write. */
import { HubError } from "../errors.ts";

/** Translates errors of both drivers by their SQLSTATE; undefined for what is a fault of ours. */
export function translateDatabaseError(error: unknown): HubError | undefined {
  const state = error instanceof Error && "code" in error ? error.code : undefined;
  switch (state) {
    // Character not in repertoire, untranslatable character: NUL in a text.
    case "22021":
    case "22P05":
      return new HubError({
        kind: "usage",
        code: "request.bad-character",
        message: "A text in the request holds a character that cannot be stored (NUL).",
        meaning: "Nothing was done.",
        remedy: "Take the character out.",
        cause: error,
      });
    // Unique violation: two requests made the same thing at the same moment, and the checks of both passed.
    case "23505":
      return new HubError({
        kind: "conflict",
        code: "request.already-there",
        message: "The same thing was made by somebody else at this very moment.",
        meaning: "Nothing was done.",
        remedy: "Look again, and choose another name if it is still needed.",
        cause: error,
      });
    default:
      return undefined;
  }
}

const awayStates = new Set(["57P01", "57P02", "57P03", "53300", "08006", "08001", "08003"]);
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** Whether the server was shut down, restarts, or cannot be reached: the same may well succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = "code" in error ? String(error.code) : "";
  // pg gives these no code.
  return (
    awayStates.has(code) ||
    awayCodes.has(code) ||
    /connection terminated|not queryable|timeout exceeded/i.test(error.message)
  );
}
