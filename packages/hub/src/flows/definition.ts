/**
 * What a flow is, as it stands in a file (YAML or JSON) and in the database. No secrets: endpoints and connections are
 * named, and keep theirs. The JSON schema for editors is made of this (GET /api/v1/flows/schema).
 *
 * Texts are themselves; a text that begins with "=" is a JSONata expression. The values of `map` and of conditions
 * (`filter`, `branch.if`, `each.in`, `fail.if`) are expressions always. The steps are in `step-definition.ts`.
 */
import { z } from "zod";
import { Alerts } from "../alerts/index.ts";
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";
import { FlowSchedule } from "./schedule.ts";
import { place, range, Step, stepSchemas, Where, WriteStep, writeWords } from "./step-definition.ts";

export { type Step, Where, type WriteStep, writingOf } from "./step-definition.ts";

const Source = z.strictObject({
  ...place,
  where: Where.optional(),
  ...range,
  fields: z.array(z.string()).optional().describe("Only these; all that come by themselves when left out"),
  changed: z
    .string()
    .optional()
    .describe("Reads only what changed since the last run, by this field, which rises with each change"),
  limit: z.number().int().positive().optional().describe("At most so many rows"),
});

const Target = z.strictObject({
  ...place,
  write: z
    .enum(["create", "insert", "update", "upsert", "delete", "replace"])
    .describe("`create` is `insert`; `replace` empties the table or file first"),
  key: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("The fields that tell rows apart; the table's own key when left out"),
  switches: z
    .record(z.string(), z.boolean())
    .optional()
    .describe("The system's own, such as whether GoTo e-mails people; all off by default"),
});

export const FlowDefinition = z.strictObject({
  flow: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "small letters, digits, dots, hyphens")
    .describe("Its name"),
  description: z.string().optional().describe("What it is for, in words"),
  agent: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "the name of an agent")
    .optional()
    .describe("Runs at this agent, beside the systems that only it reaches; without it at the hub"),
  source: Source.describe("Where its rows come from"),
  steps: z.array(Step).default([]).describe("What is done with each row, one after the other"),
  target: Target.optional().describe("Where they go"),
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
  then: z
    .array(WriteStep)
    .default([])
    .describe("Written after the target took the row; `result` is what it said"),
  errors: z
    .strictObject({
      row: z
        .enum(["keep", "ignore"])
        .default("keep")
        .describe("Rows that fail are kept to be sent again, or only counted with their reason"),
      stop_after: z.number().int().positive().optional().describe("Failed rows after which the run stops"),
    })
    .default({ row: "keep" })
    .describe("What becomes of rows that fail"),
  schedule: FlowSchedule.optional().describe("When it runs by itself, once that is turned on"),
  alerts: Alerts.optional().describe("Who hears of failures"),
  keep_days: z.number().positive().default(90).describe("How long the history of its runs is kept"),
});
export type FlowDefinition = z.infer<typeof FlowDefinition>;
export type Target = z.infer<typeof Target>;
export type Source = z.infer<typeof Source>;

/** The JSON schema (draft 2020-12) of what may be written, for editors. */
export function flowSchema(): Record<string, unknown> {
  return z.toJSONSchema(FlowDefinition, { io: "input", unrepresentable: "any" }) as Record<string, unknown>;
}

/** Reads a definition. Throws HubError "flow.malformed" with every place that is wrong. */
export function readDefinition(value: unknown): FlowDefinition {
  const read = FlowDefinition.safeParse(value);
  if (!read.success) {
    const inSteps = isRecord(value)
      ? wrongSteps(value.steps, "steps").concat(wrongSteps(value.then, "then"))
      : [];
    // Of a wrong step the schema only says that it is none of all that there are.
    const others = read.error.issues.filter(
      ({ path: [top, index] }) => index === undefined || (top !== "steps" && top !== "then"),
    );
    throw malformed([...others.map((issue) => problemOf(issue, [], value)), ...inSteps]);
  }
  const problems = withoutTable(read.data);
  if (problems.length > 0) throw malformed(problems);
  return read.data;
}

/** What is wrong with a list of steps, each in the words of the step that was meant. */
function wrongSteps(steps: unknown, where: string): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown, index): string[] => {
    const at = `${where}.${index + 1}`;
    const words = isRecord(step) ? Object.keys(step).filter((name) => name !== "note") : [];
    const [word] = words;
    const known = where === "then" ? writeWords : Object.keys(stepSchemas);
    if (!isRecord(step) || word === undefined || words.length > 1) {
      return [`${at}: a step has one word of ${known.join(", ")}`];
    }
    const schema = known.includes(word) ? stepSchemas[word] : undefined;
    if (schema === undefined) {
      const near = nearest(word, known);
      return [
        `${at}: there is no step "${word}"${near === undefined ? `; there are ${known.join(", ")}` : `; did you mean "${near}"?`}`,
      ];
    }
    const branch = isRecord(step.branch) ? step.branch : {};
    const deeper = [...wrongSteps(branch.then, `${at}.then`), ...wrongSteps(branch.else, `${at}.else`)];
    const issues = schema.safeParse(step).error?.issues ?? [];
    return [
      ...issues
        .filter(({ path: [, part, inside] }) => inside === undefined || (part !== "then" && part !== "else"))
        .map((issue) => problemOf(issue, [at], step)),
      ...deeper,
    ];
  });
}

/** `whole` is what was read: of what is not there, only that is said. */
function problemOf({ path, message }: z.core.$ZodIssue, before: readonly string[], whole: unknown): string {
  const parts = path.map((part) => (typeof part === "number" ? part + 1 : String(part)));
  const isThere = path.reduce<unknown>(
    (value, part) => (isObject(value) ? Reflect.get(value, part) : undefined),
    whole,
  );
  return `${[...before, ...parts].join(".") || "the file"}: ${isThere === undefined ? "this is missing" : message}`;
}

/** Places that name neither a table nor an entity. */
function withoutTable({ source, target, steps, then }: FlowDefinition): string[] {
  const places = [
    { at: source, name: "source" },
    ...(target === undefined ? [] : [{ at: target, name: "target" }]),
    ...placesOf(steps, "steps"),
    ...placesOf(then, "then"),
  ];
  return places
    .filter(({ at }) => at.table === undefined && at.entity === undefined)
    .map(({ name }) => `${name}: say which table or entity`);
}

interface Place {
  readonly endpoint: string;
  readonly table?: string | undefined;
  readonly entity?: string | undefined;
}

/** Every step that is about a table. */
function placesOf(steps: readonly Step[], where: string): { at: Place; name: string }[] {
  return steps.flatMap((step, index): { at: Place; name: string }[] => {
    const name = `${where}.${index + 1}`;
    if ("branch" in step) {
      return [
        ...placesOf(step.branch.then, `${name}.then`),
        ...placesOf(step.branch.else ?? [], `${name}.else`),
      ];
    }
    const [word = "", inside] = Object.entries(step).find(([one]) => one !== "note") ?? [];
    if (!isRecord(inside) || typeof inside.endpoint !== "string") return [];
    return [{ at: inside as unknown as Place, name: `${name}.${word}` }];
  });
}

/** The table that a part of a flow is about. */
export function tableOf(at: Place): string {
  const name = at.table ?? at.entity;
  if (name === undefined) throw malformed([`${at.endpoint}: say which table or entity`]);
  return name;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(problems: readonly string[]): HubError {
  return new HubError({
    kind: "usage",
    code: "flow.malformed",
    message: `The flow cannot be read: ${problems.join("; ")}.`,
    meaning: "Nothing was kept or run.",
    remedy: "Correct the named places; examples/ shows whole flows, and GET /api/v1/flows/schema every word.",
    details: { problems: [...problems] },
  });
}
