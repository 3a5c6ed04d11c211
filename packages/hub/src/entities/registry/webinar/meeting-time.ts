/** MeetingTime: each scheduled meeting of a webinar (goto-webinar.md 8.7). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { instant } from "../field.ts";
import { webinarKey } from "./shared.ts";

export const meetingTime: EntityDefinition = {
  name: "MeetingTime",
  product: "webinar",
  description: "One scheduled meeting of a webinar.",
  source: "goto-webinar.md 8.7",
  keys: ["webinarKey", "startTime"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    startTime: instant("When it begins", "goto-webinar.md 8.7"),
    endTime: instant("When it ends", "goto-webinar.md 8.7"),
  },
  brief: ["webinarKey", "startTime", "endTime"],
  readings: [
    {
      operation: "getWebinarMeetingTimes",
      form: "list",
      needs: ["webinarKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole(
          await goto.webinar.getWebinarMeetingTimes(
            { organizerKey, webinarKey: keyOf(ask, "webinarKey") },
            options,
          ),
        ),
    },
  ],
  writes: {},
  settles: {
    when: "afterEnd",
    days: 1,
    rereadHours: 24,
    // goto-webinar.md 6
    why: "a webinar that is over can no longer be moved",
  },
};
