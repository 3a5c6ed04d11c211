/** UpcomingWebinar: webinars that are still to come or under way; the list with a range that begins now. */
import { type EntityDefinition, pageSize } from "../entity.ts";
import { listedWebinar, scheduled } from "./shared.ts";

export const upcomingWebinar: EntityDefinition = {
  name: "UpcomingWebinar",
  product: "webinar",
  description: "A webinar that is still to come or under way.",
  source: "goto-webinar.md 8.1",
  keys: ["webinarKey"],
  fields: listedWebinar,
  brief: ["webinarKey", "subject", "times", "recurrenceType", "timeZone"],
  range: { ...scheduled, unsaid: "from now" },
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
  ],
  writes: {},
  settles: { when: "never", why: "it leaves the list when it is over" },
};
