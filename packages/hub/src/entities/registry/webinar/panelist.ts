/** Panelist: who speaks in a webinar (goto-webinar.md 11). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { email, key, text } from "../field.ts";
import { webinarKey } from "./shared.ts";

const writable = ["webinarKey", "name", "email"] as const;

export const panelist: EntityDefinition = {
  name: "Panelist",
  product: "webinar",
  description: "Somebody who speaks in the webinar.",
  source: "goto-webinar.md 11",
  keys: ["webinarKey", "panelistKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    panelistKey: key("The panelist; GoTo's lists call it panelistId", "goto-webinar.md 2"),
    name: text("Full name", "goto-webinar.md 11"),
    email: email("E-mail address", "goto-webinar.md 11"),
    joinLink: text("The personal link into the webinar", "goto-webinar.md 11"),
    firstName: text("Deprecated by GoTo in favour of name", "goto-webinar.md 11"),
    lastName: text("Deprecated by GoTo in favour of name", "goto-webinar.md 11"),
  },
  brief: ["webinarKey", "panelistKey", "name", "email"],
  readings: [
    {
      operation: "getPanelists",
      form: "list",
      needs: ["webinarKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole(
          await goto.webinar.getPanelists({ organizerKey, webinarKey: keyOf(ask, "webinarKey") }, options),
        ),
    },
  ],
  writes: {
    create: { how: "by name and email", fields: writable, required: [...writable], switches: [] },
    upsert: {
      how: "the same, and somebody who is a panelist already is not an error",
      fields: writable,
      required: [...writable],
      switches: [],
    },
    delete: {
      how: "by panelistKey or email",
      fields: ["webinarKey", "panelistKey", "email"],
      required: ["webinarKey"],
      switches: [],
    },
  },
  settles: { when: "never", rereadHours: 24, why: "panelists come and go as long as the webinar is there" },
};
