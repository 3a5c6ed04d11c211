/**
 * The times of a sequence: expanded from its first time, a pattern and a last day (goto-webinar.md 8.2, 16.8).
 *
 * Pure. Repeats at the same wall clock time in the webinar's zone, so that a class at 17:00 stays at 17:00 when
 * summer time begins, and is an hour earlier or later in UTC.
 */

import type { RecurrencePattern, TimeSlot } from "../world/model.ts";
import type { Day } from "./instants.ts";
import { instantOf, type WallTime, wallTimeAt } from "./zones.ts";

/** More times than this are refused: GoTo's own ceiling is not known, and a slip in the year must not fill the memory. */
export const mostTimes = 1000;

/**
 * The times from `first` up to and including the local day `last`; empty when `last` lies before the first time.
 * Stops one beyond `mostTimes`, so that the caller can tell that there would be too many.
 * A month that lacks the day of the first time has it on its last day.
 */
export function timesOfSequence(
  first: TimeSlot,
  pattern: RecurrencePattern,
  last: Day,
  zone: string,
): TimeSlot[] {
  const start = wallTimeAt(first.startTime, zone);
  const length = first.endTime - first.startTime;
  const times: TimeSlot[] = [];
  for (let step = 0; times.length <= mostTimes; step++) {
    const wall = stepped(start, pattern, step);
    if (dayNumber(wall) > dayNumber(last)) break;
    const startTime = instantOf(wall, zone);
    times.push({ startTime, endTime: startTime + length });
  }
  return times;
}

function stepped(start: WallTime, pattern: RecurrencePattern, step: number): WallTime {
  if (pattern === "monthly") {
    const daysInMonth = new Date(Date.UTC(start.year, start.month + step, 0)).getUTCDate();
    return wallTime(Date.UTC(start.year, start.month - 1 + step, Math.min(start.day, daysInMonth)), start);
  }
  const days = pattern === "daily" ? step : step * 7;
  return wallTime(Date.UTC(start.year, start.month - 1, start.day + days), start);
}

function wallTime(midnight: number, { sinceMidnight }: WallTime): WallTime {
  const date = new Date(midnight);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    sinceMidnight,
  };
}

function dayNumber({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day);
}
