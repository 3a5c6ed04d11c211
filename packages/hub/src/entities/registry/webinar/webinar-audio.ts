/** WebinarAudio: how people hear a webinar; one row per webinar (goto-webinar.md 8.9). */
import { z } from "zod";
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { choice, object } from "../field.ts";
import { webinarKey } from "./shared.ts";

export const webinarAudio: EntityDefinition = {
  name: "WebinarAudio",
  product: "webinar",
  description: "How people hear a webinar: telephone numbers and access codes.",
  source: "goto-webinar.md 8.9",
  keys: ["webinarKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    type: choice(
      ["PSTN", "VOIP", "Hybrid", "Private"],
      "Telephone, computer, both, or a service of one's own",
      "goto-webinar.md 8.9",
    ),
    confCallNumbers: object(
      z.record(z.string(), z.unknown()),
      "By country code: toll and toll-free numbers and access codes; absent for Private",
      "goto-webinar.md 8.9",
    ),
    privateInfo: object(
      z.record(z.string(), z.string()),
      "For Private: texts for attendee, organizer, panelist",
      "goto-webinar.md 8.9",
    ),
  },
  brief: ["webinarKey", "type"],
  readings: [
    {
      operation: "getAudioInformation",
      form: "list",
      needs: ["webinarKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole([
          await goto.webinar.getAudioInformation(
            { organizerKey, webinarKey: keyOf(ask, "webinarKey") },
            options,
          ),
        ]),
    },
  ],
  writes: {},
  settles: { when: "never", rereadHours: 24, why: "audio can be changed as long as the webinar is there" },
};
