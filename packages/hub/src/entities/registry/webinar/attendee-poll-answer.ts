/** AttendeePollAnswer: what one attendee answered in a poll (goto-webinar.md 10.4). One call per attendee. */
import type { EntityDefinition } from "../entity.ts";
import { listOfAttendee } from "./readings.ts";
import { personAnswer, settlesAfterSession } from "./shared.ts";

export const attendeePollAnswer: EntityDefinition = {
  name: "AttendeePollAnswer",
  product: "webinar",
  description: "What one attendee answered in one poll.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "registrantKey", "position"],
  parent: { entity: "Attendee", keys: ["webinarKey", "sessionKey", "registrantKey"] },
  fields: personAnswer,
  brief: ["sessionKey", "registrantKey", "position", "question", "answers"],
  readings: [listOfAttendee("getAttendeePollAnswers")],
  writes: {},
  settles: settlesAfterSession,
};
