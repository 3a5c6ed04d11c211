/** Attendee: a registrant seen in one session (goto-webinar.md 10.3). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { attendance, settlesAfterSession } from "./shared.ts";

export const attendee: EntityDefinition = {
  name: "Attendee",
  product: "webinar",
  description: "Somebody who was in a session, with the times of coming and going.",
  source: "goto-webinar.md 10.3",
  keys: ["webinarKey", "sessionKey", "registrantKey"],
  parent: { entity: "Session", keys: ["webinarKey", "sessionKey"] },
  fields: attendance,
  brief: ["sessionKey", "registrantKey", "firstName", "lastName", "email", "attendanceTimeInSeconds"],
  readings: [
    {
      operation: "getAttendees",
      form: "list",
      needs: ["webinarKey", "sessionKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole(
          await goto.webinar.getAttendees(
            { organizerKey, webinarKey: keyOf(ask, "webinarKey"), sessionKey: keyOf(ask, "sessionKey") },
            options,
          ),
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
