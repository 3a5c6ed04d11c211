/** The lists of sessions: getOrganizerSessions and getAllSessions (goto-webinar.md 10.1). */

import type { Session, Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { organizerAt, webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { instant } from "../instants.ts";
import { halPage, readPage } from "../paging.ts";
import { requiredRange } from "../query.ts";

/** Completed sessions of all webinars of an organizer that started in the range. */
export const getOrganizerSessions = defineWebinarOperation({
  operationId: "getOrganizerSessions",
  method: "GET",
  path: "/organizers/:organizerKey/sessions",
  handle(context) {
    const { world, query } = context;
    const { organizerKey } = organizerAt(context);
    const { from, to } = requiredRange(query);
    const request = readPage(query, "size");
    const sessions = world.sessionsOf({ organizerKey }, from, to);
    const items = sessions.slice(request.offset, request.offset + request.size).flatMap((session) => {
      const webinar = world.webinar(session.webinarKey);
      return webinar === undefined ? [] : [item(world, webinar, session)];
    });
    return { status: 200, body: halPage("sessionInfoResources", items, sessions.length, request) };
  },
});

/** Past sessions of one webinar. */
export const getAllSessions = defineWebinarOperation({
  operationId: "getAllSessions",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/sessions",
  handle(context) {
    const { world, query } = context;
    const webinar = webinarAt(context);
    const request = readPage(query, "size");
    const sessions = world.sessions(webinar);
    const items = sessions
      .slice(request.offset, request.offset + request.size)
      .map((session) => item(world, webinar, session));
    return { status: 200, body: halPage("sessionInfoResources", items, sessions.length, request) };
  },
});

/** All keys are strings here (goto-webinar.md 2). */
function item(world: World, webinar: Webinar, session: Session): Record<string, unknown> {
  const { attendeeFollowUpEmail } = webinar.emailSettings;
  return {
    sessionKey: session.sessionKey,
    webinarKey: webinar.webinarKey,
    webinarID: webinar.webinarId,
    webinarName: webinar.subject,
    accountKey: webinar.accountKey,
    creatingOrganizerKey: webinar.organizerKey,
    creatingOrganizerName: world.ownerOf(webinar).displayName,
    startingOrganizerKey: session.startingOrganizerKey,
    startingOrganizerName: world.organizer(session.startingOrganizerKey)?.displayName ?? "",
    startTime: instant(session.startTime),
    endTime: instant(session.endTime),
    registrantsAttended: session.attendeeCount,
    registrantCount: session.registrantCount,
    totalPollCount: session.pollCount,
    timeZone: webinar.timeZone,
    experienceType: webinar.experience,
    includeCertificate: attendeeFollowUpEmail.includeCertificate,
    followupEmailTriggered: attendeeFollowUpEmail.enabled,
  };
}
