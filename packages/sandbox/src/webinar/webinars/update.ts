/**
 * updateWebinar (goto-webinar.md 8.4).
 *
 * The call REPLACES the definition of the session, series or sequence. What a body does not carry is lost:
 * - A sequence keeps its kind only with two or more `times`, and then has just those. Without `times` it becomes a
 *   single session with its next time, and the other times are gone (tibco-connect.md 1.4).
 * - A series is defined anew as a whole through any of its members: with two or more `times` its members are moved
 *   to them, made, or removed until there is one for each; without `times` only the addressed member is left, as
 *   a single session.
 * - The time zone falls back to the organizer's own (the vendor's schema says so of an absent `timeZone`).
 * Texts, locale and mail settings that are absent stay as they are; what GoTo does with those is not known.
 */

import type { WebinarChanges } from "../../world/changes.ts";
import type { TimeSlot, Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { organizerAt, webinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { badRequest } from "../refusal.ts";
import { scheduledSiblings } from "./cancel.ts";
import * as definition from "./definition.ts";
import { heritageOf } from "./heritage.ts";

const updatable = ["subject", "description", "times", "timeZone", "locale", "emailSettings"] as const;

export const updateWebinar = defineWebinarOperation({
  operationId: "updateWebinar",
  method: "PUT",
  path: "/organizers/:organizerKey/webinars/:webinarKey",
  handle(context) {
    const { world, now } = context;
    const webinar = webinarAt(context);
    const members = body.objectFrom(context.body);
    if (!updatable.some((name) => members[name] != null))
      throw badRequest(`The body must carry at least one of ${updatable.join(", ")}.`);
    if (world.isInSession(webinar)) throw badRequest("The webinar is in progress and cannot be updated.");
    if (!world.isScheduled(webinar)) throw badRequest("The webinar has ended and cannot be updated.");
    const times = definition.times(members, now);
    if (webinar.kind === "single_session" && times !== undefined) definition.checkCount(times, webinar.kind);
    const texts = definedOnly({
      subject: definition.subject(members),
      description: definition.description(members),
      locale: definition.locale(members),
      emailSettings: definition.emailSettings(members, webinar.emailSettings),
      timeZone: definition.timeZone(members) ?? organizerAt(context).timeZone,
    });
    if (webinar.kind === "series") replaceSeries(world, webinar, texts, times);
    else replaceTimes(world, webinar, texts, times);
    return { status: 202 };
  },
});

/** Single session and sequence: what is still to come becomes `times`, or its first time alone. */
function replaceTimes(
  world: World,
  webinar: Webinar,
  texts: WebinarChanges,
  times: readonly TimeSlot[] | undefined,
): void {
  const left = times ?? webinar.times.filter(({ startTime }) => startTime > world.now).slice(0, 1);
  const kind = webinar.kind === "sequence" && left.length > 1 ? "sequence" : "single_session";
  world.updateWebinar(webinar, { ...texts, kind, times: left });
}

/** The addressed member always stays, so that the key in the path keeps its meaning. */
function replaceSeries(
  world: World,
  webinar: Webinar,
  texts: WebinarChanges,
  times: readonly TimeSlot[] | undefined,
): void {
  const siblings = scheduledSiblings(world, webinar);
  if (times === undefined || times.length === 1) {
    for (const sibling of siblings) world.deleteWebinar(sibling);
    const single = { kind: "single_session", recurrenceKey: null } as const;
    world.updateWebinar(webinar, { ...texts, ...single, ...(times !== undefined && { times }) });
    return;
  }
  const { places, removed, added } = placeMembers([webinar, ...siblings], times);
  for (const member of removed) world.deleteWebinar(member);
  for (const [member, time] of places) world.updateWebinar(member, { ...texts, times: [time] });
  const { recurrenceKey } = webinar;
  if (added.length > 0 && recurrenceKey !== null)
    world.createWebinars({ ...heritageOf(webinar), kind: "series", times: added, recurrenceKey });
}

/**
 * Which member gets which time. A member whose time is among the new ones keeps it; the others take the times that
 * are left, in order. The first of `members` is never removed: it takes the place of another if need be.
 */
function placeMembers(
  members: readonly Webinar[],
  times: readonly TimeSlot[],
): { places: Map<Webinar, TimeSlot>; removed: Webinar[]; added: TimeSlot[] } {
  const free = [...times];
  const places = new Map<Webinar, TimeSlot>();
  for (const member of members) {
    const kept = free.findIndex((time) => isSame(time, member.times[0]));
    if (kept >= 0) places.set(member, ...(free.splice(kept, 1) as [TimeSlot]));
  }
  for (const member of members) {
    const time = places.has(member) ? undefined : free.shift();
    if (time !== undefined) places.set(member, time);
  }
  const [addressed] = members;
  const [last] = [...places].slice(-1);
  if (addressed !== undefined && last !== undefined && !places.has(addressed)) {
    places.delete(last[0]);
    places.set(addressed, last[1]);
  }
  return { places, removed: members.filter((member) => !places.has(member)), added: free };
}

function isSame(one: TimeSlot, other: TimeSlot | undefined): boolean {
  return one.startTime === other?.startTime && one.endTime === other.endTime;
}

function definedOnly<Type extends object>(
  values: Type,
): { [Name in keyof Type]?: Exclude<Type[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Type]?: Exclude<Type[Name], undefined>;
  };
}
