/**
 * Who may touch what: turns the keys of a path into the things they name, or refuses.
 *
 * The rules (goto-webinar.md 5.2, 16.3): 400 for a key that is no number, 403 for an organizer one has no right to,
 * 404 for a key under that organizer that is unknown or somebody else's.
 */

import type { Context } from "../http/operation.ts";
import type { Attendee, Organizer, Registrant, Session, Webinar } from "../world/model.ts";
import { badRequest, noRight, unknownKey } from "./refusal.ts";

type Reader = Pick<Context, "world" | "caller">;

/** Any context of an operation whose path has these parameters. */
type At<Parameters> = Reader & { readonly path: Parameters };

/** Paths take 64-bit numbers (goto-webinar.md 2). */
const digits = /^\d{1,19}$/;

/** Refuses with 400 a path parameter that is no 64-bit number. */
export function checkedKey(key: string, name: string): string {
  if (!digits.test(key)) throw badRequest(`${name} must be a number of up to 19 digits, not "${key}".`);
  return key;
}

/**
 * The organizer in the path: the caller, or, for an administrator, a colleague in the same account. That an
 * ordinary colleague is refused is our reading of "no right to this organizer" (goto-webinar.md 5.2).
 */
export function organizerAt({ world, caller, path }: At<{ readonly organizerKey: string }>): Organizer {
  const organizerKey = checkedKey(path.organizerKey, "organizerKey");
  if (organizerKey === caller.organizer.organizerKey) return caller.organizer;
  const organizer = world.organizer(organizerKey);
  if (organizer === undefined || !administers(caller.organizer, organizer))
    throw noRight(`The token has no right to organizer ${organizerKey}.`);
  return organizer;
}

/** The webinar in the path, which must be the organizer's. */
export function webinarAt(
  context: At<{ readonly organizerKey: string; readonly webinarKey: string }>,
): Webinar {
  const organizer = organizerAt(context);
  const webinar = context.world.webinar(checkedKey(context.path.webinarKey, "webinarKey"));
  if (webinar?.organizerKey !== organizer.organizerKey) throw unknownKey();
  return webinar;
}

/**
 * The webinar of a path without organizer (start URL, copy, recordings): its organizer, an internal co-organizer
 * and an administrator of the account find it; for everybody else it does not exist.
 */
export function ownWebinarAt({ world, caller, path }: At<{ readonly webinarKey: string }>): Webinar {
  const webinar = world.webinar(checkedKey(path.webinarKey, "webinarKey"));
  if (webinar === undefined) throw unknownKey();
  if (hosts(caller.organizer, webinar) || administers(caller.organizer, world.ownerOf(webinar)))
    return webinar;
  throw unknownKey();
}

/** True for the organizer and the internal co-organizers of a webinar. */
export function hosts({ organizerKey }: Organizer, webinar: Webinar): boolean {
  return (
    webinar.organizerKey === organizerKey ||
    webinar.coOrganizers.some(({ external, memberKey }) => !external && memberKey === organizerKey)
  );
}

/** The session in the path. 404 also while it runs, and until its data is there (goto-webinar.md 10.5). */
export function sessionAt(
  context: At<{ readonly organizerKey: string; readonly webinarKey: string; readonly sessionKey: string }>,
): { readonly webinar: Webinar; readonly session: Session } {
  const webinar = webinarAt(context);
  const sessionKey = checkedKey(context.path.sessionKey, "sessionKey");
  const session = context.world.session(webinar, sessionKey);
  if (session === undefined) throw unknownKey("Session with specified key does not exist.");
  return { webinar, session };
}

/** The attendee in the path: a registrant who was in that session. */
export function attendeeAt(
  context: At<{
    readonly organizerKey: string;
    readonly webinarKey: string;
    readonly sessionKey: string;
    readonly registrantKey: string;
  }>,
): { readonly webinar: Webinar; readonly session: Session; readonly attendee: Attendee } {
  const { webinar, session } = sessionAt(context);
  const registrantKey = checkedKey(context.path.registrantKey, "registrantKey");
  const attendee = context.world.attendee(webinar, session, registrantKey);
  if (attendee === undefined) throw unknownKey("Attendee with specified key does not exist in this session.");
  return { webinar, session, attendee };
}

/** The registrant in the path. */
export function registrantAt(
  context: At<{ readonly organizerKey: string; readonly webinarKey: string; readonly registrantKey: string }>,
): { readonly webinar: Webinar; readonly registrant: Registrant } {
  const webinar = webinarAt(context);
  const registrantKey = checkedKey(context.path.registrantKey, "registrantKey");
  const registrant = context.world.registrant(webinar, registrantKey);
  if (registrant === undefined) throw unknownKey("Registrant with specified key does not exist.");
  return { webinar, registrant };
}

/** Refuses an account that is not the caller's: 404, since it is somebody else's (goto-webinar.md 5.2). */
export function ownAccountKey({ caller }: Reader, accountKey: string): string {
  if (caller.organizer.memberships.some((membership) => membership.accountKey === accountKey))
    return accountKey;
  throw unknownKey("Account with specified key does not exist.");
}

/** The account in the path, for an administrator of it only: 403 for its ordinary members. */
export function administeredAccountAt(context: At<{ readonly accountKey: string }>): string {
  const accountKey = ownAccountKey(context, checkedKey(context.path.accountKey, "accountKey"));
  const { memberships } = context.caller.organizer;
  if (memberships.some((one) => one.accountKey === accountKey && one.isAdministrator)) return accountKey;
  throw noRight(`Only an administrator of account ${accountKey} may do this.`);
}

function administers(administrator: Organizer, organizer: Organizer): boolean {
  return administrator.memberships.some(
    ({ accountKey, isAdministrator }) =>
      isAdministrator && organizer.memberships.some((membership) => membership.accountKey === accountKey),
  );
}
