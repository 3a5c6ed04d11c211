/**
 * The registration form of a webinar (goto-webinar.md 9.4), held against a row before anything is sent: required fields
 * and questions, choices, lengths. Questions and choices may be given by their text or by their key. Pure.
 */
import type {
  CreateRegistrant,
  RegistrantResponse,
  RegistrationFields,
  RegistrationQuestion,
} from "@rostrum/goto";
import { didYouMean } from "../registry/did-you-mean.ts";
import { rowError, type Values } from "./values.ts";

/** An answer as it may be written; `question` by text or key, `answer` by text or key. */
interface GivenResponse {
  readonly question?: unknown;
  readonly questionKey?: unknown;
  readonly answer?: unknown;
  readonly answerKey?: unknown;
  readonly responseText?: unknown;
}

/** What will be sent. Throws HubError "registrant.form" with all that is wrong with the row at once. */
export function fillIn(values: Values, form: RegistrationFields, webinarKey: string): CreateRegistrant {
  const problems: string[] = [];
  const { webinarKey: _webinar, responses, ...given } = values;
  const fields: Record<string, unknown> = { ...given };
  for (const { field, required, maxSize, answers } of form.fields) {
    const value = fields[field];
    if (value === undefined) {
      if (required) problems.push(`${field} is required by this webinar`);
    } else if (answers !== undefined && answers.length > 0) {
      const choice = answers.find((answer) => isSame(answer, String(value)));
      if (choice === undefined)
        problems.push(`${field} must be one of ${quoted(answers)}, not "${String(value)}"`);
      fields[field] = choice;
    } else if (String(value).length > maxSize) {
      problems.push(`${field} has ${String(value).length} characters and may have ${maxSize}`);
    }
  }
  const answered = answersTo(form.questions, givenResponses(responses, problems), problems);
  if (problems.length > 0) {
    throw rowError(
      "registrant.form",
      `${sentence(problems)}.`,
      `See \`rostrum query RegistrationField --where webinarKey=${webinarKey}\` for what this webinar asks.`,
      { problems, webinarKey },
    );
  }
  return {
    ...fields,
    ...(answered.length === 0 ? {} : { responses: answered }),
  } as unknown as CreateRegistrant;
}

function givenResponses(responses: unknown, problems: string[]): readonly GivenResponse[] {
  if (responses === undefined) return [];
  if (typeof responses === "object" && responses !== null && !Array.isArray(responses)) {
    return Object.entries(responses).map(([question, answer]) => ({ question, answer }));
  }
  const list = Array.isArray(responses) ? responses : [];
  const usable = list.filter((one) => typeof one === "object" && one !== null);
  if (!Array.isArray(responses) || usable.length < list.length) {
    problems.push('responses must be a list of {"question": ..., "answer": ...}');
  }
  return usable;
}

function answersTo(
  questions: readonly RegistrationQuestion[],
  given: readonly GivenResponse[],
  problems: string[],
): RegistrantResponse[] {
  const answers = new Map<string, RegistrantResponse>();
  for (const response of given) {
    const name = String(response.questionKey ?? response.question ?? "");
    const question = questions.find((one) => one.questionKey === name || isSame(one.question, name));
    const answer = response.answerKey ?? response.answer ?? response.responseText;
    if (question === undefined) {
      const guess = didYouMean(
        name,
        questions.map((one) => one.question),
      );
      problems.push(
        `this webinar does not ask "${name}"${guess === undefined ? "" : `. ${guess.replace(/\?$/, "")}`}`,
      );
    } else if (answers.has(question.questionKey)) problems.push(`"${question.question}" is answered twice`);
    else if (answer !== undefined && answer !== null && answer !== "") {
      const filled = answerTo(question, String(answer), problems);
      if (filled !== undefined) answers.set(question.questionKey, filled);
    }
  }
  for (const { question, questionKey, required } of questions) {
    const isAsked = given.some(
      ({ question: text, questionKey: key }) => key === questionKey || isSame(question, String(text)),
    );
    const isMissing = required && !answers.has(questionKey);
    if (isMissing && !(isAsked && problems.length > 0))
      problems.push(`"${question}" must be answered for this webinar`);
  }
  return [...answers.values()];
}

function answerTo(
  { question, questionKey, type, maxSize, answers = [] }: RegistrationQuestion,
  given: string,
  problems: string[],
): RegistrantResponse | undefined {
  if (type === "multipleChoice") {
    const choice = answers.find(({ answer, answerKey }) => answerKey === given || isSame(answer, given));
    if (choice !== undefined) return { questionKey, answerKey: choice.answerKey };
    const choices = quoted(answers.map(({ answer }) => answer));
    problems.push(`"${question}" must be answered with one of ${choices}, not "${given}"`);
    return undefined;
  }
  if (given.length <= maxSize) return { questionKey, responseText: given };
  problems.push(`the answer to "${question}" has ${given.length} characters and may have ${maxSize}`);
  return undefined;
}

/** In quotes: a choice may have a comma in it. */
function quoted(choices: readonly string[]): string {
  return choices.map((choice) => `"${choice}"`).join(", ");
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function sentence(problems: readonly string[]): string {
  const text = problems.join("; ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
