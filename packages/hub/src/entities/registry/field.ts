/**
 * Fields: the smallest part of the registry. A field says its type, what it means, its unit, where that is
 * known from, and in which form of GoTo's answer it comes.
 *
 * NOT a validator of GoTo's answers: rows are passed on as GoTo sends them (an unexpected value is the user's
 * to see, not ours to hide), so nothing here runs once per row. The zod schema describes, for OpenAPI and help.
 */
import { z } from "zod";

/**
 * How a field is compared, filtered and written:
 * - `key`      digits (or a UUID) as text, compared as text, never as a number (goto-webinar.md 2)
 * - `text`     compared exactly; `~` searches in it
 * - `email`    text, compared without regard to case
 * - `choice`   one of a list of words; GoTo mixes their case (goto-webinar.md 6), so compared without regard to it
 * - `instant`  ISO 8601 with zone, compared as a moment
 * - `list`, `object`  nested JSON, kept as it is; `~` searches in its JSON text
 */
export type FieldType =
  | "key"
  | "text"
  | "email"
  | "integer"
  | "number"
  | "boolean"
  | "instant"
  | "choice"
  | "list"
  | "object";

/**
 * Some entities have two forms at GoTo: one in lists, and a fuller one (`byKey`) that costs one call per row.
 * A field without a form comes in both.
 */
export type Form = "list" | "byKey";

export interface Field {
  readonly type: FieldType;
  readonly description: string;
  /** Where the field is described, e.g. "goto-webinar.md 9.2". */
  readonly source: string;
  /** Seconds, percent... Absent where there is nothing to measure. */
  readonly unit?: string;
  readonly form?: Form;
  /** The words of a `choice`; of a text those that are known to be taken. */
  readonly choices?: readonly string[];
  /** What a `key` looks like, for telling a slip of the hand; digits when not said. */
  readonly looks?: KeyLooks;
  readonly schema: z.ZodType;
}

/** digits: 64-bit, 5 to 20 of them. uuid: webhooks and subscriptions (goto-webinar.md 2). any: nobody says. */
export type KeyLooks = "digits" | "uuid" | "any";

/** What a field's declaration may add to its description and source. */
export interface FieldOptions {
  readonly unit?: string;
  readonly form?: Form;
  readonly looks?: KeyLooks;
  readonly choices?: readonly string[];
}

function field(
  type: FieldType,
  schema: z.ZodType,
  description: string,
  source: string,
  options: FieldOptions = {},
): Field {
  return { type, description, source, schema: schema.describe(description), ...options };
}

type Declare = (description: string, source: string, options?: FieldOptions) => Field;

/** A 64-bit key of GoTo's, as text: it does not fit a JavaScript number (goto-webinar.md 2). */
export const key: Declare = (...words) => field("key", z.string(), ...words);
export const text: Declare = (...words) => field("text", z.string(), ...words);
export const email: Declare = (...words) => field("email", z.string(), ...words);
export const integer: Declare = (...words) => field("integer", z.number().int(), ...words);
export const decimal: Declare = (...words) => field("number", z.number(), ...words);
export const boolean: Declare = (...words) => field("boolean", z.boolean(), ...words);
/** A moment, ISO 8601 in UTC (goto-webinar.md 3). */
export const instant: Declare = (...words) => field("instant", z.string(), ...words);

export function choice(choices: readonly string[], ...words: Parameters<Declare>): Field {
  return { ...field("choice", z.string(), ...words), choices };
}
export function list(item: z.ZodType, ...words: Parameters<Declare>): Field {
  return field("list", z.array(item), ...words);
}
export function object(shape: z.ZodType, ...words: Parameters<Declare>): Field {
  return field("object", shape, ...words);
}

/** {startTime, endTime}, as in `times` (goto-webinar.md 8.1). */
export const timeRange = z.object({ startTime: z.string(), endTime: z.string() });
