/** SessionQuestion: what the audience asked in a session (goto-webinar.md 10.4). */
import type { EntityDefinition } from "../entity.ts";
import { listOfSession } from "./readings.ts";
import { askedQuestion, position, sessionKey, settlesAfterSession, webinarKey } from "./shared.ts";

export const sessionQuestion: EntityDefinition = {
  name: "SessionQuestion",
  product: "webinar",
  description: "A question from the audience of a session, with its answers.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "position"],
  parent: { entity: "Session", keys: ["webinarKey", "sessionKey"] },
  fields: { webinarKey, sessionKey, position, ...askedQuestion },
  brief: ["webinarKey", "sessionKey", "position", "question", "askedBy", "dateAsked"],
  readings: [listOfSession("getQuestions")],
  writes: {},
  settles: settlesAfterSession,
};
