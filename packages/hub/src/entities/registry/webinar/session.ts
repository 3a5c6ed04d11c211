/** Session: one actual run of a webinar; there is none before it has ended (goto-webinar.md 10.1, 10.5). */
import { type EntityDefinition, keyOf, pageSize } from "../entity.ts";
import { boolean, choice, instant, integer, key, text } from "../field.ts";
import { experiences, momentIn, sessionKey, settlesAfterSession, webinarKey } from "./shared.ts";

export const session: EntityDefinition = {
  name: "Session",
  product: "webinar",
  description: "One run of a webinar that has ended.",
  source: "goto-webinar.md 10.1",
  keys: ["webinarKey", "sessionKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    sessionKey,
    webinarID: text("The 9-digit number for people", "goto-webinar.md 1"),
    webinarName: text("Title of the webinar", "goto-webinar.md 10.1"),
    startTime: instant("When it began", "goto-webinar.md 10.1"),
    endTime: instant("When it ended", "goto-webinar.md 10.1"),
    timeZone: text("IANA name of the zone in which it was planned", "goto-webinar.md 10.1"),
    experienceType: choice(experiences, "How it was run", "goto-webinar.md 6"),
    registrantsAttended: integer("Registrants who came", "goto-webinar.md 10.1", { unit: "people" }),
    registrantCount: integer("Registrants of the webinar", "goto-webinar.md 10.1", { unit: "people" }),
    totalPollCount: integer("Polls launched", "goto-webinar.md 10.1"),
    accountKey: key("The account", "goto-webinar.md 1"),
    creatingOrganizerKey: key("Who planned the webinar", "goto-webinar.md 10.1"),
    creatingOrganizerName: text("Their name", "goto-webinar.md 10.1"),
    startingOrganizerKey: key("Who started this session", "goto-webinar.md 10.1"),
    startingOrganizerName: text("Their name", "goto-webinar.md 10.1"),
    webinarType: integer("A number that GoTo does not explain; may be absent", "goto-webinar.md 10.1"),
    numRegLinkClicks: integer("Clicks on the registration link; may be absent", "goto-webinar.md 10.1"),
    numOpenedInvitations: integer("Invitations opened; may be absent", "goto-webinar.md 10.1"),
    includeCertificate: boolean("Whether certificates are sent; may be absent", "goto-webinar.md 10.1"),
    followupEmailTriggered: boolean(
      "Whether follow-up mails were sent; may be absent",
      "goto-webinar.md 10.1",
    ),
  },
  brief: ["webinarKey", "sessionKey", "webinarName", "startTime", "registrantsAttended", "registrantCount"],
  range: momentIn("startTime", "sessions that began in that time"),
  readings: [
    {
      operation: "getOrganizerSessions",
      form: "list",
      needs: [],
      range: "wide",
      paged: true,
      read: ({ goto, organizerKey }, { from, to, page }, options) =>
        goto.webinar.getOrganizerSessions(
          { organizerKey, fromTime: from, toTime: to, page, size: pageSize },
          options,
        ),
    },
    {
      operation: "getAllSessions",
      form: "list",
      needs: ["webinarKey"],
      range: "here",
      paged: true,
      read: ({ goto, organizerKey }, ask, options) =>
        goto.webinar.getAllSessions(
          { organizerKey, webinarKey: keyOf(ask, "webinarKey"), page: ask.page, size: pageSize },
          options,
        ),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};
