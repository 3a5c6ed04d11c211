/**
 * AttendeeQuestion: what one attendee asked (goto-webinar.md 10.4). One call per attendee; SessionQuestion has the
 * same questions with one call per session.
 */
import type { EntityDefinition } from "../entity.ts";
import { listOfAttendee } from "./readings.ts";
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
  readings: [listOfAttendee("getAttendeeQuestions")],
  writes: {},
  settles: settlesAfterSession,
};
