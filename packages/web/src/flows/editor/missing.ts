/**
 * What a flow cannot be kept without, and does not say yet; places as the hub writes them. Pure.
 * NOT the check of what is said: that is the hub's.
 */
import type { Definition } from "../flow.ts";
import { tableOf } from "../flow.ts";
import { listOf, recordOf } from "./editor-context.ts";
import { writeWords } from "./step-words.ts";

export const flowName = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/** What each step must say, beside a table where it is about one. */
const needed: Readonly<Record<string, readonly string[]>> = {
  lookup: ["as"],
  fetch: ["as"],
  each: ["in", "as"],
  branch: ["if"],
  send: ["method", "path"],
  fail: ["message"],
};

export function missingIn(definition: Definition): readonly string[] {
  const { flow, source, target } = definition;
  const steps = listOf(definition.steps);
  const isWritten = target !== undefined || steps.some(writes);
  return [
    ...(flowName.test(String(flow ?? "")) ? [] : ["flow"]),
    ...missingOf(source, "source"),
    ...(isWritten && target === undefined ? [] : missingOf(target, "target")),
    ...(target?.endpoint !== undefined && isEmpty(target.write) ? ["target.write"] : []),
    ...missingInSteps(steps, "steps"),
    ...missingInSteps(listOf(definition.then), "then"),
  ];
}

function missingOf(place: unknown, at: string): readonly string[] {
  const { endpoint, ...rest } = recordOf(place);
  // Which tables there are is known once the endpoint is.
  if (isEmpty(endpoint)) return [`${at}.endpoint`];
  return tableOf(rest) === "" ? [`${at}.table`] : [];
}

function missingInSteps(steps: readonly unknown[], at: string): readonly string[] {
  return steps.flatMap((step, index) => {
    const place = `${at}.${index + 1}`;
    const [word, inside] = Object.entries(recordOf(step)).find(([name]) => name !== "note") ?? [];
    if (word === undefined) return [];
    if (word === "filter") return isEmpty(inside) ? [`${place}.filter`] : [];
    const given = recordOf(inside);
    const here = (needed[word] ?? [])
      .filter((name) => isEmpty(given[name]))
      .map((name) => `${place}.${word}.${name}`);
    if (word === "branch") {
      const sides = (["then", "else"] as const).flatMap((side) =>
        missingInSteps(listOf(given[side]), `${place}.${side}`),
      );
      return [...here, ...sides];
    }
    return isAboutTable(word) ? [...missingOf(given, `${place}.${word}`), ...here] : here;
  });
}

function isAboutTable(word: string): boolean {
  return word === "lookup" || word === "fetch" || word === "insert" || writeWords.some((one) => one === word);
}

function writes(step: unknown): boolean {
  const { branch, ...words } = recordOf(step);
  if (branch !== undefined) {
    const { then, else: other } = recordOf(branch);
    return [...listOf(then), ...listOf(other)].some(writes);
  }
  return Object.keys(words).some(
    (word) => word === "send" || word === "insert" || writeWords.some((one) => one === word),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
