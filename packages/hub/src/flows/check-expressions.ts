/** Whether the expressions of a flow can be used: their syntax, and that what they ask for is there. */
import jsonata from "jsonata";
import type { Endpoint, Table } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";
import { type FlowDefinition, type Step, tableOf, writingOf } from "./definition.ts";
import { type ExpressionTools, ownFunctions } from "./expression-functions.ts";
import { askedFor, type ExpressionAt, expressionsOf } from "./expression-names.ts";
import { expression } from "./expressions.ts";

/** Kinds whose tables say only what they saw of their fields, or what somebody declared of them. */
const unsureKinds: ReadonlySet<string> = new Set(["ndjson", "http"]);

/** What a check finds. */
export interface Findings {
  /** With these it cannot run. */
  readonly problems: string[];
  /** What a person should know. */
  readonly remarks: string[];
}

/** `source` is undefined where it could not be described: then its fields are not known. */
export async function checkExpressions(
  definition: FlowDefinition,
  source: { readonly table: Table; readonly kind: Endpoint["kind"] } | undefined,
  { lookupTable }: ExpressionTools,
  { problems, remarks }: Findings,
): Promise<void> {
  const namesAt = source && namesKnown(definition, source.table);
  const reported = source !== undefined && unsureKinds.has(source.kind) ? remarks : problems;
  for (const { place, text } of expressionsOf(definition)) {
    const asked = readable({ place, text }, problems);
    if (asked === undefined) continue;
    for (const variable of asked.variables) {
      if (await isKnown(variable)) continue;
      const near = nearest(variable, Object.keys(ownFunctions));
      const guess = near === undefined ? "" : ` Did you mean ${ownFunctions[near]}?`;
      problems.push(`${place}: there is no function or variable $${variable}.${guess}`);
    }
    for (const table of asked.lookupTables) {
      await lookupTable(table).catch((error: unknown) => {
        if (!(error instanceof HubError) || error.kind !== "unknown") throw error;
        problems.push(`${place}: ${error.message} ${error.remedy}`);
      });
    }
    if (source === undefined || namesAt === undefined) continue;
    const names = namesAt(place);
    for (const name of asked.names) {
      if (place.startsWith("source.")) {
        problems.push(`${place}: "${name}" is no value yet: nothing is read before the source.`);
      } else if (!names.has(name) && !(name === "error" && place.endsWith(".message"))) {
        reported.push(`${place}: ${unknownName(name, names, source.table)}`);
      }
    }
  }
}

function readable({ place, text }: ExpressionAt, problems: string[]) {
  try {
    expression(text);
    return askedFor(text);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    problems.push(`${place}: ${error.message}.`);
    return undefined;
  }
}

async function isKnown(variable: string): Promise<boolean> {
  if (variable in ownFunctions) return true;
  return (await jsonata(`$exists($${variable})`).evaluate({})) === true;
}

function unknownName(name: string, names: ReadonlySet<string>, table: Table): string {
  if (table.fields.some((field) => field.name === name)) {
    return `"${name}" of ${table.name} comes only when it is asked for: add it to the source's fields.`;
  }
  const near = nearest(name, [...names]);
  const guess = near === undefined ? `There are ${[...names].join(", ")}.` : `Did you mean "${near}"?`;
  return `"${name}" is neither a field of ${table.name} nor a name of this flow. ${guess}`;
}

/** What is known at a place: the source's fields that come, and what the steps before it add. */
function namesKnown({ source, steps }: FlowDefinition, table: Table): (place: string) => ReadonlySet<string> {
  const fields =
    source.fields ?? table.fields.filter((field) => field.plain !== false).map((field) => field.name);
  const inOrder = additions(steps, "steps");
  return (place) => {
    const own = inOrder.findLastIndex(({ id }) => place.startsWith(`${id}.`));
    const before = place.startsWith("then.") ? inOrder : inOrder.slice(0, Math.max(own, 0));
    const result = place.startsWith("then.") ? ["result"] : [];
    return new Set([...fields, ...before.flatMap(({ names }) => names), ...result]);
  };
}

/** The names that each step adds, in their order; those of both sides of a branch are known after it. */
function additions(
  steps: readonly Step[],
  where: string,
): readonly { id: string; names: readonly string[] }[] {
  return steps.flatMap((step, index) => {
    const id = `${where}.${index + 1}`;
    if (!("branch" in step)) return [{ id, names: addedBy(step) }];
    const { then, else: other = [] } = step.branch;
    return [{ id, names: [] }, ...additions(then, `${id}.then`), ...additions(other, `${id}.else`)];
  });
}

function addedBy(step: Exclude<Step, { branch: unknown }>): readonly string[] {
  if ("map" in step) return Object.keys(step.map);
  if ("filter" in step || "fail" in step) return [];
  if ("each" in step) return [step.each.as];
  if ("lookup" in step) return [step.lookup.as];
  if ("fetch" in step) return [step.fetch.as];
  const as = "send" in step ? step.send.as : writingOf(step).writing.as;
  return as === undefined ? [] : [as];
}

/** Tables that steps ask, with what is asked of them. */
export interface AskedTable {
  readonly place: string;
  readonly endpoint: string;
  readonly table: string;
  readonly fields: readonly string[];
  readonly conditions: readonly string[];
  readonly range: boolean;
}

export function tablesAsked({ source, steps }: FlowDefinition): readonly AskedTable[] {
  const ofSource = {
    place: "source",
    endpoint: source.endpoint,
    table: tableOf(source),
    fields: source.fields ?? [],
    conditions: [
      ...Object.keys(source.where ?? {}),
      ...(source.changed === undefined ? [] : [source.changed]),
    ],
    range: source.from !== undefined || source.to !== undefined,
  };
  return [ofSource, ...askedBy(steps, "steps")];
}

function askedBy(steps: readonly Step[], where: string): readonly AskedTable[] {
  return steps.flatMap((step, index): readonly AskedTable[] => {
    const at = `${where}.${index + 1}`;
    if ("branch" in step) {
      return [...askedBy(step.branch.then, `${at}.then`), ...askedBy(step.branch.else ?? [], `${at}.else`)];
    }
    if ("lookup" in step) {
      const { endpoint, where: of } = step.lookup;
      const conditions = Object.keys(of);
      return [
        {
          place: `${at}.lookup`,
          endpoint,
          table: tableOf(step.lookup),
          fields: [],
          conditions,
          range: false,
        },
      ];
    }
    if (!("fetch" in step)) return [];
    const { endpoint, where: of = {}, fields = [], from, to } = step.fetch;
    const conditions = Object.keys(of);
    const range = from !== undefined || to !== undefined;
    return [{ place: `${at}.fetch`, endpoint, table: tableOf(step.fetch), fields, conditions, range }];
  });
}
