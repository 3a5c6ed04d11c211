/**
 * What goes wrong with a database, in words, and whether it passes by itself. Pure. The driver's errors are told by
 * their SQLSTATE, or by Node's code where the server said nothing.
 */
import { HubError } from "../platform/errors.ts";

/** How messages call the hub's own database. */
export const ownPlace = "the hub's own address";

/** Of Node, and of Postgres: classes 08 and 57P, too many connections. The database cannot be reached, or went away. */
const absence =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P..|53300)$/;
/** Serialization, deadlock, lock not available, statement cancelled, read-only while another server takes over. */
const collision = /^(40001|40P01|55P03|57014|25006|25P03)$/;
const refusal = /^(28...|3D000|42501)$/;
const sqlState = /^[0-9A-Z]{5}$/;

/** Our words for a database's error; undefined for errors that are not a database's. */
export function troubleOf(error: unknown, place: string): HubError | undefined {
  if (!(error instanceof Error) || error instanceof HubError) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const said = error.message || code;
  // The driver gives no code when a connection ends in the middle of something, or takes too long to open.
  if (absence.test(code) || /Connection terminated|timeout exceeded|not queryable/i.test(error.message)) {
    return words(error, {
      code: "replica.unreachable",
      message: `The database at ${place} cannot be reached: ${said}.`,
      remedy: "Check that the server is up and reachable from here, then sync again.",
    });
  }
  if (refusal.test(code)) {
    return words(error, {
      code: "replica.refused",
      message: `The database at ${place} refuses this user: ${said}.`,
      remedy:
        "Check user, password and rights (create on the database), then change the address of the replica.",
    });
  }
  if (collision.test(code)) {
    return words(error, {
      code: "replica.collided",
      message: `The database at ${place} gave up a statement because of somebody else's: ${said}.`,
      remedy: "See who holds locks there for long, then sync again.",
    });
  }
  if (!sqlState.test(code)) return undefined;
  const { table, detail } = error as { readonly table?: string; readonly detail?: string };
  return words(error, {
    kind: "conflict",
    code: "replica.database-refused",
    message: `The database at ${place} refuses what was to be written${table ? ` into the table ${table}` : ""}: ${said}${detail ? ` (${detail})` : ""}.`,
    remedy:
      "Undo what was changed about the table by hand (constraints, triggers, columns without default), or make room, then sync again.",
  });
}

/** Whether waiting can help. */
export function passes(error: unknown): error is HubError {
  return (
    error instanceof HubError &&
    ["replica.unreachable", "replica.collided", "replica.busy"].includes(error.code)
  );
}

function words(
  cause: Error,
  own: Pick<HubError, "code" | "message" | "remedy"> & { readonly kind?: HubError["kind"] },
): HubError {
  return new HubError({
    kind: "unavailable",
    meaning: "What was written is whole up to the last commit; the next sync goes on from there.",
    ...own,
    cause,
  });
}
