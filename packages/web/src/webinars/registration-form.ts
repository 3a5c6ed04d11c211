/** The registration form of one webinar: its standard fields and own questions, and what is typed into them. Pure. */
import type { Row } from "../api/rows.ts";

/** GoTo's standard fields (the others of a registration form are the webinar's own questions). */
export const standardFields = [
  "firstName",
  "lastName",
  "email",
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
] as const;

export interface FormField {
  /** Under which its value is kept: the name of the field, or the key of the question. */
  readonly name: string;
  /** What the form says: a standard field, or the text of a question. */
  readonly asks: { readonly field: string } | { readonly question: string };
  readonly required: boolean;
  readonly maxSize: number;
  /** Undefined where anything can be typed. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export type Filled = Readonly<Record<string, string>>;

/** The form, from the rows of the entity RegistrationField. */
export function formOf(rows: readonly Row[]): readonly FormField[] {
  return rows.map(({ field, questionKey, question, required, maxSize, answers }) => {
    const choices = (Array.isArray(answers) ? answers : []).map(choiceOf);
    return {
      name: String(field ?? questionKey),
      asks: field === undefined ? { question: String(question) } : { field: String(field) },
      required: required === true,
      maxSize: Number(maxSize),
      ...(choices.length === 0 ? {} : { choices }),
    };
  });
}

function choiceOf(answer: string | { readonly answer: string; readonly answerKey: string }) {
  return typeof answer === "string"
    ? { value: answer, label: answer }
    : { value: answer.answerKey, label: answer.answer };
}

export type Mistake = "required" | "tooLong" | "noAddress";

export function mistakeIn({ name, required, maxSize }: FormField, value = ""): Mistake | undefined {
  const text = value.trim();
  if (text === "") return required ? "required" : undefined;
  if (text.length > maxSize) return "tooLong";
  if (name === "email" && !isAddress(text)) return "noAddress";
  return undefined;
}

/** Enough to catch a slip; whether mail arrives only mail tells. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** What is sent to the hub. Empty fields are left out. */
export function registrantRow(form: readonly FormField[], filled: Filled, webinarKey: string): Row {
  const row: Record<string, unknown> = { webinarKey };
  const responses: object[] = [];
  for (const { name, asks } of form) {
    const value = filled[name]?.trim() ?? "";
    if (value === "") continue;
    if ("field" in asks) row[asks.field] = value;
    else responses.push({ questionKey: name, answer: value });
  }
  return responses.length === 0 ? row : { ...row, responses };
}
