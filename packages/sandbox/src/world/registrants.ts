/**
 * The seeded registrants of a webinar, derived from its plan.
 *
 * Not the registrants that came through the API: those are added to this list by `World`.
 */

import { between, chance, hash, pick } from "./chance.ts";
import { keyAt, nineDigits } from "./keys.ts";
import type {
  CustomQuestion,
  Instant,
  Registrant,
  RegistrantStatus,
  RegistrationAnswer,
  Webinar,
} from "./model.ts";
import { personAt } from "./people.ts";

/** Persons there are to register. A webinar with more registrants than this makes it grow for itself. */
const publicSize = 20_000;

/** The seeded registrants of one webinar, in order of registration. Same webinar, same list. */
export function deriveRegistrants(seed: number, webinar: Webinar): Registrant[] {
  const count = webinar.plan.registrants;
  const places = rankOf(seed, webinar);
  const persons = Math.max(publicSize, count);
  const firstPerson = hash(seed, webinar.plan.ordinal, 20) % persons;
  const registrants: Registrant[] = [];
  for (let index = 0; index < count; index++) {
    const person = personAt(seed, (firstPerson + index) % persons);
    const rank = places(index);
    registrants.push({
      registrantKey: keyAt(seed, "registrant", webinar.plan.ordinal, index),
      webinarKey: webinar.webinarKey,
      firstName: person.firstName,
      lastName: person.lastName,
      email: person.email,
      registrationDate: registrationDate(webinar, index, count),
      status: statusOf(seed, webinar, rank),
      type: "REGULAR",
      joinUrl: joinUrl(seed, webinar, index),
      timeZone: person.timeZone,
      unsubscribed: chance(seed, webinar.plan.ordinal, index, 21) < 0.03,
      details: person.details,
      responses: webinar.questions.flatMap((question, place) =>
        answerOf(question, seed, webinar.plan.ordinal, index, place),
      ),
      rank,
    });
  }
  return registrants;
}

/** The join link; its tail is not the registrantKey (goto-webinar.md 9.1). */
export function joinUrl(seed: number, webinar: Webinar, index: number): string {
  return `https://global.gotowebinar.com/join/${webinar.webinarKey}/${nineDigits(seed, webinar.plan.ordinal, index, 22)}`;
}

/**
 * How many of the seeded registrants are approved, and so can come. With manual approval some are not, but
 * never so many that the planned attendees would not be there.
 */
export function approvedCount(webinar: Webinar): number {
  const { registrants, attendees } = webinar.plan;
  return webinar.approval === "AUTOMATIC" ? registrants : Math.max(attendees, Math.floor(registrants * 0.85));
}

/** Spreads the ranks 0..count-1 over the list, each once: with a stride that has no factor in common with it. */
function rankOf(seed: number, webinar: Webinar): (index: number) => number {
  const count = webinar.plan.registrants;
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (greatestCommonDivisor(stride, count) > 1) stride++;
  const offset = hash(seed, webinar.plan.ordinal, 23);
  return (index) => (index * stride + offset) % count;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function statusOf(seed: number, webinar: Webinar, rank: number): RegistrantStatus {
  if (rank < approvedCount(webinar)) return "APPROVED";
  return chance(seed, webinar.plan.ordinal, rank, 24) < 0.7 ? "WAITING" : "DENIED";
}

/** Evenly over the time in which registrations came in. */
function registrationDate({ createdAt, plan }: Webinar, index: number, count: number): Instant {
  return createdAt + Math.floor((Math.max(0, plan.registeredUntil - createdAt) * (index + 0.5)) / count);
}

const freeText = [
  "Through a colleague",
  'They said: "come",\nso I came',
  "Por un compañero, ¡gracias!",
  "検索で見つけました",
  "N/A",
] as const;

/** Required questions are always answered, others by two in three. */
function answerOf(question: CustomQuestion, ...words: readonly number[]): RegistrationAnswer[] {
  if (!question.required && chance(25, ...words) > 2 / 3) return [];
  const { questionKey, question: text } = question;
  const choices = question.answers ?? [];
  if (question.type === "shortAnswer" || choices.length === 0)
    return [{ questionKey, question: text, answer: pick(freeText, 26, ...words) }];
  const choice = choices[between(0, choices.length - 1, 27, ...words)];
  return choice === undefined
    ? []
    : [{ questionKey, question: text, answer: choice.answer, answerKey: choice.answerKey }];
}
