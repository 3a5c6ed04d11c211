/** Whom personal data is about: an e-mail address, and how it is found in and taken out of texts and JSON. Pure but for the SQL. */
import { type RawBuilder, sql } from "kysely";

/** What stands where something was erased. */
export const erased = "[erased]";

export interface Subject {
  /** In small letters. */
  readonly email: string;
  /** Other words that stand for the same person, known from where they are a person here; replaced beside the address only. */
  readonly names: readonly string[];
}

export function subjectOf(email: string, names: readonly string[] = []): Subject {
  return { email: email.trim().toLowerCase(), names: [...new Set(names.filter((name) => name.length > 1))] };
}

/** As it stands in text, and in addresses of the web. Not as a part of a longer address: "ana@" is not "joana@". */
function pattern({ email }: Subject): RegExp {
  const plain = email.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace("@", "(?:@|%40)");
  return new RegExp(`(?<![\\w.+%-])${plain}(?![\\w-]|\\.\\w)`, "gi");
}

/** Whether a text, or any text inside a JSON value (names of members included), holds the address. */
export function mentions(value: unknown, subject: Subject): boolean {
  if (typeof value === "string") return pattern(subject).test(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((member) => mentions(member, subject));
  return Object.entries(value).some(([name, member]) => mentions(name, subject) || mentions(member, subject));
}

/** The same value with "[erased]" in place of the address, and of the person's names. */
export function without(value: unknown, subject: Subject): unknown {
  if (typeof value === "string") return textWithout(value, subject);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => without(member, subject));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [textWithout(name, subject), without(member, subject)]),
  );
}

export function textWithout(text: string, subject: Subject): string {
  return subject.names.reduce(
    (left, name) => left.replaceAll(name, erased),
    text.replace(pattern(subject), erased),
  );
}

/**
 * A first sieve in SQL: whether the text of an expression holds the letters of the address. It lets through more than `mentions`
 * does, which decides.
 */
export function mayMention(expression: RawBuilder<unknown>, { email }: Subject): RawBuilder<boolean> {
  const text = sql`lower(${expression}::text)`;
  return sql<boolean>`(position(${email} in ${text}) > 0 or position(${email.replace("@", "%40")} in ${text}) > 0)`;
}
