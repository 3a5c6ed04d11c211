/** getInSessionWebinars: what runs now (goto-webinar.md 8.6). */

import { longNumber } from "../../http/json.ts";
import type { Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { organizerAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { timesOf } from "../instants.ts";
import { optionalRange } from "../query.ts";
import { registrationUrl } from "./get.ts";

/** Both ends of the range may be left out, `toTime` too, although the vendor's parameter list requires it. */
export const getInSessionWebinars = defineWebinarOperation({
  operationId: "getInSessionWebinars",
  method: "GET",
  path: "/organizers/:organizerKey/insessionWebinars",
  handle(context) {
    const { world, query } = context;
    const { organizerKey } = organizerAt(context);
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = optionalRange(query);
    const running = world
      .inSessionWebinarsOf({ organizerKey })
      .filter(({ times }) => times.some(({ startTime }) => startTime >= from && startTime <= to));
    return { status: 200, body: running.map((webinar) => item(world, webinar)) };
  },
});

function item(world: World, webinar: Webinar): Record<string, unknown> {
  const organizer = world.ownerOf(webinar);
  return {
    webinarKey: longNumber(webinar.webinarKey),
    webinarID: webinar.webinarId,
    organizerKey: longNumber(webinar.organizerKey),
    organizerEmail: organizer.email,
    organizerName: organizer.displayName,
    subject: webinar.subject,
    description: webinar.description,
    times: timesOf(webinar.times),
    timeZone: webinar.timeZone,
    registrationUrl: registrationUrl(webinar),
    numberOfRegistrants: world.registrantCount(webinar),
    inSession: true,
    impromptu: webinar.isImpromptu,
    isOndemand: webinar.isOnDemand,
    experienceType: webinar.experience,
    coorganizers: webinar.coOrganizers.map(({ email, memberKey }) => ({
      email,
      organizerKey: longNumber(memberKey),
    })),
  };
}
