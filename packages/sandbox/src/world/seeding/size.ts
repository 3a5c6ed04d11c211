/**
 * The size knob: how much a seeded world holds. Counts may be exact or ranges; an exact count is kept exactly,
 * so that tests can stand on the borders of a page.
 */

import { between } from "../chance.ts";

/** An exact number, or a range from which each webinar takes one. */
export type Count = number | { readonly from: number; readonly to: number };

export interface WorldSize {
  /** Webinars of the first organizer, past and upcoming together (a series counts each member). */
  readonly webinars: number;
  /** How many of them are still to come. Default: about a fifth. */
  readonly upcoming: number;
  /** Webinars of each further organizer. */
  readonly othersWebinars: number;
  /** Registrants of each webinar. */
  readonly registrants: Count;
  /** Attendees of each session. Never more than the registrants: a range is cut there, an exact count refused. */
  readonly attendees: Count;
  /** Sessions of each past webinar. 0: nobody held it; 2 or more: a sequence. */
  readonly sessions: Count;
  /** Poll questions of each webinar. */
  readonly polls: Count;
  /** Questions in the survey of each webinar; 0: it has no survey. */
  readonly surveyQuestions: Count;
  /** Questions asked in each session that somebody attends. */
  readonly questions: Count;
  readonly coOrganizers: Count;
  readonly panelists: Count;
  /**
   * "mixed": sequences, series, simulive, broadcasts, manual approval, restarted hosts and so on among the
   * single sessions, whatever `sessions` says. "plain": single sessions and sequences, as `sessions` says, and
   * nothing that changes a count.
   */
  readonly variety: "mixed" | "plain";
}

/** The world of `npm start`: enough to look at, read in a few minutes at ten calls a second. */
const demoSize: WorldSize = {
  webinars: 42,
  upcoming: 9,
  othersWebinars: 3,
  registrants: { from: 60, to: 240 },
  attendees: { from: 20, to: 160 },
  sessions: 1,
  polls: { from: 0, to: 3 },
  surveyQuestions: { from: 0, to: 4 },
  questions: { from: 0, to: 6 },
  coOrganizers: { from: 0, to: 2 },
  panelists: { from: 0, to: 3 },
  variety: "mixed",
};

/**
 * Fills a partial size. When registrants or attendees are given as exact counts, the world is plain unless
 * asked otherwise: who counts exactly wants nothing unexpected among them.
 *
 * Throws RangeError, with what to change, for sizes that cannot be.
 */
export function sizeOf(given: Partial<WorldSize>): WorldSize {
  const exact = typeof given.registrants === "number" || typeof given.attendees === "number";
  const webinars = given.webinars ?? demoSize.webinars;
  const size: WorldSize = {
    ...demoSize,
    variety: exact || given.sessions !== undefined ? "plain" : demoSize.variety,
    upcoming: Math.floor(webinars * 0.22),
    ...given,
    webinars,
  };
  const counts = Object.entries(size).filter(([name]) => name !== "variety") as [string, Count][];
  for (const [name, count] of counts) {
    const { from, to } = rangeOf(count);
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from)
      throw new RangeError(`${name} must be a whole number from 0 up, or a range such as 20-80.`);
  }
  if (size.upcoming > size.webinars)
    throw new RangeError(`upcoming (${size.upcoming}) cannot be more than webinars (${size.webinars}).`);
  if (typeof size.attendees === "number" && size.attendees > rangeOf(size.registrants).from)
    throw new RangeError(
      `attendees (${size.attendees}) cannot be more than registrants (${rangeOf(size.registrants).from}): ` +
        "only who is registered can come. Raise registrants, or give attendees as a range.",
    );
  return size;
}

/** One count out of a range, by what it is for; an exact count is itself. */
export function countOf(count: Count, ...words: readonly number[]): number {
  const { from, to } = rangeOf(count);
  return between(from, to, ...words);
}

function rangeOf(count: Count): { readonly from: number; readonly to: number } {
  return typeof count === "number" ? { from: count, to: count } : count;
}
