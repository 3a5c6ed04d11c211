/** SessionPoll: a poll of a session with its sums (goto-webinar.md 10.4). */
import { type EntityDefinition, keyOf, numbered } from "../entity.ts";
import { pollSums, settlesAfterSession } from "./shared.ts";

export const sessionPoll: EntityDefinition = {
  name: "SessionPoll",
  product: "webinar",
  description: "A poll launched in a session, with the share of each choice.",
  source: "goto-webinar.md 10.4",
  keys: ["webinarKey", "sessionKey", "position"],
  parent: { entity: "Session", keys: ["webinarKey", "sessionKey"] },
  fields: pollSums,
  brief: ["webinarKey", "sessionKey", "position", "question", "numberOfResponses"],
  readings: [
    {
      operation: "getPolls",
      form: "list",
      needs: ["webinarKey", "sessionKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        numbered(
          await goto.webinar.getPolls(
            { organizerKey, webinarKey: keyOf(ask, "webinarKey"), sessionKey: keyOf(ask, "sessionKey") },
            options,
          ),
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
