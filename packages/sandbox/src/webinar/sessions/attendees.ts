/**
 * Who was there (goto-webinar.md 8.11, 10.2, 10.3): getAttendeesForAllWebinarSessions, getAttendees, getWebinarSession
 * and getAttendee.
 */

import { longNumber } from "../../http/json.ts";
import type { Answer, Context } from "../../http/operation.ts";
import type { Attendee, Interval } from "../../world/model.ts";
import { attendeeAt, sessionAt, webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { instant } from "../instants.ts";
import { halPage, readPage } from "../paging.ts";
import { condensedRegistrant } from "../registrants/wire.ts";

/** One record per person and session. Keys are strings here, though the vendor's schema says numbers (goto-webinar.md 2). */
export const getAttendeesForAllWebinarSessions = defineWebinarOperation({
  operationId: "getAttendeesForAllWebinarSessions",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/attendees",
  handle(context) {
    const webinar = webinarAt(context);
    const request = readPage(context.query, "size");
    const { total, page } = context.world.attendeesOfAllSessions(webinar, request.offset, request.size);
    const items = page.map(({ registrant, session, attendanceTimeInSeconds, intervals }) => ({
      registrantKey: registrant.registrantKey,
      sessionKey: session.sessionKey,
      email: registrant.email,
      firstName: registrant.firstName,
      lastName: registrant.lastName,
      attendanceTimeInSeconds,
      attendance: intervals.map(attendance),
    }));
    return { status: 200, body: halPage("attendeeParticipationResponses", items, total, request) };
  },
});

export const getAttendees = defineWebinarOperation({
  operationId: "getAttendees",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/sessions/:sessionKey/attendees",
  handle: attendeesOf,
});

/** The oddest reply: the attendees of the session, not the session. */
export const getWebinarSession = defineWebinarOperation({
  operationId: "getWebinarSession",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/sessions/:sessionKey",
  handle: attendeesOf,
});

/** A registrant, without attendance. */
export const getAttendee = defineWebinarOperation({
  operationId: "getAttendee",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/sessions/:sessionKey/attendees/:registrantKey",
  handle: (context) => ({ status: 200, body: condensedRegistrant(attendeeAt(context).attendee.registrant) }),
});

function attendeesOf(context: Pick<Context, "world" | "caller"> & Parameters<typeof sessionAt>[0]): Answer {
  const { webinar, session } = sessionAt(context);
  return { status: 200, body: context.world.attendees(webinar, session).map(attendee) };
}

/** Keys are numbers here (goto-webinar.md 2). */
function attendee({
  registrant,
  session,
  attendanceTimeInSeconds,
  intervals,
}: Attendee): Record<string, unknown> {
  return {
    registrantKey: longNumber(registrant.registrantKey),
    firstName: registrant.firstName,
    lastName: registrant.lastName,
    email: registrant.email,
    attendanceTimeInSeconds,
    sessionKey: longNumber(session.sessionKey),
    attendance: intervals.map(attendance),
  };
}

function attendance({ joinTime, leaveTime }: Interval): { joinTime: string; leaveTime: string } {
  return { joinTime: instant(joinTime), leaveTime: instant(leaveTime) };
}
