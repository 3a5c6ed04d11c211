/** Webinar: the scheduled thing, past or to come (goto-webinar.md 8). */
import { type EntityDefinition, keyOf, pageSize, whole } from "../entity.ts";
import { boolean, email, integer, text } from "../field.ts";
import { listedWebinar, scheduled } from "./shared.ts";

export const webinar: EntityDefinition = {
  name: "Webinar",
  product: "webinar",
  description: "A webinar of the organizer, past or to come.",
  source: "goto-webinar.md 8.1, 8.3",
  keys: ["webinarKey"],
  fields: {
    ...listedWebinar,
    organizerEmail: email("The organizer's address", "goto-webinar.md 8.3", { form: "byKey" }),
    organizerName: text("The organizer's name", "goto-webinar.md 8.3", { form: "byKey" }),
    inSession: boolean("Whether it is running now", "goto-webinar.md 8.3", { form: "byKey" }),
    numberOfRegistrants: integer("Registered so far", "goto-webinar.md 8.3", {
      form: "byKey",
      unit: "people",
    }),
    registrationLimit: integer("Most who can register", "goto-webinar.md 8.3", {
      form: "byKey",
      unit: "people",
    }),
  },
  brief: ["webinarKey", "subject", "times", "recurrenceType", "timeZone"],
  range: scheduled,
  readings: [
    {
      operation: "getWebinars",
      form: "list",
      needs: [],
      range: "exact",
      paged: true,
      read: ({ goto, organizerKey }, { from, to, page }, options) =>
        goto.webinar.getWebinars({ organizerKey, fromTime: from, toTime: to, page, size: pageSize }, options),
    },
    {
      operation: "getWebinar",
      form: "byKey",
      needs: ["webinarKey"],
      range: "here",
      paged: false,
      async read({ goto, organizerKey }, ask, options) {
        const found = await goto.webinar.getWebinar(
          { organizerKey, webinarKey: keyOf(ask, "webinarKey") },
          options,
        );
        // The kind has three names at GoTo (goto-webinar.md 6); ours is the list's.
        return whole([{ ...found, recurrenceType: found.type ?? found.recurrencePeriod }]);
      },
    },
  ],
  writes: {
    create: "single session, sequence or series, by recurrenceType",
    update: "reads the webinar, merges, sends it whole; refuses where sessions could be lost",
    upsert: "updates the webinar of that webinarKey, creates one where there is no key",
    delete: "cancels it for good, with all sessions of a sequence; of a series only this one unless told",
  },
  settles: {
    when: "afterEnd",
    days: 1,
    why: "a webinar that is over can no longer be updated, only deleted (goto-webinar.md 6)",
  },
};
