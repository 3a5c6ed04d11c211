import type { RegistrationFields } from "@rostrum/goto";
import { describe, expect, it } from "vitest";
import { fillIn } from "./registration-form.ts";

const form: RegistrationFields = {
  fields: [
    { field: "firstName", required: true, maxSize: 128 },
    { field: "lastName", required: true, maxSize: 128 },
    { field: "email", required: true, maxSize: 128 },
    { field: "organization", required: true, maxSize: 10 },
    { field: "industry", required: false, maxSize: 128, answers: ["Education", "Retail"] },
  ],
  questions: [
    {
      questionKey: "4417283900441728390",
      question: "Which team are you on?",
      required: true,
      type: "multipleChoice",
      maxSize: 1000,
      answers: [
        { answer: "Support", answerKey: "4417283900441728391" },
        { answer: "Sales", answerKey: "4417283900441728392" },
      ],
    },
    {
      questionKey: "4417283900441728395",
      question: "How did you hear of us?",
      required: false,
      type: "shortAnswer",
      maxSize: 12,
    },
  ],
};
const person = {
  webinarKey: "1",
  firstName: "Ann",
  lastName: "Lee",
  email: "a@x.org",
  organization: "Works",
};
const sales = { questionKey: "4417283900441728390", answerKey: "4417283900441728392" };
const problemsOf = (values: Record<string, unknown>): unknown => {
  try {
    fillIn(values, form, "1");
  } catch (error) {
    return (error as { details?: { problems?: unknown } }).details?.problems;
  }
  return undefined;
};

describe("the registration form", () => {
  it("takes questions and choices by text or by key, in any of the usual spellings", () => {
    for (const responses of [
      [{ question: "which team are you on? ", answer: "sales" }],
      [{ questionKey: "4417283900441728390", answerKey: "4417283900441728392" }],
      [{ question: "4417283900441728390", answer: "4417283900441728392" }],
      { "Which team are you on?": "Sales" },
    ]) {
      expect(fillIn({ ...person, responses }, form, "1").responses).toEqual([sales]);
    }
  });

  it("sends short answers as text and leaves the key of the webinar to the address", () => {
    const responses = { "Which team are you on?": "Sales", "How did you hear of us?": "Colleague" };
    expect(fillIn({ ...person, responses }, form, "1")).toEqual({
      firstName: "Ann",
      lastName: "Lee",
      email: "a@x.org",
      organization: "Works",
      responses: [sales, { questionKey: "4417283900441728395", responseText: "Colleague" }],
    });
  });

  it("spells a choice as the form does", () => {
    const values = { ...person, industry: "retail", responses: { "Which team are you on?": "Sales" } };
    expect(fillIn(values, form, "1").industry).toBe("Retail");
  });

  it("names everything that is missing or does not fit, at once", () => {
    expect(problemsOf({ ...person, organization: undefined, industry: "Farming" })).toEqual([
      "organization is required by this webinar",
      'industry must be one of "Education", "Retail", not "Farming"',
      '"Which team are you on?" must be answered for this webinar',
    ]);
    expect(
      problemsOf({ ...person, organization: "A long name", responses: { "Which team are you on?": "HR" } }),
    ).toEqual([
      "organization has 11 characters and may have 10",
      '"Which team are you on?" must be answered with one of "Support", "Sales", not "HR"',
    ]);
  });

  it("tells a question that the webinar does not ask, with the nearest one", () => {
    expect(problemsOf({ ...person, responses: { "Which team are you in?": "Sales" } })).toEqual([
      'this webinar does not ask "Which team are you in?". Did you mean "Which team are you on?"',
      '"Which team are you on?" must be answered for this webinar',
    ]);
  });

  it("refuses two answers to one question, and answers that are too long", () => {
    const responses = [
      { question: "Which team are you on?", answer: "Sales" },
      { question: "4417283900441728390", answer: "Support" },
      { question: "How did you hear of us?", answer: "Through a colleague" },
    ];
    expect(problemsOf({ ...person, responses })).toEqual([
      '"Which team are you on?" is answered twice',
      'the answer to "How did you hear of us?" has 19 characters and may have 12',
    ]);
  });
});
