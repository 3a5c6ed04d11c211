/** AttendeePollAnswer: what one attendee answered in a poll (goto-webinar.md 10.4). One call per attendee. */
import { type EntityDefinition, keyOf, numbered } from "../entity.ts";
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
  readings: [
    {
      operation: "getAttendeePollAnswers",
      form: "list",
      needs: ["webinarKey", "sessionKey", "registrantKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        numbered(
          await goto.webinar.getAttendeePollAnswers(
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
