/**
 * How many rows a complete read of each entity returns: what a reader is measured against.
 *
 * Worked out by arithmetic from the plans, without making a person, and so independent of the way in which the
 * operations page. A million attendees are counted in a moment.
 */

import { askedCount, pollAnswerCount, surveyCount } from "./answers.ts";
import type { Instant } from "./model.ts";
import type { Owner, World } from "./world.ts";

export interface CountQuery {
  readonly owner: Owner;
  /** Webinars with a time that starts within [from, to], as GoTo lists them (goto-webinar.md 8.1). */
  readonly from: Instant;
  readonly to: Instant;
  /**
   * Which sessions count: those that started within the range (as goto-webinar.md 10.1 lists them), or all of the
   * webinars in the range. They differ only for sequences that reach beyond it. Default "webinar".
   */
  readonly sessionsBy?: "webinar" | "start";
}

const entities = [
  "Webinar", "UpcomingWebinar", "InSessionWebinar", "MeetingTime", "WebinarAudio", "RegistrationField",
  "RegistrationQuestion", "CoOrganizer", "Panelist", "Registrant", "Session", "SessionPerformance", "SessionPoll",
  "SessionSurvey", "SessionQuestion", "Attendee", "AttendeeRollup", "AttendeePollAnswer", "AttendeeQuestion",
  "AttendeeSurveyAnswer", "Recording", "Webhook", "UserSubscription",
] as const; // biome-ignore format: a list

export type Counts = Record<(typeof entities)[number], number>;

export function countRows(world: World, { owner, from, to, sessionsBy = "webinar" }: CountQuery): Counts {
  const counts = Object.fromEntries(entities.map((entity) => [entity, 0])) as Counts;
  const webinars = world.webinarsOf(owner, from, to);
  for (const webinar of webinars) {
    counts.Webinar++;
    if (webinar.times.some(({ startTime }) => startTime > world.now)) counts.UpcomingWebinar++;
    counts.MeetingTime += webinar.times.length;
    counts.WebinarAudio++;
    counts.RegistrationField += webinar.fields.length;
    counts.RegistrationQuestion += webinar.questions.length;
    counts.CoOrganizer += webinar.coOrganizers.length;
    counts.Panelist += webinar.panelists.length;
    counts.Registrant += world.registrantCount(webinar);
    for (const session of world.sessions(webinar)) {
      counts.AttendeeRollup += session.attendeeCount;
    }
  }
  const sessions =
    sessionsBy === "start"
      ? world.sessionsOf(owner, from, to)
      : webinars.flatMap((webinar) => world.sessions(webinar));
  for (const session of sessions) {
    const webinar = world.webinar(session.webinarKey);
    if (webinar === undefined) continue;
    const people = session.attendeeCount;
    const asked = askedCount(webinar, people);
    counts.Session++;
    counts.SessionPerformance++;
    counts.SessionPoll += webinar.polls.length;
    counts.SessionSurvey += webinar.survey?.questions.length ?? 0;
    counts.SessionQuestion += asked;
    counts.Attendee += people;
    counts.AttendeeQuestion += asked;
    counts.AttendeeSurveyAnswer += surveyCount(webinar, people) * (webinar.survey?.questions.length ?? 0);
    webinar.polls.forEach((_poll, place) => {
      counts.AttendeePollAnswer += pollAnswerCount(world.seed, webinar, session.ordinal, place, people);
    });
  }
  // GoTo's search for recordings knows no range, and finds uploads too (goto-webinar.md 12).
  counts.Recording = world.recordingAssetsOf(owner).length;
  counts.InSessionWebinar = world.inSessionWebinarsOf(owner).length;
  counts.Webhook = world.webhooks.size;
  counts.UserSubscription = world.userSubscriptions.size;
  return counts;
}
