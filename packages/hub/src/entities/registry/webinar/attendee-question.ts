/**
 * AttendeeQuestion: what one attendee asked (goto-webinar.md 10.4). One call per attendee; SessionQuestion has the
 * same questions with one call per session.
 */
import { type EntityDefinition, keyOf, numbered } from "../entity.ts";
import {
  askedQuestion,
  position,
  registrantKey,
  sessionKey,
  settlesAfterSession,
  webinarKey,
} from "./shared.ts";

export const attendeeQuestion: EntityDefinition = {
  name: "AttendeeQuestion",
  product: "webinar",
  description: "A question that one attendee asked, with its answers.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "registrantKey", "position"],
  parent: { entity: "Attendee", keys: ["webinarKey", "sessionKey", "registrantKey"] },
  fields: { webinarKey, sessionKey, registrantKey, position, ...askedQuestion },
  brief: ["sessionKey", "registrantKey", "position", "question", "dateAsked"],
  readings: [
    {
      operation: "getAttendeeQuestions",
      form: "list",
      needs: ["webinarKey", "sessionKey", "registrantKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        numbered(
          await goto.webinar.getAttendeeQuestions(
            {
              organizerKey,
              webinarKey: keyOf(ask, "webinarKey"),
              sessionKey: keyOf(ask, "sessionKey"),
              registrantKey: keyOf(ask, "registrantKey"),
            },
            options,
          ),
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
