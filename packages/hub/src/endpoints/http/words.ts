/** The words of a refusal, as the system itself says them. Pure. */
import type { RowError, Value } from "../endpoint.ts";
import type { HttpAnswer } from "./client.ts";

const longest = 500;
/** Where APIs put their words, the most telling first (RFC 9457's "detail" and "title" among them). */
const members = [
  "message",
  "error_description",
  "detail",
  "title",
  "errorMessage",
  "error",
  "errors",
  "description",
];

export function wordsOf({ status, body, text }: HttpAnswer): string {
  const found = body === undefined ? undefined : wordsIn(body, 4);
  const words = found ?? (/^\s*</.test(text) ? "" : text.trim());
  return words === "" ? `It answered ${status} without saying why.` : words.slice(0, longest);
}

function wordsIn(body: Value, deep: number): string | undefined {
  if (typeof body === "string") return body === "" ? undefined : body;
  if (body === null || typeof body !== "object" || deep === 0) return undefined;
  if (Array.isArray(body)) {
    const all = body.flatMap((one) => wordsIn(one, deep - 1) ?? []);
    return all.length === 0 ? undefined : [...new Set(all)].slice(0, 3).join("; ");
  }
  for (const name of members) {
    const value = (body as Readonly<Record<string, Value>>)[name];
    const words = value === undefined ? undefined : wordsIn(value, deep - 1);
    if (words !== undefined) return words;
  }
  return undefined;
}

export function refusalOf(answer: HttpAnswer): RowError {
  return {
    code: String(answer.status),
    words: wordsOf(answer),
    passing: answer.status === 408 || answer.status === 429 || answer.status >= 500,
  };
}
