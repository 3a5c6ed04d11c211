/**
 * What a body says about a webinar: the members that create, update and copy share (goto-webinar.md 8.2, 8.4, 8.8).
 *
 * Pure: reads and checks, changes nothing.
 */

import type { Json } from "../../http/json.ts";
import type { EmailSettings, Experience, Instant, Locale, TimeSlot, WebinarKind } from "../../world/model.ts";
import * as body from "../body.ts";
import { readDay, readInstant } from "../instants.ts";
import { mostTimes, timesOfSequence } from "../recurrence.ts";
import { badRequest } from "../refusal.ts";
import { acceptedZone } from "../zones.ts";

const locales: readonly Locale[] = ["en_US", "de_DE", "es_ES", "fr_FR", "it_IT", "zh_CN"];
const kinds: readonly WebinarKind[] = ["single_session", "series", "sequence"];

/** goto-webinar.md 14. */
const longestSubject = 128;
const longestDescription = 2048;

export function subject(members: body.Members): string | undefined {
  const given = body.text(members, "subject", longestSubject);
  if (given !== undefined && given.trim() === "") throw badRequest("subject must not be empty.");
  return given;
}

export function requiredSubject(members: body.Members): string {
  return body.requiredText(members, "subject", longestSubject);
}

export function description(members: body.Members): string | undefined {
  return body.text(members, "description", longestDescription);
}

/** `type`; a single session when it is not given. */
export function kind(members: body.Members): WebinarKind {
  return body.choice(members, "type", kinds) ?? "single_session";
}

export function locale(members: body.Members): Locale | undefined {
  return body.choice(members, "locale", locales);
}

/** The zone in its accepted spelling. */
export function timeZone(members: body.Members): string | undefined {
  const given = body.text(members, "timeZone");
  if (given === undefined) return undefined;
  const zone = acceptedZone(given);
  if (zone === undefined)
    throw badRequest(`timeZone must be one of GoTo's time zone identifiers, not "${given}".`);
  return zone;
}

/** In either letter case; lower case inside (goto-webinar.md 6). */
export function experience(members: body.Members): Experience {
  const given = body.text(members, "experienceType");
  if (given === undefined) return "classic";
  return body.choice({ experienceType: given.toLowerCase() }, "experienceType", [
    "classic",
    "broadcast",
    "simulive",
  ]) as Experience;
}

/** The settings with what the body says put over `base`; undefined when it says nothing. */
export function emailSettings(members: body.Members, base: EmailSettings): EmailSettings | undefined {
  const given = members.emailSettings ?? undefined;
  if (given === undefined) return undefined;
  const settings = body.objectFrom(given, "emailSettings");
  const mail = (name: keyof EmailSettings) =>
    settings[name] == null ? {} : body.objectFrom(settings[name], `emailSettings.${name}`);
  const enabled = (name: keyof EmailSettings) => body.truth(mail(name), "enabled") ?? base[name].enabled;
  const certificate = body.truth(mail("attendeeFollowUpEmail"), "includeCertificate");
  return {
    confirmationEmail: { enabled: enabled("confirmationEmail") },
    reminderEmail: { enabled: enabled("reminderEmail") },
    absenteeFollowUpEmail: { enabled: enabled("absenteeFollowUpEmail") },
    attendeeFollowUpEmail: {
      enabled: enabled("attendeeFollowUpEmail"),
      includeCertificate: certificate ?? base.attendeeFollowUpEmail.includeCertificate,
    },
  };
}

/**
 * `times` in order of start; undefined when not given. 400 for an inverted or past time. That a past start is
 * refused is our choice (goto-webinar.md 8.2 leaves it open).
 */
export function times(members: body.Members, now: Instant): TimeSlot[] | undefined {
  if (members.times == null) return undefined;
  const items = body.itemsFrom(members.times, "times");
  if (items.length > mostTimes) throw badRequest(`times must not hold more than ${mostTimes} items.`);
  return items
    .map((item, place) => timeSlot(item, `times[${place}]`, now))
    .sort((one, other) => one.startTime - other.startTime);
}

/** The times a kind needs: exactly one for a single session, two or more for the others. */
export function checkCount(times: readonly TimeSlot[], kind: WebinarKind): void {
  if (kind === "single_session" && times.length !== 1)
    throw badRequest(`A single_session needs exactly one item in times, not ${times.length}.`);
  if (kind !== "single_session" && times.length < 2)
    throw badRequest(`A ${kind} needs two or more items in times.`);
}

/** The times of a sequence, expanded from recurrenceStart, recurrencePattern and recurrenceEnd. */
export function recurrence(members: body.Members, zone: string, now: Instant): TimeSlot[] {
  if (members.recurrenceStart == null)
    throw badRequest("A sequence needs recurrenceStart with startTime and endTime.");
  const first = timeSlot(members.recurrenceStart, "recurrenceStart", now);
  const pattern = body.choice(members, "recurrencePattern", ["daily", "weekly", "monthly"]);
  if (pattern === undefined)
    throw badRequest("A sequence needs recurrencePattern: daily, weekly or monthly.");
  const lastText = body.requiredText(members, "recurrenceEnd");
  const last = readDay(lastText);
  if (last === undefined)
    throw badRequest(`recurrenceEnd must be a date like 2016-12-01, without a time, not "${lastText}".`);
  const expanded = timesOfSequence(first, pattern, last, zone);
  if (expanded.length === 0) throw badRequest("recurrenceEnd must not be before recurrenceStart.");
  if (expanded.length > mostTimes) throw badRequest(`A sequence must not have more than ${mostTimes} times.`);
  return expanded;
}

function timeSlot(item: Json, what: string, now: Instant): TimeSlot {
  const members = body.objectFrom(item, what);
  const at = (name: "startTime" | "endTime") => {
    const given = body.text(members, name);
    if (given === undefined) throw badRequest(`${what}.${name} is required.`);
    const instant = readInstant(given);
    if (instant === undefined)
      throw badRequest(
        `${what}.${name} must be ISO 8601 in UTC, for example 2020-03-13T10:00:00Z, not "${given}".`,
      );
    return instant;
  };
  const [startTime, endTime] = [at("startTime"), at("endTime")];
  if (endTime <= startTime) throw badRequest(`${what}.endTime must be after its startTime.`);
  if (startTime <= now) throw badRequest(`${what}.startTime must lie in the future.`);
  return { startTime, endTime };
}
