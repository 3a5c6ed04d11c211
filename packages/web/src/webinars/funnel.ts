/** How many registered, came, and stayed to the end. Pure. */
import { timePresent } from "./presence.ts";
import type { Attendee, Registrant, Session } from "./webinar.ts";

/** Who was there for so much of a session has completed it. */
export const completedShare = 0.75;

export interface Funnel {
  /** Everybody on the list, waiting and denied too. */
  readonly registered: number;
  /** Different people seen in a session, however often they came. */
  readonly attended: number;
  /** Those of them who were there for `completedShare` of a session, or longer. */
  readonly completed: number;
}

export function funnelOf(
  registrants: readonly Registrant[],
  sessions: readonly Session[],
  attendees: readonly Attendee[],
): Funnel {
  const completed = new Set<string>();
  for (const { sessionKey, startTime, endTime } of sessions) {
    const wanted = completedShare * (Date.parse(endTime) - Date.parse(startTime));
    const present = timePresent(attendees.filter((attendee) => attendee.sessionKey === sessionKey));
    for (const [person, time] of present) if (time >= wanted) completed.add(person);
  }
  return {
    registered: registrants.length,
    attended: new Set(attendees.map(({ registrantKey }) => registrantKey)).size,
    completed: completed.size,
  };
}
