/** The words that a step can be, and what a new one of each begins with. Pure. */
import { recordOf } from "./editor-context.ts";

export const stepWords = [
  "filter",
  "map",
  "lookup",
  "fetch",
  "each",
  "branch",
  "create",
  "update",
  "upsert",
  "delete",
  "send",
  "fail",
] as const;
export type StepWord = (typeof stepWords)[number];

/** What can be written after the target took the row. */
export const writeWords: readonly StepWord[] = ["create", "update", "upsert", "delete"];

export function newStep(word: StepWord): Readonly<Record<string, unknown>> {
  switch (word) {
    case "filter":
      return { filter: "" };
    case "map":
      return { map: {} };
    case "branch":
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      return { branch: { if: "", then: [] } };
    case "send":
      return { send: { method: "POST", path: "/" } };
    case "fail":
      return { fail: { message: "" } };
    default:
      return { [word]: {} };
  }
}

/** The word of a step; undefined for one that this editor has no form for. */
export function wordOf(step: unknown): StepWord | undefined {
  const { note: _note, ...words } = recordOf(step);
  const [word, ...others] = Object.keys(words);
  if (others.length > 0) return undefined;
  // `insert` is another word for `create`; the flow keeps its own.
  return word === "insert" ? "create" : stepWords.find((one) => one === word);
}

/** The word as it stands in the flow. */
export function writtenWord(step: unknown): string {
  return Object.keys(recordOf(step)).find((name) => name !== "note") ?? "";
}
