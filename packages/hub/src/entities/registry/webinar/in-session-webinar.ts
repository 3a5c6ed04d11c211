/** InSessionWebinar: what is running at this moment (goto-webinar.md 8.6). */
import { z } from "zod";
import { type EntityDefinition, whole } from "../entity.ts";
import { boolean, choice, email, integer, key, list, text } from "../field.ts";
import { experiences, webinarBasics } from "./shared.ts";

export const inSessionWebinar: EntityDefinition = {
  name: "InSessionWebinar",
  product: "webinar",
  description: "A webinar that is running at this moment.",
  source: "goto-webinar.md 8.6",
  keys: ["webinarKey"],
  fields: {
    ...webinarBasics,
    organizerKey: key("The organizer who owns it", "goto-webinar.md 1"),
    organizerEmail: email("The organizer's address", "goto-webinar.md 8.6"),
    organizerName: text("The organizer's name", "goto-webinar.md 8.6"),
    registrationUrl: text("Where people register", "goto-webinar.md 8.6"),
    experienceType: choice(experiences, "How it is run", "goto-webinar.md 6"),
    numberOfRegistrants: integer("Registered so far", "goto-webinar.md 8.6", { unit: "people" }),
    inSession: boolean("Always true here", "goto-webinar.md 8.6"),
    impromptu: boolean("Started without planning", "goto-webinar.md 8.6"),
    isOndemand: boolean("Whether it can be watched afterwards", "goto-webinar.md 8.6"),
    coorganizers: list(
      z.object({ email: z.string(), organizerKey: z.string() }),
      "Who else runs it",
      "goto-webinar.md 8.6",
    ),
  },
  brief: ["webinarKey", "subject", "organizerName", "numberOfRegistrants"],
  readings: [
    {
      operation: "getInSessionWebinars",
      form: "list",
      needs: [],
      paged: false,
      // Without a range: GoTo then answers all (goto-webinar.md 8.6).
      read: async ({ goto, organizerKey }, _ask, options) =>
        whole(await goto.webinar.getInSessionWebinars({ organizerKey }, options)),
    },
  ],
  writes: {},
  settles: { when: "never", why: "it leaves the list when it is over" },
};
