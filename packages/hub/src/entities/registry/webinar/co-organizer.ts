/** CoOrganizer: who else may run a webinar (goto-webinar.md 11). */
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { boolean, email, key, text } from "../field.ts";
import { webinarKey } from "./shared.ts";

const writable = ["webinarKey", "external", "organizerKey", "givenName", "email"] as const;

export const coOrganizer: EntityDefinition = {
  name: "CoOrganizer",
  product: "webinar",
  description: "Somebody who may run the webinar beside its organizer.",
  source: "goto-webinar.md 11",
  keys: ["webinarKey", "memberKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    memberKey: key("The co-organizer; of an internal one, their organizer key", "goto-webinar.md 11"),
    external: boolean("Has no GoTo Webinar seat in the account", "goto-webinar.md 11"),
    email: email("E-mail address", "goto-webinar.md 11"),
    givenName: text("Given name; of an external one, the full name", "goto-webinar.md 11"),
    surname: text("Family name; absent for an external one", "goto-webinar.md 11"),
    joinLink: text("The personal link into the webinar", "goto-webinar.md 11"),
  },
  brief: ["webinarKey", "memberKey", "external", "email", "givenName", "surname"],
  readings: [
    {
      operation: "getCoorganizers",
      form: "list",
      needs: ["webinarKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole(
          await goto.webinar.getCoorganizers({ organizerKey, webinarKey: keyOf(ask, "webinarKey") }, options),
        ),
    },
  ],
  inputs: {
    organizerKey: key(
      "Organizer key of a member of the account, to make them co-organizer",
      "goto-webinar.md 11",
    ),
  },
  writes: {
    create: {
      how: "a member of the account by organizerKey, somebody from outside by givenName and email",
      fields: writable,
      required: ["webinarKey"],
      switches: [],
    },
    upsert: {
      how: "the same, and somebody who is a co-organizer already is not an error",
      fields: writable,
      required: ["webinarKey"],
      switches: [],
    },
    delete: {
      how: "by memberKey or email",
      fields: ["webinarKey", "memberKey", "email"],
      required: ["webinarKey"],
      switches: [],
    },
  },
  settles: {
    when: "never",
    rereadHours: 24,
    why: "co-organizers come and go as long as the webinar is there",
  },
};
