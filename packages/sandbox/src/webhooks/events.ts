/**
 * What a happening of the world looks like as a webhook event (goto-webinar.md 13.2). Pure.
 *
 * Keys are numbers here, and so is joinTime (epoch milliseconds); other instants carry milliseconds. Fields without a
 * value are absent.
 */

import { longNumber } from "../http/json.ts";
import { instantWithMilliseconds, timesOf } from "../webinar/instants.ts";
import type { Happening } from "../world/happening.ts";
import type {
  AttendeeSurveyAnswer,
  Instant,
  Registrant,
  RegistrationAnswer,
  Webinar,
} from "../world/model.ts";

/** All five. */
export const eventNames = [
  "registrant.added",
  "registrant.joined",
  "webinar.created",
  "webinar.changed",
  "survey.submitted",
] as const;
export type EventName = (typeof eventNames)[number];

export const eventVersion = "1.0.0";
export const product = "g2w";

/** There is no deleted event: a webinar that is gone has changed, with status DELETED. */
export function eventNameOf({ type }: Happening): EventName {
  switch (type) {
    case "webinar created":
      return "webinar.created";
    case "webinar changed":
    case "webinar deleted":
      return "webinar.changed";
    case "registrant added":
      return "registrant.added";
    case "registrant joined":
      return "registrant.joined";
    case "survey submitted":
      return "survey.submitted";
  }
}

/** The body of the event, to be serialised by JSON.stringify. */
export function eventOf(happening: Happening, eventKey: string): Record<string, unknown> {
  return {
    eventName: eventNameOf(happening),
    eventVersion,
    product,
    eventKey,
    ...detailsOf(happening),
    timestamp: instantWithMilliseconds(happening.at),
  };
}

function detailsOf(happening: Happening): Record<string, unknown> {
  const { webinar } = happening;
  switch (happening.type) {
    case "webinar created":
      return {
        ...webinarDetails(webinar, "NEW"),
        recurrenceKey: webinar.recurrenceKey,
        webinarCreationDate: instantWithMilliseconds(webinar.createdAt),
      };
    case "webinar changed":
      return webinarDetails(webinar, "UPDATED");
    case "webinar deleted":
      return webinarDetails(webinar, "DELETED");
    case "registrant added":
      return registrantAdded(webinar, happening.registrant);
    case "registrant joined":
      return {
        firstName: happening.registrant.firstName,
        lastName: happening.registrant.lastName,
        email: happening.registrant.email,
        ...registrantKeys(webinar, happening.registrant),
        sessionKey: longNumber(happening.session.sessionKey),
        recurrenceType: webinar.kind,
        joinTime: happening.at satisfies Instant,
      };
    case "survey submitted":
      return {
        ...registrantKeys(webinar, happening.registrant),
        sessionKey: longNumber(happening.session.sessionKey),
        surveyName: happening.surveyName,
        responses: happening.answers.map(surveyResponse),
      };
  }
}

function webinarDetails(webinar: Webinar, status: "NEW" | "UPDATED" | "DELETED"): Record<string, unknown> {
  return {
    accountKey: longNumber(webinar.accountKey),
    organizerKey: longNumber(webinar.organizerKey),
    webinarKey: longNumber(webinar.webinarKey),
    webinarTitle: webinar.subject,
    description: webinar.description,
    experienceType: webinar.experience.toUpperCase(),
    recurrenceType: webinar.kind,
    status,
    times: timesOf(webinar.times),
    timeZone: webinar.timeZone,
  };
}

function registrantAdded(webinar: Webinar, registrant: Registrant): Record<string, unknown> {
  const { source, questionsAndComments, ...details } = registrant.details;
  return {
    firstName: registrant.firstName,
    lastName: registrant.lastName,
    email: registrant.email,
    ...details,
    ...(questionsAndComments !== undefined && { comments: questionsAndComments }),
    ...(source !== undefined && { registrationSource: source }),
    responses: registrant.responses.map((answer) => registrationResponse(webinar, answer)),
    registrationDate: instantWithMilliseconds(registrant.registrationDate),
    status: registrant.status,
    ...registrantKeys(webinar, registrant),
    recurrenceType: webinar.kind,
    ...(registrant.status === "APPROVED" && { joinUrl: registrant.joinUrl }),
  };
}

/** What the three events about a registrant have in common. */
function registrantKeys(webinar: Webinar, { registrantKey }: Registrant): Record<string, unknown> {
  return {
    webinarKey: longNumber(webinar.webinarKey),
    webinarTitle: webinar.subject,
    experienceType: webinar.experience.toUpperCase(),
    webinarCreatorKey: longNumber(webinar.organizerKey),
    registrantKey: longNumber(registrantKey),
  };
}

/** The names of the three members are read off the guide's table; no source is sure of them (goto-webinar.md 13.2). */
function response(questionText: string, questionType: string, answerText: readonly string[]) {
  return { questionText, questionType, answerText };
}

function registrationResponse(webinar: Webinar, { questionKey, question, answer }: RegistrationAnswer) {
  const type = webinar.questions.find((one) => one.questionKey === questionKey)?.type;
  return response(question, type === "multipleChoice" ? "MULTIPLE_CHOICE" : "SHORT_ANSWER", [answer]);
}

function surveyResponse({ question, type, answers }: AttendeeSurveyAnswer) {
  return response(question, type, answers);
}
