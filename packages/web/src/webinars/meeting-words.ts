/** A meeting as people say it: the day once, from when to when. Pure but for the language that is chosen. */
import { currentLanguage } from "../language/language.ts";
import { secondsOfWall } from "../language/wall-time.ts";
import type { Meeting } from "./webinar.ts";

/** "Tue 24 Nov, 15:00 – 16:00": in the reader's zone, or in the one that is named. */
export function meetingIn({ startTime, endTime }: Meeting, timeZone?: string): string {
  return format(timeZone).formatRange(new Date(startTime), new Date(endTime));
}

/** Whether the clocks of the reader and of the zone show the same then: what is said once need not be said again. */
export function isSameClock({ startTime, endTime }: Meeting, timeZone: string): boolean {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [startTime, endTime].every(
    (at) => secondsOfWall(Date.parse(at), own) === secondsOfWall(Date.parse(at), timeZone),
  );
}

function format(timeZone: string | undefined): Intl.DateTimeFormat {
  const parts = {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  try {
    return new Intl.DateTimeFormat(currentLanguage(), {
      ...parts,
      ...(timeZone === undefined ? {} : { timeZone, timeZoneName: "short" }),
    });
  } catch {
    // GoTo has zones that browsers do not know, such as MIT.
    return new Intl.DateTimeFormat(currentLanguage(), { ...parts, timeZone: "UTC", timeZoneName: "short" });
  }
}
