/** What tells one failed row from another at a glance: the first few of its values that a person reads as names. Pure. */
import type { FailedRow } from "./run.ts";

type Source = FailedRow["source"];

const mostShown = 3;
const longest = 40;
/** By these a person or a thing is known; the others stand in where there are not enough of them. */
const telling = /mail|name|first|last|nombre|apellido|correo|subject|title|company|empresa/i;

/** @param fields the order of the source, where it is known */
export function tellingOf(source: Source, fields: readonly string[]): string {
  const named = Object.entries(ordered(source, fields)).flatMap(([name, value]) =>
    (typeof value === "string" || typeof value === "number") && String(value).trim() !== ""
      ? [{ name, text: shortened(String(value).trim()) }]
      : [],
  );
  const best = new Set(
    [
      ...named.filter(({ name }) => telling.test(name)),
      ...named.filter(({ name }) => !telling.test(name)),
    ].slice(0, mostShown),
  );
  return named
    .filter((one) => best.has(one))
    .map(({ text }) => text)
    .join(" · ");
}

/** The row in the order of its source: the database that keeps it does not keep that. */
export function ordered(source: Source, fields: readonly string[]): Source {
  const rest = Object.keys(source).filter((name) => !fields.includes(name));
  return Object.fromEntries(
    [...fields.filter((name) => name in source), ...rest].map((name) => [name, source[name]]),
  ) as Source;
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
