/**
 * What people answered and asked (goto-webinar.md 10.4): polls, surveys and questions, of a session and of one attendee.
 */

import type { AskedQuestion, AttendeeAnswer } from "../../world/model.ts";
import { attendeeAt, sessionAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { instant } from "../instants.ts";

const sessionPath = "/organizers/:organizerKey/webinars/:webinarKey/sessions/:sessionKey";
const attendeePath = `${sessionPath}/attendees/:registrantKey` as const;

export const getPolls = defineWebinarOperation({
  operationId: "getPolls",
  method: "GET",
  path: `${sessionPath}/polls`,
  handle(context) {
    const { webinar, session } = sessionAt(context);
    return { status: 200, body: context.world.polls(webinar, session) };
  },
});

export const getSurveys = defineWebinarOperation({
  operationId: "getSurveys",
  method: "GET",
  path: `${sessionPath}/surveys`,
  handle(context) {
    const { webinar, session } = sessionAt(context);
    return { status: 200, body: context.world.surveys(webinar, session) };
  },
});

export const getQuestions = defineWebinarOperation({
  operationId: "getQuestions",
  method: "GET",
  path: `${sessionPath}/questions`,
  handle(context) {
    const { webinar, session } = sessionAt(context);
    return { status: 200, body: context.world.questions(webinar, session).map(askedQuestion) };
  },
});

export const getAttendeePollAnswers = defineWebinarOperation({
  operationId: "getAttendeePollAnswers",
  method: "GET",
  path: `${attendeePath}/polls`,
  handle(context) {
    const { webinar, attendee } = attendeeAt(context);
    return { status: 200, body: context.world.attendeePolls(webinar, attendee).map(answer) };
  },
});

export const getAttendeeSurveyAnswers = defineWebinarOperation({
  operationId: "getAttendeeSurveyAnswers",
  method: "GET",
  path: `${attendeePath}/surveys`,
  handle(context) {
    const { webinar, attendee } = attendeeAt(context);
    return { status: 200, body: context.world.attendeeSurveys(webinar, attendee).map(answer) };
  },
});

export const getAttendeeQuestions = defineWebinarOperation({
  operationId: "getAttendeeQuestions",
  method: "GET",
  path: `${attendeePath}/questions`,
  handle(context) {
    const { webinar, attendee } = attendeeAt(context);
    return { status: 200, body: context.world.attendeeQuestions(webinar, attendee).map(askedQuestion) };
  },
});

/** The deprecated `answer` comes along only where there is a single one: a client must not rely on it. */
function answer({ question, answers }: AttendeeAnswer): Record<string, unknown> {
  const [only, ...others] = answers;
  return { question, answers, ...(only !== undefined && others.length === 0 && { answer: only }) };
}

/** Keys are strings here (goto-webinar.md 2). */
function askedQuestion({
  question,
  askedBy,
  askerKey,
  dateAsked,
  answers,
}: AskedQuestion): Record<string, unknown> {
  return {
    question,
    askedBy,
    askerKey,
    dateAsked: instant(dateAsked),
    answers: answers.map(({ answer, answeredBy, answererRole, answerTime, answererEmail }) => ({
      answer,
      answeredBy,
      answererRole,
      answerTime: instant(answerTime),
      answererEmail,
    })),
  };
}
