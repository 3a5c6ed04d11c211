/** SessionSurvey: a question of the survey after a session, with its sums (goto-webinar.md 10.4). */
import type { EntityDefinition } from "../entity.ts";
import { listOfSession } from "./readings.ts";
import { pollSums, settlesAfterSession } from "./shared.ts";

export const sessionSurvey: EntityDefinition = {
  name: "SessionSurvey",
  product: "webinar",
  description: "A question of the survey after a session, with the share of each choice.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "position"],
  parent: { entity: "Session", keys: ["webinarKey", "sessionKey"] },
  fields: pollSums,
  brief: ["webinarKey", "sessionKey", "position", "question", "numberOfResponses"],
  readings: [listOfSession("getSurveys")],
  writes: {},
  settles: settlesAfterSession,
};
