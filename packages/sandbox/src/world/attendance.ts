/**
 * Sessions of a webinar and who was in them: pure functions of the webinar, its registrants and the seed.
 *
 * A webinar's runs are fixed before they happen; what is *visible* of them depends on the clock and is decided
 * in `World`. So a past webinar needs no memory until somebody reads it, and moving the clock past an upcoming
 * one gives exactly what would have been seeded had it been past from the start.
 */

import { between, chance } from "./chance.ts";
import { keyAt } from "./keys.ts";
import type { Attendee, Instant, Interval, Registrant, Session, TimeSlot, Webinar } from "./model.ts";
import { approvedCount } from "./registrants.ts";

const minute = 60_000;

/** When a session starts and ends: the part of a `Session` that depends on the webinar's times alone. */
export interface Run {
  readonly ordinal: number;
  readonly timeIndex: number;
  readonly startTime: Instant;
  readonly endTime: Instant;
}

/** All runs a webinar has, will have, or would have. A restarted time has two: the host fell out and came back. */
export function runsOf(webinar: Webinar): Run[] {
  if (!webinar.plan.isHeld) return [];
  const runs: Run[] = [];
  webinar.times.forEach(({ startTime, endTime }, timeIndex) => {
    const parts: TimeSlot[] = [{ startTime, endTime }];
    if (webinar.plan.restartedTimes.includes(timeIndex)) {
      const broken = startTime + Math.floor((endTime - startTime) * 0.4);
      const gap = Math.min(3 * minute, Math.floor((endTime - broken) / 4));
      parts.splice(0, 1, { startTime, endTime: broken }, { startTime: broken + gap, endTime });
    }
    for (const part of parts) runs.push({ ordinal: runs.length, timeIndex, ...part });
  });
  return runs;
}

/**
 * Whether a registrant comes to a run. Of the seeded ones exactly `plan.attendees` do, others in each session.
 * Of those who registered through the API before it started, the share `showUp` does.
 */
export function comesTo(
  seed: number,
  webinar: Webinar,
  run: Run,
  registrant: Registrant,
  showUp: number,
): boolean {
  if (registrant.status !== "APPROVED") return false;
  if (registrant.rank === null)
    return (
      registrant.registrationDate < run.startTime &&
      chance(seed, Number(BigInt(registrant.registrantKey) % 1_000_000_007n), run.ordinal, 30) < showUp
    );
  const approved = approvedCount(webinar);
  return (registrant.rank + run.ordinal * 7) % approved < webinar.plan.attendees;
}

/** The attendees of a session, in the order of its registrants. */
export function deriveAttendees(
  seed: number,
  webinar: Webinar,
  session: Session,
  registrants: readonly Registrant[],
  showUp: number,
): Attendee[] {
  const attendees: Attendee[] = [];
  for (const registrant of registrants) {
    if (!comesTo(seed, webinar, session, registrant, showUp)) continue;
    const index = attendees.length;
    const intervals = intervalsOf(session, [seed, webinar.plan.ordinal, session.ordinal, index]);
    attendees.push({ registrant, session, index, intervals, attendanceTimeInSeconds: presence(intervals) });
  }
  return attendees;
}

/** The session key of a run; made from the webinar and the run's place. */
export function sessionKeyOf(seed: number, webinar: Webinar, run: Run): string {
  return keyAt(seed, "session", webinar.plan.ordinal, run.ordinal);
}

/**
 * When somebody was there. Out of twenty: eleven stay, three come late, two leave early, two fall out and come
 * back, one is on two devices at once, one only looks in. The first four show one of each kind.
 */
function intervalsOf(run: Run, words: readonly number[]): Interval[] {
  const length = run.endTime - run.startTime;
  const at = (share: number): Instant => run.startTime + Math.floor((length * share) / 1000) * 1000;
  const join = at(chance(...words, 31) * 0.05);
  const leave =
    run.endTime - Math.floor((chance(...words, 32) * Math.min(length * 0.03, 2 * minute)) / 1000) * 1000;
  switch (between(0, 19, ...words, 33)) {
    case 0:
    case 1:
    case 2:
      return [{ joinTime: at(0.15 + chance(...words, 34) * 0.5), leaveTime: leave }];
    case 3:
    case 4:
      return [{ joinTime: join, leaveTime: at(0.3 + chance(...words, 35) * 0.5) }];
    case 5:
    case 6: {
      const gone = at(0.2 + chance(...words, 36) * 0.2);
      const back = at(0.42 + chance(...words, 37) * 0.1);
      if (chance(...words, 38) < 0.5)
        return [
          { joinTime: join, leaveTime: gone },
          { joinTime: back, leaveTime: leave },
        ];
      return [
        { joinTime: join, leaveTime: gone },
        { joinTime: back, leaveTime: at(0.7) },
        { joinTime: at(0.72), leaveTime: leave },
      ];
    }
    case 7:
      return [
        { joinTime: join, leaveTime: at(0.8) },
        { joinTime: at(0.3), leaveTime: leave },
      ];
    case 8:
      return [{ joinTime: join, leaveTime: Math.min(join + minute, run.endTime) }];
    default:
      return [{ joinTime: join, leaveTime: leave }];
  }
}

/** Seconds covered by intervals that are in order of joining; an overlap counts once. */
export function presence(intervals: readonly Interval[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { joinTime, leaveTime } of intervals) {
    covered += Math.max(0, leaveTime - Math.max(joinTime, reached));
    reached = Math.max(reached, leaveTime);
  }
  return Math.floor(covered / 1000);
}
