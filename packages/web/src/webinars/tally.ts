/** The answers to a poll or a question of the survey: as counts of choices, or as a list of what people wrote. Pure. */
import type { PollSums } from "./webinar.ts";

export interface Answer {
  readonly text: string;
  readonly people: number;
  /** Of those who answered, 0 to 1. Where several choices may be taken the shares add up to more than 1. */
  readonly share: number;
}

export interface Tally {
  readonly kind: "choices" | "texts";
  readonly question: string;
  /** Who answered. */
  readonly people: number;
  readonly answers: readonly Answer[];
}

/** A list of choices is short, and so is each of them. */
const mostChoices = 10;
const longestChoice = 80;

/** GoTo gives shares and the number of answers; people are counted from those. */
export function tallyOf({ question, numberOfResponses, responses }: PollSums): Tally {
  const answers = responses.map(({ text, percentage }) => ({
    text,
    people: Math.round((percentage / 100) * numberOfResponses),
    share: percentage / 100,
  }));
  // GoTo does not say which questions are answered in own words.
  const isWritten =
    answers.length > mostChoices ||
    answers.some(({ text }) => text.length > longestChoice || text.includes("\n"));
  return {
    kind: isWritten ? "texts" : "choices",
    question,
    people: numberOfResponses,
    answers: isWritten ? answers.toSorted((one, other) => other.people - one.people) : answers,
  };
}

/** What was chosen most often, several where they are level; nothing where nobody answered. */
export function favouritesOf({ answers, people }: Tally): readonly Answer[] {
  if (people === 0) return [];
  const best = Math.max(...answers.map(({ share }) => share));
  return answers.filter(({ share }) => share === best);
}
