/** AttendeeSurveyAnswer: what one attendee answered in the survey (goto-webinar.md 10.4). One call per attendee. */
import type { EntityDefinition } from "../entity.ts";
import { listOfAttendee } from "./readings.ts";
import { personAnswer, settlesAfterSession } from "./shared.ts";

export const attendeeSurveyAnswer: EntityDefinition = {
  name: "AttendeeSurveyAnswer",
  product: "webinar",
  description: "What one attendee answered to one question of the survey.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "registrantKey", "position"],
  parent: { entity: "Attendee", keys: ["webinarKey", "sessionKey", "registrantKey"] },
  fields: personAnswer,
  brief: ["sessionKey", "registrantKey", "position", "question", "answers"],
  readings: [listOfAttendee("getAttendeeSurveyAnswers")],
  writes: {},
  settles: settlesAfterSession,
};
