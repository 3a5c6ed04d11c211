/** What somebody typed and has not saved yet, kept in the browser. NOT the flow: that is the hub's. */

import { readText, textOf } from "./document.ts";

export interface Draft {
  readonly text: string;
  /** What the hub had when it was begun, as text: it may have changed since. */
  readonly base: string;
  /** The revision that it was begun from; 0 for a new flow. */
  readonly revision: number;
  readonly at: string;
}

const key = (name: string | undefined) => `rostrum.flow.${name ?? ""}`;

export function keepDraft(name: string | undefined, draft: Draft): void {
  try {
    localStorage.setItem(key(name), JSON.stringify(draft));
  } catch {
    // A browser without room keeps it on the page only.
  }
}

export function draftOf(name: string | undefined): Draft | undefined {
  const kept = localStorage.getItem(key(name));
  if (kept === null) return undefined;
  try {
    return JSON.parse(kept) as Draft;
  } catch {
    return undefined;
  }
}

export function dropDraft(name: string | undefined): void {
  localStorage.removeItem(key(name));
}

const textKey = (name: string) => `rostrum.flow-text.${name}`;

/** The hub keeps what a flow says, and no comments: those stay in the browser in which they were written. */
export function keepText(name: string, text: string): void {
  try {
    localStorage.setItem(textKey(name), text);
  } catch {
    // Then the comments are not seen again.
  }
}

/** The text of a flow, with its comments where it was written here and says the same still. */
export function textFor(name: string, definition: Readonly<Record<string, unknown>>): string {
  const plain = textOf(definition);
  const kept = localStorage.getItem(textKey(name));
  return kept !== null && saysTheSame(kept, plain) ? kept : plain;
}

/** Whether two texts are the same flow, however they are written. */
function saysTheSame(one: string, other: string): boolean {
  return ordered(meaningOf(one)) === ordered(meaningOf(other));
}

function meaningOf(text: string): unknown {
  const { definition } = readText(text);
  // What is so anyway may stand there or not.
  return definition === undefined ? text : readText(textOf({ ...definition })).definition;
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
