/** The date forms of GoTo Webinar (goto-webinar.md 3), read and written. */

import type { Instant, TimeSlot } from "../world/model.ts";

/**
 * Parts may lack their leading zero, as a plugin sends them in production (goto-webinar.md 8.2). A zone is needed:
 * Z, or a numeric offset (goto-webinar.md 3).
 */
const isoForm =
  /^(\d{4})-(\d{1,2})-(\d{1,2})T(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/i;
const dayForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** Reads ISO 8601 with a zone; undefined when `text` is no such instant (also for 30 February and 25 o'clock). */
export function readInstant(text: string): Instant | undefined {
  const match = isoForm.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day)) return undefined;
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (offsetHours > 14 || offsetMinutes > 59) return undefined;
  const offset = (match[8] === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offset;
}

/** A calendar day without a time. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Reads `YYYY-MM-DD`; undefined when `text` is no such day. */
export function readDay(text: string): Day | undefined {
  const match = dayForm.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return isDay(year, month, day) ? { year, month, day } : undefined;
}

/** `2026-04-21T15:00:00Z`, as in all replies but a few. */
export function instant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `2026-04-21T15:00:00.123Z`: in webhook events, and validFrom of a secret key. */
export function instantWithMilliseconds(at: Instant): string {
  return new Date(at).toISOString();
}

/** Times as replies show them. */
export function timesOf(times: readonly TimeSlot[]): { startTime: string; endTime: string }[] {
  return times.map(({ startTime, endTime }) => ({
    startTime: instant(startTime),
    endTime: instant(endTime),
  }));
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
