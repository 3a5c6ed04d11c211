/** SessionPoll: a poll of a session with its sums (goto-webinar.md 10.4). */
import type { EntityDefinition } from "../entity.ts";
import { listOfSession } from "./readings.ts";
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
  readings: [listOfSession("getPolls")],
  writes: {},
  settles: settlesAfterSession,
};
