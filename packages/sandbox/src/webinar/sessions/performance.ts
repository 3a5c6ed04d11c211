/** Figures of sessions: getPerformance and getPerformanceForAllWebinarSessions (goto-webinar.md 8.10). */

import type { Session, Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { sessionAt, webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { instant } from "../instants.ts";

export const getPerformance = defineWebinarOperation({
  operationId: "getPerformance",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/sessions/:sessionKey/performance",
  handle(context) {
    const { webinar, session } = sessionAt(context);
    return { status: 200, body: performance(context.world, webinar, session) };
  },
});

/** An object with one member for each session; that the members are called by session key is our reading. */
export const getPerformanceForAllWebinarSessions = defineWebinarOperation({
  operationId: "getPerformanceForAllWebinarSessions",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/performance",
  handle(context) {
    const { world } = context;
    const webinar = webinarAt(context);
    const members = world
      .sessions(webinar)
      .map((session) => [session.sessionKey, performance(world, webinar, session)]);
    return { status: 200, body: Object.fromEntries(members) };
  },
});

/** `webinarId` is spelt so here, the experience is in upper case, and two counts are strings. */
function performance(world: World, webinar: Webinar, session: Session): Record<string, unknown> {
  const figures = world.figures(webinar, session);
  return {
    sessionInfo: {
      webinarName: webinar.subject,
      webinarId: webinar.webinarId,
      sessionKey: session.sessionKey,
      timeZone: webinar.timeZone,
      experienceType: webinar.experience.toUpperCase(),
      recurrencePeriod: webinar.kind,
      startTime: instant(session.startTime),
      endTime: instant(session.endTime),
      registrationEmailOpenedCount: String(figures.registrationEmailOpenedCount),
      registrationLinkClickedCount: String(figures.registrationLinkClickedCount),
    },
    attendance: {
      registrantCount: figures.registrantCount,
      percentageAttendance: figures.percentageAttendance,
      averageInterestRating: figures.averageInterestRating,
      averageAttentiveness: figures.averageAttentiveness,
      averageAttendanceTimeSeconds: figures.averageAttendanceTimeSeconds,
    },
    pollsAndSurveys: {
      pollCount: figures.pollCount,
      surveyCount: figures.surveyCount,
      questionsAsked: figures.questionsAsked,
      percentagePollsCompleted: figures.percentagePollsCompleted,
      percentageSurveysCompleted: figures.percentageSurveysCompleted,
    },
  };
}
