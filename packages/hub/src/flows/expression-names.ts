/**
 * What an expression asks for: names of the row, functions, lookup tables; and every expression of a flow with its place. For
 * checks before a run: a misspelt name is nothing to JSONata, and would write nothing into every row. Pure.
 *
 * Only names that are certainly the row's are told: those at the beginning of a path, outside of predicates and of what a
 * path steps into, where names are somebody else's.
 */
import jsonata from "jsonata";
import type { FlowDefinition, Step } from "./definition.ts";
import { writingOf } from "./definition.ts";

export interface ExpressionAt {
  /** "steps.2.map.email" */
  readonly place: string;
  readonly text: string;
}

export interface AskedFor {
  readonly names: ReadonlySet<string>;
  /** Functions and variables that the expression does not define itself. */
  readonly variables: ReadonlySet<string>;
  readonly lookupTables: ReadonlySet<string>;
}

/** The parts of JSONata's tree that are looked at; its own types do not describe all of them. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly [part: string]: unknown;
}

/** The text must be one that compiles. */
export function askedFor(text: string): AskedFor {
  const names = new Set<string>();
  const used = new Set<string>();
  const bound = new Set<string>();
  const lookupTables = new Set<string>();

  function all(value: unknown, ofRow: boolean): void {
    if (Array.isArray(value)) for (const one of value) all(one, ofRow);
    else if (typeof value === "object" && value !== null) walk(value as Node, ofRow);
  }
  function path(steps: readonly Node[], ofRow: boolean): void {
    const [first, second] = steps;
    if (first?.type === "name" && ofRow) names.add(String(first.value));
    const whole = first?.type === "variable" && (first.value === "$" || (first.value === "" && ofRow));
    if (whole && second?.type === "name") names.add(String(second.value));
    for (const [index, step] of steps.entries()) {
      if (index === 0 && step.type !== "name") walk(step, ofRow);
      else parts(step, false);
    }
  }
  function parts(node: Node, ofRow: boolean): void {
    for (const bind of [node.focus, node.index]) if (typeof bind === "string") bound.add(bind);
    for (const [part, value] of Object.entries(node)) {
      if (part === "position" || part === "nextFunction") continue;
      all(
        value,
        ofRow && !["stages", "predicate", "group", "terms", "pattern", "update", "delete"].includes(part),
      );
    }
  }
  function walk(node: Node, ofRow: boolean): void {
    const { type, value } = node;
    if (type === "path") {
      path((node.steps ?? []) as readonly Node[], ofRow);
      all(node.group, false);
    } else if (type === "name") {
      if (ofRow) names.add(String(value));
      parts(node, false);
    } else if (type === "variable") {
      if (value !== "" && value !== "$") used.add(String(value));
      parts(node, ofRow);
    } else if (type === "bind") {
      bound.add(String((node.lhs as Node).value));
      all(node.rhs, ofRow);
    } else if (type === "lambda") {
      for (const argument of (node.arguments ?? []) as readonly Node[]) bound.add(String(argument.value));
      all(node.body, ofRow);
    } else {
      const [table] = (node.arguments ?? []) as readonly Node[];
      const called = (node.procedure as Node | undefined)?.value;
      if ((called === "lookupTable" || called === "lookupTableBack") && table?.type === "string") {
        lookupTables.add(String(table.value));
      }
      parts(node, ofRow);
    }
  }
  walk(jsonata(text).ast() as unknown as Node, true);
  return { names, variables: new Set([...used].filter((name) => !bound.has(name))), lookupTables };
}

/** Every expression of a flow, in its order. */
export function expressionsOf({ source, steps, then }: FlowDefinition): readonly ExpressionAt[] {
  return [...templates(source.where, "source.where"), ...ofSteps(steps, "steps"), ...ofSteps(then, "then")];
}

function ofSteps(steps: readonly Step[], where: string): readonly ExpressionAt[] {
  return steps.flatMap((step, index): readonly ExpressionAt[] => {
    const at = `${where}.${index + 1}`;
    if ("filter" in step) return [{ place: `${at}.filter`, text: step.filter }];
    if ("map" in step) {
      return Object.entries(step.map).flatMap(([name, value]) =>
        typeof value === "string" && !value.startsWith("=")
          ? [{ place: `${at}.map.${name}`, text: value }]
          : templates(value, `${at}.map.${name}`),
      );
    }
    if ("each" in step) return [{ place: `${at}.each.in`, text: step.each.in }];
    if ("branch" in step) {
      const { if: holds, then, else: other = [] } = step.branch;
      return [
        { place: `${at}.branch.if`, text: holds },
        ...ofSteps(then, `${at}.then`),
        ...ofSteps(other, `${at}.else`),
      ];
    }
    if ("fail" in step) {
      const { if: holds, message } = step.fail;
      const condition = holds === undefined ? [] : [{ place: `${at}.fail.if`, text: holds }];
      return [...condition, ...templates(message, `${at}.fail.message`)];
    }
    if ("lookup" in step) {
      const { where: of, default: otherwise, message } = step.lookup;
      return templates({ where: of, default: otherwise, message }, `${at}.lookup`);
    }
    if ("fetch" in step) {
      const { where: of, from, to, message } = step.fetch;
      return templates({ where: of, from, to, message }, `${at}.fetch`);
    }
    if ("send" in step) {
      const { path, query, headers, body, message } = step.send;
      return templates({ path, query, headers, body, message }, `${at}.send`);
    }
    const { writing } = writingOf(step);
    const { where: of, set, message } = writing;
    return templates({ where: of, set, message }, at);
  });
}

function templates(value: unknown, place: string): readonly ExpressionAt[] {
  if (typeof value === "string") return value.startsWith("=") ? [{ place, text: value.slice(1) }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => templates(member, `${place}.${name}`));
}
