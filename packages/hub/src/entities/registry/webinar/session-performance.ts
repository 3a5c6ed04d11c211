/**
 * SessionPerformance: the figures of a session (goto-webinar.md 8.10). GoTo nests them in three objects whose names
 * do not overlap; here they are one flat row.
 */
import type { SessionPerformance } from "@rostrum/goto";
import { type EntityDefinition, keyOf, whole } from "../entity.ts";
import { choice, decimal, instant, integer, text } from "../field.ts";
import { experiences, kinds, sessionKey, settlesAfterSession, webinarKey } from "./shared.ts";

export const sessionPerformance: EntityDefinition = {
  name: "SessionPerformance",
  product: "webinar",
  description: "The figures of a session: attendance, interest, polls and surveys.",
  source: "goto-webinar.md 8.10",
  keys: ["webinarKey", "sessionKey"],
  parent: { entity: "Session", keys: ["webinarKey", "sessionKey"] },
  fields: {
    webinarKey,
    sessionKey,
    webinarName: text("Title of the webinar", "goto-webinar.md 8.10"),
    webinarID: text("The 9-digit number for people", "goto-webinar.md 8.10"),
    startTime: instant("When it began", "goto-webinar.md 8.10"),
    endTime: instant("When it ended", "goto-webinar.md 8.10"),
    timeZone: text("IANA name of the zone", "goto-webinar.md 8.10"),
    experienceType: choice(experiences, "How it was run; in upper case here", "goto-webinar.md 8.10"),
    recurrencePeriod: choice(kinds, "The kind of the webinar", "goto-webinar.md 8.10"),
    registrationEmailOpenedCount: integer(
      "Registration mails opened; GoTo sends text",
      "goto-webinar.md 8.10",
    ),
    registrationLinkClickedCount: integer(
      "Registration links clicked; GoTo sends text",
      "goto-webinar.md 8.10",
    ),
    registrantCount: integer("Registrants of the webinar", "goto-webinar.md 8.10", { unit: "people" }),
    percentageAttendance: decimal("Share of registrants who came", "goto-webinar.md 8.10", {
      unit: "percent",
    }),
    averageInterestRating: decimal("Mean interest, 1 to 100", "goto-webinar.md 8.10"),
    averageAttentiveness: decimal("Mean attentiveness", "goto-webinar.md 8.10"),
    averageAttendanceTimeSeconds: decimal("Mean time present", "goto-webinar.md 8.10", { unit: "seconds" }),
    pollCount: integer("Polls launched", "goto-webinar.md 8.10"),
    surveyCount: decimal("Described by GoTo as a percentage, whatever its name says", "goto-webinar.md 8.10"),
    questionsAsked: integer("Questions from the audience", "goto-webinar.md 8.10"),
    percentagePollsCompleted: decimal("Share of polls answered", "goto-webinar.md 8.10", { unit: "percent" }),
    percentageSurveysCompleted: decimal("Share of surveys answered", "goto-webinar.md 8.10", {
      unit: "percent",
    }),
  },
  brief: ["sessionKey", "webinarName", "startTime", "registrantCount", "percentageAttendance", "pollCount"],
  readings: [
    {
      operation: "getPerformance",
      form: "list",
      needs: ["webinarKey", "sessionKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole([
          flat(
            await goto.webinar.getPerformance(
              { organizerKey, webinarKey: keyOf(ask, "webinarKey"), sessionKey: keyOf(ask, "sessionKey") },
              options,
            ),
          ),
        ]),
    },
  ],
  writes: {},
  settles: settlesAfterSession,
};

/** One row from the three objects; the counts that GoTo sends as text become numbers. */
function flat({ sessionInfo, attendance, pollsAndSurveys }: SessionPerformance): object {
  return {
    ...sessionInfo,
    webinarID: sessionInfo?.webinarId,
    registrationEmailOpenedCount: count(sessionInfo?.registrationEmailOpenedCount),
    registrationLinkClickedCount: count(sessionInfo?.registrationLinkClickedCount),
    ...attendance,
    ...pollsAndSurveys,
  };
}

function count(text: string | number | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
