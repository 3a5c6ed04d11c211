/**
 * What a flow is, as it stands in a file (YAML or JSON) and in the database. No secrets: endpoints and connections are
 * named, and keep theirs. The JSON schema for editors is made of this (GET /api/v1/flows/schema).
 *
 * Texts are themselves; a text that begins with "=" is a JSONata expression. The values of `map` and of conditions
 * (`filter`, `branch.if`, `each`) are expressions always.
 */
import { z } from "zod";
import { HubError } from "../platform/errors.ts";

const EndpointName = z
  .string()
  .min(1)
  .describe("Name of an endpoint; goto:ALIAS for a connection; csv, ndjson, excel or parquet for files");
const TableName = z.string().min(1);
const Expression = z.string().min(1).describe("JSONata over the row, look-ups and results by their names");

const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A value: itself, or several (any of them), or a range, or a text that is in it, or anything but it. */
const Wanted = z.union([
  Plain,
  z.array(z.union([z.string(), z.number(), z.boolean()])),
  z.strictObject({ from: Plain.optional(), to: Plain.optional() }),
  z.strictObject({ contains: z.string() }),
  z.strictObject({ not: Plain }),
]);
export const Where = z.record(z.string(), Wanted);
export type Where = z.infer<typeof Where>;

/** A table, called `entity` where it is one of GoTo's. */
const place = {
  endpoint: EndpointName,
  table: TableName.optional(),
  entity: TableName.optional(),
};

const onError = z
  .enum(["keep", "ignore", "stop"])
  .optional()
  .describe("What becomes of a row that fails here; without it what `errors.row` says");

const Source = z.strictObject({
  ...place,
  where: Where.optional(),
  from: z.string().optional().describe("GoTo's entities: included; a date, a moment, yesterday, -30d"),
  to: z.string().optional().describe("Excluded; a date includes its day"),
  fields: z.array(z.string()).optional(),
  changed: z.string().optional().describe("Reads only what changed since the last run, by this field"),
  limit: z.number().int().positive().optional(),
});

const Lookup = z.strictObject({
  ...place,
  as: z.string().regex(/^[A-Za-z]\w*$/),
  where: Where,
  cache: z.boolean().default(true).describe("Ask once per run and value"),
  missing: z.enum(["fail", "null", "drop"]).default("fail").describe("When there is no such row"),
  on_error: onError,
});

const Writing = z.strictObject({
  ...place,
  as: z
    .string()
    .regex(/^[A-Za-z]\w*$/)
    .optional()
    .describe("Under which name the result can be used after"),
  where: z.record(z.string(), z.unknown()).optional().describe("The key: which row"),
  set: z.record(z.string(), z.unknown()).optional().describe("The values"),
  switches: z.record(z.string(), z.boolean()).optional(),
  on_error: onError,
});
export type Writing = z.infer<typeof Writing>;

const Send = z.strictObject({
  connection: z.string().optional(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string().startsWith("/"),
  body: z.unknown().optional(),
  as: z
    .string()
    .regex(/^[A-Za-z]\w*$/)
    .optional(),
  on_error: onError,
});

const WriteStep = z.union([
  z.strictObject({ create: Writing }),
  z.strictObject({ insert: Writing }),
  z.strictObject({ update: Writing }),
  z.strictObject({ upsert: Writing }),
  z.strictObject({ delete: Writing }),
]);
export type WriteStep = z.infer<typeof WriteStep>;

const PlainStep = z.union([
  z.strictObject({ filter: Expression }),
  z.strictObject({ lookup: Lookup }),
  z.strictObject({ map: z.record(z.string(), z.unknown()) }),
  z.strictObject({ each: z.strictObject({ in: Expression, as: z.string().regex(/^[A-Za-z]\w*$/) }) }),
  z.strictObject({ send: Send }),
  ...WriteStep.options,
]);
type PlainStep = z.infer<typeof PlainStep>;
export interface BranchStep {
  branch: { if: string; then: Step[]; else?: Step[] | undefined };
}
export type Step = PlainStep | BranchStep;
// Branches hold steps, so the schema refers to itself.
export const Step: z.ZodType<Step> = z.lazy(() =>
  z.union([
    ...PlainStep.options,
    z.strictObject({
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      branch: z.strictObject({ if: Expression, then: z.array(Step), else: z.array(Step).optional() }),
    }),
  ]),
);

const Target = z.strictObject({
  ...place,
  write: z.enum(["create", "insert", "update", "upsert", "delete", "replace"]),
  key: z.array(z.string()).min(1).optional().describe("The fields that tell rows apart"),
  switches: z.record(z.string(), z.boolean()).optional(),
});

const Schedule = z.union([
  z.strictObject({
    cron: z.string().describe("Minute hour day month weekday"),
    zone: z.string().default("UTC").describe("Time zone, e.g. Europe/Madrid"),
  }),
  z.strictObject({ once: z.iso.datetime({ offset: true }) }),
]);
export type Schedule = z.infer<typeof Schedule>;

const Alerts = z.strictObject({
  email: z.array(z.email()).optional(),
  webhook: z.url({ protocol: /^https?$/ }).optional(),
  every: z.number().positive().default(12).describe("At most one message in so many hours"),
});

export const FlowDefinition = z.strictObject({
  flow: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "small letters, digits, dots, hyphens"),
  description: z.string().optional(),
  agent: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "the name of an agent")
    .optional()
    .describe("Runs at this agent, beside the systems that only it reaches; without it at the hub"),
  source: Source,
  steps: z.array(Step).default([]),
  target: Target.optional(),
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
  then: z
    .array(WriteStep)
    .default([])
    .describe("Written after the target took the row; `result` is what it said"),
  errors: z
    .strictObject({
      row: z.enum(["keep", "ignore"]).default("keep"),
      stop_after: z.number().int().positive().optional().describe("Failed rows after which the run stops"),
    })
    .default({ row: "keep" }),
  schedule: Schedule.optional(),
  alerts: Alerts.optional(),
  keep_days: z.number().positive().default(90).describe("How long the history of its runs is kept"),
});
export type FlowDefinition = z.infer<typeof FlowDefinition>;
export type Target = z.infer<typeof Target>;
export type Source = z.infer<typeof Source>;

/** Reads a definition. Throws HubError "flow.malformed" with every place that is wrong. */
export function readDefinition(value: unknown): FlowDefinition {
  const read = FlowDefinition.safeParse(value);
  if (read.success) {
    for (const at of [read.data.source, ...(read.data.target === undefined ? [] : [read.data.target])])
      tableOf(at);
    return read.data;
  }
  const problems = read.error.issues.map(
    ({ path, message }) => `${path.join(".") || "the file"}: ${message}`,
  );
  throw malformed(problems);
}

/** The table that a part of a flow is about. Throws HubError "flow.malformed". */
export function tableOf(at: {
  endpoint: string;
  table?: string | undefined;
  entity?: string | undefined;
}): string {
  const name = at.table ?? at.entity;
  if (name === undefined) throw malformed([`${at.endpoint}: say which table or entity`]);
  return name;
}

/** The verb and what it is about. */
export function writingOf(step: WriteStep): {
  verb: "insert" | "update" | "upsert" | "delete";
  writing: Writing;
} {
  if ("create" in step) return { verb: "insert", writing: step.create };
  if ("insert" in step) return { verb: "insert", writing: step.insert };
  if ("update" in step) return { verb: "update", writing: step.update };
  if ("upsert" in step) return { verb: "upsert", writing: step.upsert };
  return { verb: "delete", writing: step.delete };
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
