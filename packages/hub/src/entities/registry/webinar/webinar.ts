/** Webinar: the scheduled thing, past or to come (goto-webinar.md 8). */
import { type EntityDefinition, keyOf, pageSize, whole } from "../entity.ts";
import { boolean, choice, email, instant, integer, key, object, text, timeRange } from "../field.ts";
import { emailSettings, listedWebinar, scheduled } from "./shared.ts";

/** What a webinar can be made of (goto-webinar.md 8.2). */
const creatable = [
  "subject",
  "description",
  "recurrenceType",
  "times",
  "startTime",
  "endTime",
  "recurrenceStart",
  "recurrencePattern",
  "recurrenceEnd",
  "timeZone",
  "locale",
  "isPasswordProtected",
  "experienceType",
  "recordingAssetKey",
  "isOndemand",
  "isBreakout",
  "emailSettings",
] as const;

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
  inputs: {
    startTime: instant("Start, instead of times where there is one", "goto-webinar.md 8.2"),
    endTime: instant("End, instead of times where there is one", "goto-webinar.md 8.2"),
    recurrenceStart: object(
      timeRange,
      "First meeting of a sequence; or startTime and endTime",
      "goto-webinar.md 8.2",
    ),
    recurrencePattern: choice(
      ["daily", "weekly", "monthly"],
      "How a sequence repeats",
      "goto-webinar.md 8.2",
    ),
    recurrenceEnd: text("Last date of a sequence, YYYY-MM-DD", "goto-webinar.md 8.2"),
    recordingAssetKey: key("What a simulive webinar plays", "goto-webinar.md 8.2", { looks: "any" }),
    isOndemand: boolean("Can be watched afterwards", "goto-webinar.md 8.2"),
    isBreakout: boolean("Has breakout rooms", "goto-webinar.md 8.2"),
    emailSettings: object(emailSettings, "Which mails GoTo sends; cannot be read", "goto-webinar.md 8.2"),
  },
  writes: {
    create: {
      how: "a single session, or by recurrenceType a sequence or a series",
      fields: creatable,
      required: ["subject"],
      switches: [],
    },
    update: {
      how: "reads the webinar, merges, sends it whole; refuses where sessions could be lost",
      fields: ["webinarKey", ...creatable],
      required: ["webinarKey"],
      switches: ["notifyParticipants"],
    },
    upsert: {
      how: "updates the webinar of that webinarKey, creates one where there is no key",
      fields: ["webinarKey", ...creatable],
      required: [],
      switches: ["notifyParticipants"],
    },
    delete: {
      how: "cancels it for good: a sequence with all its meetings, of a series only this one unless told",
      fields: ["webinarKey"],
      required: ["webinarKey"],
      switches: ["sendCancellationEmails", "deleteAll"],
    },
  },
  settles: {
    when: "afterEnd",
    days: 1,
    // goto-webinar.md 6
    why: "a webinar that is over can no longer be updated, only deleted",
  },
};
