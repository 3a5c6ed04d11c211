/**
 * The time zones that GoTo takes, and for any other the one that is meant (goto-webinar.md 3). Pure but for the tables of
 * zones that Node brings. Whether GoTo takes other IANA names today is not known: one that it does not take would fail
 * only after it was sent, so they are refused here, with those that run alike.
 */
import { nearest } from "../../platform/nearest.ts";
import { timeZones as zones } from "../registry/webinar/time-zones.ts";
import { rowError } from "./values.ts";

/** GoTo's writing of a zone. Throws HubError "webinar.time-zone", which names what could be meant at `now`. */
export function gotoTimeZone(given: string, now: number): string {
  const wanted = given.trim().toLowerCase();
  const known = zones.find((zone) => zone.toLowerCase() === wanted);
  if (known !== undefined) return known;
  throw rowError(
    "webinar.time-zone",
    `"${given}" is none of GoTo's time zones.`,
    suggestion(given.trim(), now) ?? `It takes ${zones.join(", ")}.`,
  );
}

function suggestion(given: string, now: number): string | undefined {
  const real = isZone(given) ? given : nearest(given, [...zones, ...Intl.supportedValuesOf("timeZone")]);
  if (real === undefined) return undefined;
  if (zones.includes(real)) return `Did you mean "${real}"?`;
  const alike = sameTimes(real, now);
  if (alike.length === 0) return undefined;
  const meant = real === given ? "" : `Did you mean "${real}"? GoTo does not have it. `;
  return `${meant}The same times all year have ${alike.join(", ")}.`;
}

function isZone(name: string): boolean {
  return offsets(name) !== undefined;
}

const mostAlike = 4;
const weekMs = 7 * 86_400_000;

/** Those of GoTo's zones whose clocks agree with it now and in each week of the year to come, neighbours first. */
function sameTimes(zone: string, now: number): readonly string[] {
  const weeks = Array.from({ length: 53 }, (_, week) => now + week * weekMs);
  const wanted = offsets(zone);
  const alike = zones.filter((other) => {
    const theirs = offsets(other);
    return theirs !== undefined && wanted !== undefined && weeks.every((at) => theirs(at) === wanted(at));
  });
  const region = zone.split("/", 1)[0] ?? zone;
  const isNear = (other: string) => other.startsWith(`${region}/`);
  return [...alike.filter(isNear), ...alike.filter((other) => !isNear(other))].slice(0, mostAlike);
}

/** How a zone's clocks differ from UTC at a moment; undefined for a name that is no zone, such as GoTo's MIT. */
function offsets(zone: string): ((at: number) => string) | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    return (at) => format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  } catch {
    return undefined;
  }
}
