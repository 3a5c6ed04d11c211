/**
 * Checks a registration against the webinar's form (goto-webinar.md 9.1, 9.4). Pure.
 *
 * The full version reads all standard fields and answers, and enforces what the form requires; the basic one reads
 * three fields and ignores everything else.
 */

import { isObject, keyOf } from "../../http/json.ts";
import type { NewRegistrant } from "../../world/changes.ts";
import type {
  CustomQuestion,
  RegistrantDetails,
  RegistrationAnswer,
  RegistrationField,
  Webinar,
} from "../../world/model.ts";
import * as body from "../body.ts";
import { badRequest } from "../refusal.ts";

type Form = Pick<Webinar, "fields" | "questions">;

/** Standard fields beyond the three that are always asked for. */
const detailNames = [
  "source",
  "address",
  "city",
  "state",
  "zipCode",
  "country",
  "phone",
  "organization",
  "jobTitle",
  "questionsAndComments",
  "industry",
  "numberOfEmployees",
  "purchasingTimeFrame",
  "purchasingRole",
] as const satisfies readonly (keyof RegistrantDetails)[];

/** A standard field that the form does not have is taken all the same, up to this length (goto-webinar.md 14). */
const longestField = 128;

/** Name and address alone. */
export function readBasic(members: body.Members, form: Form): NewRegistrant {
  const longest = (field: string) => form.fields.find((one) => one.field === field)?.maxSize ?? longestField;
  return {
    firstName: body.requiredText(members, "firstName", longest("firstName")),
    lastName: body.requiredText(members, "lastName", longest("lastName")),
    email: body.requiredEmail(members),
  };
}

/** Everything. 400 for a required field or answer that is missing, too long, or not among the choices. */
export function readFull(members: body.Members, form: Form): NewRegistrant {
  const basic = readBasic(members, form);
  const details: { -readonly [Name in keyof RegistrantDetails]: string } = {};
  for (const name of detailNames) {
    const value = detail(
      members,
      name,
      form.fields.find(({ field }) => field === name),
    );
    if (value !== undefined) details[name] = value;
  }
  return { ...basic, details, responses: readResponses(members, form.questions) };
}

function detail(
  members: body.Members,
  name: string,
  field: RegistrationField | undefined,
): string | undefined {
  const value = body.text(members, name, field?.maxSize ?? longestField);
  const isEmpty = value === undefined || value.trim() === "";
  if (field?.required === true && isEmpty) throw badRequest(`${name} is required by this webinar.`);
  if (isEmpty) return undefined;
  if (field?.answers !== undefined && !field.answers.includes(value))
    throw badRequest(`${name} must be one of ${field.answers.join(", ")}, not "${value}".`);
  return value;
}

function readResponses(members: body.Members, questions: readonly CustomQuestion[]): RegistrationAnswer[] {
  const items = members.responses ?? [];
  if (!Array.isArray(items)) throw badRequest("responses must be a JSON array.");
  const answers = new Map<string, RegistrationAnswer>();
  for (const item of items) {
    if (!isObject(item)) throw badRequest("Each of responses must be a JSON object.");
    const questionKey = body.requiredKey(item, "questionKey");
    const question = questions.find((one) => one.questionKey === questionKey);
    if (question === undefined)
      throw badRequest(`This webinar's form has no question with questionKey ${questionKey}.`);
    if (answers.has(questionKey)) throw badRequest(`"${question.question}" is answered twice.`);
    const answer = readAnswer(item, question);
    if (answer !== undefined) answers.set(questionKey, answer);
  }
  for (const { questionKey, question, required } of questions)
    if (required && !answers.has(questionKey))
      throw badRequest(
        `An answer to "${question}" (questionKey ${questionKey}) is required by this webinar.`,
      );
  return [...answers.values()];
}

/** Multiple choice takes an answerKey, a short answer its text. An empty text is no answer. */
function readAnswer(item: body.Members, question: CustomQuestion): RegistrationAnswer | undefined {
  const { questionKey, question: text } = question;
  if (question.type === "shortAnswer") {
    const answer = body.text(item, "responseText", question.maxSize);
    if (answer === undefined) throw badRequest(`"${text}" is a short answer: it needs responseText.`);
    return answer.trim() === "" ? undefined : { questionKey, question: text, answer };
  }
  const answerKey = keyOf(item.answerKey);
  const choice = question.answers?.find((one) => one.answerKey === answerKey);
  if (answerKey === undefined) throw badRequest(`"${text}" is multiple choice: it needs answerKey.`);
  if (choice === undefined) throw badRequest(`"${text}" has no answer with answerKey ${answerKey}.`);
  return { questionKey, question: text, answer: choice.answer, answerKey };
}
