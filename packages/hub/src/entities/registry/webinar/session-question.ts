/** SessionQuestion: what the audience asked in a session (goto-webinar.md 10.4). */
import { type EntityDefinition, keyOf, numbered } from "../entity.ts";
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
  readings: [
    {
      operation: "getQuestions",
      form: "list",
      needs: ["webinarKey", "sessionKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        numbered(
          await goto.webinar.getQuestions(
            { organizerKey, webinarKey: keyOf(ask, "webinarKey"), sessionKey: keyOf(ask, "sessionKey") },
            options,
          ),
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
