/** What the hub says is wrong with a flow, with the place that it is about. Pure. */
import { Failure } from "../../api/failure.ts";
import type { Path } from "./document.ts";

export interface Problem {
  /** "steps.2.map.email"; empty where it is about the whole. */
  readonly places: readonly string[];
  readonly words: string;
  /** Something to know, with which the flow can run all the same. */
  readonly isRemark?: true;
}

const tops = "flow|description|agent|source|steps|target|then|errors|schedule|alerts|keep_days";
const begun = new RegExp(`^((?:${tops})(?:\\.[^:]+?)?(?:, (?:${tops})(?:\\.[^:]+?)?)*): (.+)$`, "s");

/** "steps.2.map.email: there is no ..." */
export function problemOf(said: string): Problem {
  const [, places, words] = begun.exec(said) ?? [];
  return places === undefined || words === undefined
    ? { places: [], words: said }
    : { places: places.split(", "), words };
}

/** All that a check found, with where it belongs. */
export function problemsOf(found: {
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
}): readonly Problem[] {
  return [
    ...found.problems.map(problemOf),
    ...found.remarks.map((remark) => ({ ...problemOf(remark), isRemark: true as const })),
  ];
}

/** A definition that could not even be read: each of its faults with its place. */
export function problemsIn(error: unknown): readonly Problem[] {
  if (!(error instanceof Failure)) return [];
  const said = error.details?.problems;
  return Array.isArray(said) ? said.map((one) => problemOf(String(one))) : [];
}

/** As the hub writes places: steps are counted from 1, and a branch's word is left out before its sides. */
export function placeOf(path: Path): string {
  const parts = path.filter(
    (part, index) => !(part === "branch" && (path[index + 1] === "then" || path[index + 1] === "else")),
  );
  return parts.map((part) => (typeof part === "number" ? part + 1 : part)).join(".");
}

/**
 * "2.then.1, email" of "steps.2.then.1.map.email": a step as its card, runs and failed rows call it, and what of it is meant.
 * It is the hub's own word without "steps.": both sides of a branch, and what is written back, have steps 1, 2, 3 of their own.
 */
export function stepOf(place: string): { readonly number: string; readonly rest: string } | undefined {
  const [step] = /^(?:steps|then)(?:\.(?:then|else)?\.?\d+)+/.exec(place) ?? [];
  if (step === undefined) return undefined;
  const number = step.replace(/^steps\./, "");
  const after = place.slice(step.length + 1);
  return { number, rest: after.replace(/^(?:map|set|where)\./, "") };
}

/** Those at a place, or within it. */
export function problemsAt(problems: readonly Problem[], place: string): readonly Problem[] {
  return problems.filter(({ places }) => places.some((one) => one === place || one.startsWith(`${place}.`)));
}

/** Those of what was not changed since: a place that somebody is at again is not wrong before it is looked at again. */
export function unchanged(problems: readonly Problem[], before: unknown, now: unknown): readonly Problem[] {
  if (before === now) return problems;
  return problems.filter(({ places }) =>
    places.every(
      (place) => JSON.stringify(valueAtPlace(before, place)) === JSON.stringify(valueAtPlace(now, place)),
    ),
  );
}

/** What stands at a place as the hub writes it. */
function valueAtPlace(definition: unknown, place: string): unknown {
  return place.split(".").reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value)) return value[Number(part) - 1];
    if (part in value) return Reflect.get(value, part);
    return "branch" in value ? valueAtPlace(value.branch, part) : undefined;
  }, definition);
}
