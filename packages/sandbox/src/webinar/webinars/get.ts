/** One webinar and its parts that are only read: getWebinar, getWebinarMeetingTimes, getStartUrl. */

import { longNumber } from "../../http/json.ts";
import type { Webinar } from "../../world/model.ts";
import { ownWebinarAt, webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { timesOf } from "../instants.ts";

/** goto-webinar.md 8.3. Two keys are numbers and one is a string, in the same object (2). */
export const getWebinar = defineWebinarOperation({
  operationId: "getWebinar",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey",
  handle(context) {
    const { world, now } = context;
    const webinar = webinarAt(context);
    const organizer = world.ownerOf(webinar);
    // Only what is still to come of a sequence; the time that runs counts as such.
    const times =
      webinar.kind === "sequence" ? webinar.times.filter(({ endTime }) => endTime > now) : webinar.times;
    return {
      status: 200,
      body: {
        webinarKey: longNumber(webinar.webinarKey),
        webinarID: webinar.webinarId,
        subject: webinar.subject,
        description: webinar.description,
        organizerKey: longNumber(webinar.organizerKey),
        organizerEmail: organizer.email,
        organizerName: organizer.displayName,
        times: timesOf(times),
        registrationUrl: registrationUrl(webinar),
        inSession: world.isInSession(webinar),
        impromptu: webinar.isImpromptu,
        type: webinar.kind,
        recurrencePeriod: webinar.kind,
        timeZone: webinar.timeZone,
        numberOfRegistrants: world.registrantCount(webinar),
        registrationLimit: webinar.registrationLimit,
        locale: webinar.locale,
        accountKey: webinar.accountKey,
        experienceType: webinar.experience,
        isPasswordProtected: webinar.isPasswordProtected,
      },
    };
  },
});

/** All times, past ones of a sequence too (goto-webinar.md 8.7). */
export const getWebinarMeetingTimes = defineWebinarOperation({
  operationId: "getWebinarMeetingTimes",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/meetingtimes",
  handle: (context) => ({ status: 200, body: timesOf(webinarAt(context).times) }),
});

/** The link with which an organizer starts the webinar (goto-webinar.md 8.8). */
export const getStartUrl = defineWebinarOperation({
  operationId: "getStartUrl",
  method: "GET",
  path: "/webinars/:webinarKey/startUrl",
  handle(context) {
    const { webinarKey } = ownWebinarAt(context);
    return { status: 200, body: { startUrl: `https://global.gotowebinar.com/host/start/${webinarKey}` } };
  },
});

export function registrationUrl({ webinarKey }: Webinar): string {
  return `https://attendee.gotowebinar.com/register/${webinarKey}`;
}
