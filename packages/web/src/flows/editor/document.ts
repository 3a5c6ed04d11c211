/**
 * The flow as the text that it is: YAML. Each change of the form is a change of this text, and each text that can be read is a
 * form, so that the two can never differ. What a form does not touch stays as it was written, comments included. Pure.
 * NOT the check of what the words mean: the hub does that.
 */
import { Document, isMap, isNode, isSeq, LineCounter, parseDocument, YAMLSeq } from "yaml";
import type { Definition } from "../flow.ts";

export type Path = readonly (string | number)[];

export interface Fault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface ReadText {
  /** Undefined where the text cannot be read. */
  readonly definition: Definition | undefined;
  readonly faults: readonly Fault[];
}

const style = { lineWidth: 110 };
/** The order in which a flow is read; other words come after. */
const order = [
  "flow",
  "description",
  "agent",
  "source",
  "steps",
  "target",
  "then",
  "errors",
  "schedule",
  "alerts",
  "keep_days",
];

export function readText(text: string): ReadText {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      message: message.split(" at line ")[0] ?? message,
    }));
    return { definition: undefined, faults };
  }
  if (document.contents === null) return { definition: {}, faults: [] };
  if (!isMap(document.contents)) {
    return { definition: undefined, faults: [{ line: 1, message: "flow: NAME" }] };
  }
  return { definition: plain(document), faults: [] };
}

/** A text that is not there yet, from what the hub keeps: without what is so anyway. */
export function textOf(definition: Readonly<Record<string, unknown>>): string {
  return new Document(withoutDefaults(definition)).toString(style);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(definition: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    definition,
  );
}

/** Sets what stands at a path; undefined takes it away, and what is left empty around it. */
export function withValue(text: string, path: Path, value: unknown): string {
  return changed(text, (document) => {
    if (value === undefined) take(document, path);
    else document.setIn(path, isNode(value) ? value : document.createNode(value));
  });
}

/** A list of steps with one more. */
export function withItem(text: string, list: Path, index: number, item: unknown): string {
  return changed(text, (document) => {
    const node = document.createNode(item);
    if (!isSeq(document.getIn(list))) document.setIn(list, new YAMLSeq());
    const items = document.getIn(list);
    // An empty list is written as [], and would stay so with members.
    if (isSeq(items)) {
      items.flow = false;
      items.items.splice(index, 0, node);
    }
  });
}

export function withoutItem(text: string, list: Path, index: number): string {
  return changed(text, (document) => take(document, [...list, index]));
}

export function withItemMoved(text: string, list: Path, from: number, to: number): string {
  return changed(text, (document) => {
    const items = document.getIn(list);
    if (!isSeq(items)) return;
    const [item] = items.items.splice(from, 1);
    if (item !== undefined) items.items.splice(to, 0, item);
  });
}

/** One part as a text of its own. */
export function partText(text: string, path: Path): string {
  const node = parse(text).getIn(path, true);
  const part = new Document();
  part.contents = isNode(node) ? (node as typeof part.contents) : part.createNode(node ?? null);
  return part.contents === null ? "" : part.toString(style);
}

/** The whole with a part as it was written by itself; the faults of the part where it cannot be read. */
export function withPart(text: string, path: Path, part: string): ReadText & { readonly text: string } {
  const read = parse(part);
  const lines = new LineCounter();
  if (read.errors.length > 0) {
    const faults = parse(part, lines).errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      message: message.split(" at line ")[0] ?? message,
    }));
    return { text, definition: undefined, faults };
  }
  const whole = withValue(text, path, read.contents ?? undefined);
  return { text: whole, ...readText(whole) };
}

function parse(text: string, lineCounter?: LineCounter) {
  // Keys of GoTo are longer than numbers are exact.
  return parseDocument(text, {
    intAsBigInt: true,
    prettyErrors: true,
    ...(lineCounter === undefined ? {} : { lineCounter }),
  });
}

function plain(document: ReturnType<typeof parse>): Definition {
  return document.toJS({
    reviver: (_name: unknown, value: unknown) =>
      typeof value !== "bigint"
        ? value
        : Number.isSafeInteger(Number(value))
          ? Number(value)
          : value.toString(),
  }) as Definition;
}

function changed(text: string, change: (document: ReturnType<typeof parse>) => void): string {
  const document = parse(text);
  if (document.contents === null) document.set(order[0] ?? "", "");
  change(document);
  if (isMap(document.contents)) {
    const place = (key: unknown) => {
      const found = order.indexOf(String(key));
      return found === -1 ? order.length : found;
    };
    // Only what is out of place moves: equal places stay as they were written.
    document.contents.items.sort((one, other) => place(one.key) - place(other.key));
  }
  return document.toString(style);
}

function take(document: ReturnType<typeof parse>, path: Path): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  const around = path.slice(0, -1);
  const left = around.length === 0 ? undefined : document.getIn(around);
  // A step keeps its word, and a map its braces, while somebody empties and fills it.
  const isOptional =
    around.length === 1 || ["where", "switches", "set", "query", "headers"].includes(String(around.at(-1)));
  if (isOptional && (isMap(left) || isSeq(left)) && left.items.length === 0) take(document, around);
}

const defaultsOfSteps: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  lookup: { cache: true, missing: "fail", many: "fail" },
  fetch: { list: false, empty: "drop" },
  fail: { code: "flow.fail" },
};
const defaults: Readonly<Record<string, unknown>> = {
  steps: [],
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
  then: [],
  errors: { row: "keep" },
  keep_days: 90,
};

function withoutDefaults(definition: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const members = Object.entries(definition).filter(([name, value]) => !isSame(defaults[name], value));
  return Object.fromEntries(
    members.map(([name, value]) => [name, name === "steps" || name === "then" ? stepsOf(value) : value]),
  );
}

function stepsOf(steps: unknown): unknown {
  if (!Array.isArray(steps)) return steps;
  return steps.map((step: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(step).map(([word, inside]) => {
        if (typeof inside !== "object" || inside === null) return [word, inside];
        const own = defaultsOfSteps[word] ?? {};
        const members = Object.entries(inside).filter(
          ([name, value]) => own[name] === undefined || !isSame(own[name], value),
        );
        const inner = members.map(([name, value]) => [
          name,
          word === "branch" && (name === "then" || name === "else") ? stepsOf(value) : value,
        ]);
        return [word, Object.fromEntries(inner)];
      }),
    ),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
