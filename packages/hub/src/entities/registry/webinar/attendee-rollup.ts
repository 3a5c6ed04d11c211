/** AttendeeRollup: the attendees of all sessions of a webinar, one row per person and session (goto-webinar.md 8.11). */
import { type EntityDefinition, keyOf, pageSize } from "../entity.ts";
import { attendance, settlesAfterSession } from "./shared.ts";

export const attendeeRollup: EntityDefinition = {
  name: "AttendeeRollup",
  product: "webinar",
  description: "Somebody who was in a session, read for all sessions of a webinar at once.",
  source: "goto-webinar.md 8.11",
  keys: ["webinarKey", "sessionKey", "registrantKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: attendance,
  brief: ["sessionKey", "registrantKey", "firstName", "lastName", "email", "attendanceTimeInSeconds"],
  readings: [
    {
      operation: "getAttendeesForAllWebinarSessions",
      form: "list",
      needs: ["webinarKey"],
      paged: true,
      read: ({ goto, organizerKey }, ask, options) =>
        goto.webinar.getAttendeesForAllWebinarSessions(
          { organizerKey, webinarKey: keyOf(ask, "webinarKey"), page: ask.page, size: pageSize },
          options,
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
