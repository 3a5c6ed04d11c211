/** The time zones that GoTo Webinar accepts, and local time in them. */

import type { Instant } from "../world/model.ts";
import type { Day } from "./instants.ts";

/** goto-webinar.md 3: the accepted set. Whether GoTo takes other IANA names is not known; the sandbox does not. */
const accepted = `
  Pacific/Tongatapu Pacific/Fiji Pacific/Auckland Asia/Magadan Asia/Vladivostok Australia/Hobart Pacific/Guam
  Australia/Sydney Australia/Brisbane Australia/Darwin Australia/Adelaide Asia/Yakutsk Asia/Seoul Asia/Tokyo
  Asia/Taipei Australia/Perth Asia/Singapore Asia/Irkutsk Asia/Shanghai Asia/Krasnoyarsk Asia/Bangkok Asia/Jakarta
  Asia/Rangoon Asia/Colombo Asia/Dhaka Asia/Novosibirsk Asia/Katmandu Asia/Calcutta Asia/Karachi Asia/Yekaterinburg
  Asia/Kabul Asia/Tbilisi Asia/Muscat Asia/Tehran Africa/Nairobi Europe/Moscow Asia/Kuwait Asia/Baghdad
  Asia/Jerusalem Europe/Helsinki Africa/Harare Africa/Cairo Europe/Bucharest Europe/Athens Africa/Malabo
  Europe/Warsaw Europe/Brussels Europe/Prague Europe/Amsterdam GMT Europe/London Africa/Casablanca
  Atlantic/Cape_Verde Atlantic/Azores America/Buenos_Aires America/Sao_Paulo America/St_Johns America/Santiago
  America/Caracas America/Halifax America/Indianapolis America/New_York America/Bogota America/Mexico_City
  America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu MIT`
  .trim()
  .split(/\s+/);

const byLowerCase = new Map(accepted.map((zone) => [zone.toLowerCase(), zone]));

/** The accepted spelling of a zone name, whatever its case; undefined when it is not accepted. */
export function acceptedZone(name: string): string | undefined {
  return byLowerCase.get(name.trim().toLowerCase());
}

/** A local day and the milliseconds of the wall clock since its midnight. */
export interface WallTime extends Day {
  readonly sinceMidnight: number;
}

/** What the wall clock in `zone` shows at an instant. */
export function wallTimeAt(at: Instant, zone: string): WallTime {
  const wall = at + offsetAt(at, zone);
  const date = new Date(wall);
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    sinceMidnight: wall - midnight,
  };
}

/**
 * The instant at which the wall clock in `zone` shows this. A time that summer time skips moves on by the hour
 * that is skipped; of a time that comes twice, the first is meant.
 */
export function instantOf({ year, month, day, sinceMidnight }: WallTime, zone: string): Instant {
  const wall = Date.UTC(year, month - 1, day) + sinceMidnight;
  const dayOfClock = 86_400_000;
  const before = wall - offsetAt(wall - dayOfClock, zone);
  const after = wall - offsetAt(wall + dayOfClock, zone);
  if (before + offsetAt(before, zone) === wall) return before;
  if (after + offsetAt(after, zone) === wall) return after;
  return before;
}

/** MIT is one of Java's three-letter zones; the others Intl knows. */
const nameForIntl = (zone: string) => (zone === "MIT" ? "Pacific/Apia" : zone);

/** Milliseconds by which the wall clock in `zone` is ahead of UTC at an instant. */
function offsetAt(at: Instant, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: nameForIntl(zone),
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(at / 1000) * 1000;
}
