/** createWebinar (goto-webinar.md 8.2). */

import type { NewWebinar } from "../../world/changes.ts";
import { defaultEmailSettings } from "../../world/defaults.ts";
import type { Organizer } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { organizerAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { badRequest } from "../refusal.ts";
import * as definition from "./definition.ts";

export const createWebinar = defineWebinarOperation({
  operationId: "createWebinar",
  method: "POST",
  path: "/organizers/:organizerKey/webinars",
  handle(context) {
    const { world, now } = context;
    const organizer = organizerAt(context);
    const members = body.objectFrom(context.body);
    const kind = definition.kind(members);
    const timeZone = definition.timeZone(members) ?? organizer.timeZone;
    const experience = definition.experience(members);
    const subject = definition.requiredSubject(members);
    // A sequence may carry `times` too, since the vendor's schema requires them: they say nothing then.
    const times =
      kind === "sequence" ? definition.recurrence(members, timeZone, now) : definition.times(members, now);
    if (times === undefined) throw badRequest("times is required.");
    if (kind !== "sequence") definition.checkCount(times, kind);
    const recorded = experience === "simulive" ? recordedWebinar(world, organizer, members) : {};
    const base = recorded.emailSettings ?? defaultEmailSettings;
    const [first] = world.createWebinars({
      ...recorded,
      organizerKey: organizer.organizerKey,
      accountKey: accountOf(organizer),
      subject,
      description: definition.description(members) ?? "",
      kind,
      times,
      timeZone,
      locale: definition.locale(members) ?? organizer.locale,
      experience,
      isPasswordProtected: body.truth(members, "isPasswordProtected") ?? false,
      isOnDemand: body.truth(members, "isOndemand") ?? false,
      isBreakout: body.truth(members, "isBreakout") ?? false,
      emailSettings: definition.emailSettings(members, base) ?? base,
    });
    if (first === undefined) throw new Error("A webinar with at least one time was not made.");
    // Of a series the first member in time is named (goto-webinar.md 8.2, by our choice).
    return {
      status: 201,
      body: {
        webinarKey: first.webinarKey,
        ...(first.recurrenceKey !== null && { recurrenceKey: first.recurrenceKey }),
      },
    };
  },
});

/** An organizer's webinars belong to his default account. */
export function accountOf(organizer: Organizer): string {
  const [membership] = organizer.memberships;
  if (membership === undefined) throw new Error(`Organizer ${organizer.organizerKey} has no account.`);
  return membership.accountKey;
}

/**
 * What a simulive webinar plays, and what it takes over: settings, polls and survey of the webinar that was
 * recorded; nothing but the recording when that was uploaded (goto-webinar.md 8.2).
 */
export function recordedWebinar(
  world: World,
  organizer: Organizer,
  members: body.Members,
): Partial<NewWebinar> {
  const recordingAssetKey = body.key(members, "recordingAssetKey");
  if (recordingAssetKey === undefined) throw badRequest("A SIMULIVE webinar needs recordingAssetKey.");
  const asset = world
    .recordingAssetsOf({ accountKey: accountOf(organizer) })
    .find((one) => one.recordingAssetKey === recordingAssetKey);
  if (asset === undefined) throw badRequest(`There is no completed recording asset ${recordingAssetKey}.`);
  const source = asset.webinarKey === null ? undefined : world.webinar(asset.webinarKey);
  if (source === undefined) return { recordingAssetKey };
  const { approval, registrationLimit, fields, questions, polls, survey, emailSettings } = source;
  return {
    recordingAssetKey,
    approval,
    registrationLimit,
    fields,
    questions,
    polls,
    survey,
    emailSettings,
  };
}
