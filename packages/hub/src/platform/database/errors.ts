/** What the database's own errors mean to a caller. NOT for those of a room's rules: rooms check before they write. */
import { HubError } from "../errors.ts";

/** Translates errors of both drivers by their SQLSTATE; undefined for what is a fault of ours. */
export function translateDatabaseError(error: unknown): HubError | undefined {
  const state = error instanceof Error && "code" in error ? error.code : undefined;
  if (state === "22P02" && error instanceof Error && error.message.endsWith("type json"))
    return badCharacter(error);
  switch (state) {
    // Character not in repertoire, untranslatable character: NUL in a text.
    case "22021":
    case "22P05":
      return badCharacter(error);
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
      return error instanceof Error && wentAway(error, state) ? databaseGone(error) : undefined;
  }
}

/** How the network says that a server cannot be reached, and the database that it has no place left. */
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "53300",
]);

/**
 * Whether the server was shut down, restarts, or cannot be reached: the same may well succeed in a moment. For errors that
 * are known to come from a database; another system's are alike.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof HubError) return error.code === "database.gone";
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = "code" in error ? error.code : undefined;
  return wentAway(error, code) || awayCodes.has(String(code)) || /timeout exceeded/i.test(error.message);
}

/** JSON of ours is always well formed; what the database still refuses in it are halves of surrogate pairs. */
function badCharacter(cause: unknown): HubError {
  return new HubError({
    kind: "usage",
    code: "request.bad-character",
    message: "A text in the request holds a character that cannot be stored (NUL, or half of a pair).",
    meaning: "Nothing was done.",
    remedy: "Take the character out.",
    cause,
  });
}

/** The connection ended in the middle of something: SQLSTATE classes 08 and 57P, or the driver's own words without one. */
function wentAway(error: Error, state: unknown): boolean {
  if (typeof state === "string" && /^(08...|57P0.)$/.test(state)) return true;
  return /connection terminated|not queryable/i.test(error.message);
}

/** Also for a pool that gives no connection. */
export function databaseGone(cause: unknown): HubError {
  return new HubError({
    kind: "unavailable",
    code: "database.gone",
    message: "The hub's database does not answer.",
    meaning: "Without it nothing can be read or done. A change that was under way may have been made or not.",
    remedy: "Try again in a moment; if it stays so, see to the database: rostrum doctor tells more.",
    cause,
  });
}
