/**
 * What attendees did in a session besides being there: polls, the survey, questions asked.
 *
 * All counts are arithmetic (how many answer a poll follows from how many attend), so that a world of a million
 * attendees can be counted without making one of them.
 */

import { between, chance, hash, pick } from "./chance.ts";
import type {
  AskedQuestion,
  Attendee,
  AttendeeAnswer,
  AttendeeSurveyAnswer,
  Instant,
  Organizer,
  QuestionResult,
  Session,
  SessionFigures,
  Webinar,
} from "./model.ts";

/** How many of `attendees` answer poll number `poll` of a session. */
export function pollAnswerCount(
  seed: number,
  webinar: Webinar,
  session: number,
  poll: number,
  attendees: number,
) {
  return Math.ceil(attendees * (0.6 + 0.35 * chance(seed, webinar.plan.ordinal, session, poll, 40)));
}

/** How many of `attendees` hand in the survey. */
export function surveyCount(webinar: Webinar, attendees: number): number {
  return webinar.survey === null ? 0 : Math.ceil(attendees * 0.45);
}

/** How many questions are asked in a session. Nobody there, nothing asked. */
export function askedCount(webinar: Webinar, attendees: number): number {
  return attendees === 0 ? 0 : webinar.plan.questions;
}

export function attendeePollAnswers(seed: number, webinar: Webinar, attendee: Attendee): AttendeeAnswer[] {
  const { session } = attendee;
  return webinar.polls.flatMap((poll, place) => {
    const count = session.attendeeCount;
    const turn = (attendee.index + place * 37) % count;
    if (turn >= pollAnswerCount(seed, webinar, session.ordinal, place, count)) return [];
    const words = [seed, webinar.plan.ordinal, session.ordinal, attendee.index, place];
    return [{ question: poll.question, answers: choose(poll.choices, poll.multiple, words) }];
  });
}

/** Empty when this attendee did not hand the survey in. */
export function attendeeSurveyAnswers(
  seed: number,
  webinar: Webinar,
  attendee: Attendee,
): AttendeeSurveyAnswer[] {
  const { session, index } = attendee;
  const turn = (index + hash(seed, webinar.plan.ordinal, session.ordinal, 41)) % session.attendeeCount;
  if (webinar.survey === null || turn >= surveyCount(webinar, session.attendeeCount)) return [];
  return webinar.survey.questions.map(({ question, type, choices }, place) => {
    const words = [seed, webinar.plan.ordinal, session.ordinal, index, place, 42];
    const answers =
      choices.length === 0 ? [pick(remarks, ...words)] : choose(choices, type === "MULTIPLE_ANSWER", words);
    return { question, type, answers };
  });
}

/** When the survey was handed in: within twenty minutes after the end. */
export function surveyTime(seed: number, webinar: Webinar, attendee: Attendee): Instant {
  const { session, index } = attendee;
  return session.endTime + between(30, 1200, seed, webinar.plan.ordinal, session.ordinal, index, 43) * 1000;
}

/** The questions asked in a session, in order of asking. `host` answers most of them. */
export function askedQuestions(
  seed: number,
  webinar: Webinar,
  session: Session,
  attendees: readonly Attendee[],
  host: Organizer,
): AskedQuestion[] {
  const length = session.endTime - session.startTime;
  const count = askedCount(webinar, attendees.length);
  return Array.from({ length: count }, (_, place) => {
    const words = [seed, webinar.plan.ordinal, session.ordinal, place, 44];
    const asker = attendees[askerIndex(place, attendees.length)];
    if (asker === undefined) throw new RangeError("A question needs somebody who asks it.");
    const dateAsked = session.startTime + Math.floor((length * (place + 1)) / (count + 1) / 1000) * 1000;
    const answered = chance(...words, 1) < 0.8;
    const panelist = chance(...words, 2) < 0.2 ? webinar.panelists[0] : undefined;
    return {
      question: pick(questions, ...words, 3),
      askedBy: asker.registrant.email,
      askerKey: asker.registrant.registrantKey,
      dateAsked,
      answers: !answered
        ? []
        : [
            {
              answer: pick(replies, ...words, 4),
              answeredBy: panelist?.panelistKey ?? host.organizerKey,
              answererRole: panelist === undefined ? ("ORGANIZER" as const) : ("PANELIST" as const),
              answerTime: Math.min(session.endTime, dateAsked + between(20, 240, ...words, 5) * 1000),
              answererEmail: panelist?.email ?? host.email,
            },
          ],
    };
  });
}

/** Who of `count` attendees asks question number `place`: one after the other, spread over the list. */
function askerIndex(place: number, count: number): number {
  return (place * 7) % count;
}

/** Result of each poll or survey question over the answers of all attendees. */
export function resultsOf(
  questions: readonly { readonly question: string; readonly choices: readonly string[] }[],
  answers: readonly (readonly AttendeeAnswer[])[],
): QuestionResult[] {
  return questions.map(({ question, choices }) => {
    const given = answers.flatMap((list) => list.filter((answer) => answer.question === question));
    const texts = choices.length > 0 ? choices : [...new Set(given.flatMap((answer) => answer.answers))];
    return {
      question,
      numberOfResponses: given.length,
      responses: texts.map((text) => {
        const hits = given.filter((answer) => answer.answers.includes(text)).length;
        return {
          text,
          percentage: given.length === 0 ? 0 : Math.round((hits / given.length) * 10_000) / 100,
        };
      }),
    };
  });
}

/** Figures of one session (goto-webinar.md 8.10). */
export function figuresOf(
  seed: number,
  webinar: Webinar,
  session: Session,
  attendees: readonly Attendee[],
): SessionFigures {
  const count = attendees.length;
  const words = [seed, webinar.plan.ordinal, session.ordinal];
  const present = attendees.reduce((sum, attendee) => sum + attendee.attendanceTimeInSeconds, 0);
  const pollAnswers = webinar.polls.reduce(
    (sum, _poll, place) => sum + pollAnswerCount(seed, webinar, session.ordinal, place, count),
    0,
  );
  const share = (part: number, whole: number) =>
    whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
  return {
    registrantCount: session.registrantCount,
    percentageAttendance: share(count, session.registrantCount),
    averageInterestRating: count === 0 ? 0 : between(40, 95, ...words, 45),
    averageAttentiveness: count === 0 ? 0 : between(400, 990, ...words, 46) / 10,
    averageAttendanceTimeSeconds: count === 0 ? 0 : Math.round((present / count) * 100) / 100,
    pollCount: webinar.polls.length,
    surveyCount: webinar.survey === null ? 0 : 1,
    questionsAsked: session.questionCount,
    percentagePollsCompleted: share(pollAnswers, count * webinar.polls.length),
    percentageSurveysCompleted: share(surveyCount(webinar, count), count),
    registrationEmailOpenedCount: Math.floor(session.registrantCount * 0.8),
    registrationLinkClickedCount: Math.floor(session.registrantCount * 1.3),
  };
}

function choose(choices: readonly string[], multiple: boolean, words: readonly number[]): string[] {
  if (!multiple) return [pick(choices, ...words)];
  const some = choices.filter((_, place) => chance(...words, place, 47) < 0.4);
  return some.length > 0 ? some : [pick(choices, ...words)];
}

const questions = [
  "Will the slides be shared?",
  "Does this work with an older version, say 3.2?",
  'Could you repeat the part about "edge cases", please?',
  "¿Habrá una segunda parte?",
  "録画はありますか？",
  "Two things:\n1. price\n2. date",
] as const;
const replies = [
  "Yes, by mail.",
  "Not yet; planned for next year.",
  "See the handout, page 7.",
  "Sí, en otoño.",
] as const;
const remarks = [
  "Great!",
  'A bit long, but "worth it"',
  "Más ejemplos, por favor",
  "👍",
  "Line one\nLine two",
] as const;
