/**
 * The everyday part of JSONata without its evaluator: fields by name, literals, texts put together, numbers, comparisons,
 * `and`, `or`, a choice, `$lowercase`, `$uppercase`, `$trim`, `$not`, `$exists`. The evaluator takes some 10 µs for each of
 * these, and a flow asks for several per row; this takes a hundredth of that.
 *
 * Its answers are the evaluator's, or none: for what it was not made for (a list, an object, a text where a number
 * belongs) it says `unsure`, and the evaluator is asked. A test holds both against each other. NOT a second language, and
 * NOT a place for what JSONata does not have.
 */
import type jsonata from "jsonata";

type Scope = Readonly<Record<string, unknown>>;
type Known = string | number | boolean | null | undefined;
type Direct = (scope: Scope) => Known | typeof unsure;

/** The evaluator has to be asked. */
export const unsure = Symbol("unsure");

/** Undefined for expressions that are not of the everyday part. */
export function directExpression(node: jsonata.ExprNode): Direct | undefined {
  return compile(node as unknown as Node);
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
}

/** Whatever else a node carries (a filter, a sort, a binding) changes what it means. */
const understood = new Set([
  ...[
    "type",
    "value",
    "position",
    "steps",
    "lhs",
    "rhs",
    "condition",
    "then",
    "else",
    "procedure",
    "arguments",
  ],
]);

function compile(node: Node | undefined): Direct | undefined {
  if (node === undefined || !isUnderstood(node)) return undefined;
  const { value } = node;
  switch (node.type) {
    case "string":
    case "number":
    case "value":
      return isKnown(value) ? () => value : undefined;
    case "path":
      return path(node.steps ?? []);
    case "binary":
      return binary(String(value), compile(node.lhs), compile(node.rhs));
    case "condition":
      return choice(node);
    case "function":
      return call(node);
    default:
      return undefined;
  }
}

function isUnderstood(node: Node): boolean {
  return Object.entries(node).every(([name, value]) => value === undefined || understood.has(name));
}

function isKnown(value: unknown): value is Known {
  return value === null || value === undefined || ["string", "number", "boolean"].includes(typeof value);
}

function path(steps: readonly Node[]): Direct | undefined {
  const plain = steps.every((step) => step.type === "name" && isUnderstood(step));
  const names = steps.map(({ value }) => value);
  if (!plain || !names.every((name) => typeof name === "string")) return undefined;
  return (scope) => {
    let value: unknown = scope;
    for (const name of names) {
      // Only plain objects have fields here; a list would give those of all its members.
      if (value === null || typeof value !== "object" || Array.isArray(value)) return unsure;
      if (!Object.hasOwn(value, name)) return undefined;
      value = (value as Scope)[name];
    }
    return isKnown(value) ? value : unsure;
  };
}

function choice({ condition, then, else: otherwise }: Node): Direct | undefined {
  const [holds, yes] = [compile(condition), compile(then)];
  const no = otherwise === undefined ? () => undefined : compile(otherwise);
  if (holds === undefined || yes === undefined || no === undefined) return undefined;
  return (scope) => {
    const held = holds(scope);
    if (held === unsure) return unsure;
    return truth(held) ? yes(scope) : no(scope);
  };
}

/** JSONata's idea of true, for these values the same as JavaScript's. */
function truth(value: Known): boolean {
  return Boolean(value);
}

function binary(operator: string, left: Direct | undefined, right: Direct | undefined): Direct | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === "and" || operator === "or") {
    return (scope) => {
      const first = left(scope);
      if (first === unsure) return unsure;
      if (truth(first) !== (operator === "and")) return truth(first);
      const second = right(scope);
      return second === unsure ? unsure : truth(second);
    };
  }
  const work = operators[operator];
  if (work === undefined) return undefined;
  return (scope) => {
    const first = left(scope);
    const second = right(scope);
    return first === unsure || second === unsure ? unsure : work(first, second);
  };
}

type Operator = (left: Known, right: Known) => Known | typeof unsure;

/** Missing where one side is missing; anything but numbers is the evaluator's to complain of. */
function numbers(work: (left: number, right: number) => number): Operator {
  return (left, right) => {
    if (typeof left !== "number" || typeof right !== "number") return unsure;
    const result = work(left, right);
    return Number.isFinite(result) ? result : unsure;
  };
}

function ordered(work: (left: string | number, right: string | number) => boolean): Operator {
  return (left, right) => {
    const alike = typeof left === typeof right && (typeof left === "string" || typeof left === "number");
    return alike ? work(left as string | number, right as string | number) : unsure;
  };
}

const operators: Readonly<Record<string, Operator>> = {
  "&": (left, right) => {
    const first = textOf(left);
    const second = textOf(right);
    return first === unsure || second === unsure ? unsure : first + second;
  },
  "=": (left, right) => left !== undefined && right !== undefined && left === right,
  "!=": (left, right) => left !== undefined && right !== undefined && left !== right,
  "<": ordered((left, right) => left < right),
  "<=": ordered((left, right) => left <= right),
  ">": ordered((left, right) => left > right),
  ">=": ordered((left, right) => left >= right),
  "+": numbers((left, right) => left + right),
  "-": numbers((left, right) => left - right),
  "*": numbers((left, right) => left * right),
  "/": numbers((left, right) => left / right),
};

/** A value within a text. Fractions are left to the evaluator: it rounds them to 15 digits. */
function textOf(value: Known): string | typeof unsure {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return typeof value !== "number" || Number.isSafeInteger(value) ? String(value === 0 ? 0 : value) : unsure;
}

const ofTexts: Readonly<Record<string, (text: string) => string>> = {
  lowercase: (text) => text.toLowerCase(),
  uppercase: (text) => text.toUpperCase(),
  trim: (text) => text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, ""),
};

function call({ procedure, arguments: given = [] }: Node): Direct | undefined {
  const [argument, ...more] = given;
  const of = compile(argument);
  if (of === undefined || more.length > 0 || procedure?.type !== "variable") return undefined;
  const name = String(procedure.value);
  const ofText = ofTexts[name];
  if (ofText !== undefined) {
    return (scope) => {
      const value = of(scope);
      return typeof value === "string" ? ofText(value) : unsure;
    };
  }
  if (name !== "not" && name !== "exists") return undefined;
  return (scope) => {
    const value = of(scope);
    // Without an argument some take the context: that is the evaluator's to know.
    if (value === unsure || value === undefined) return unsure;
    return name === "exists" || !truth(value);
  };
}
