/**
 * What the steps of a flow are, as they stand in a file: the words, and what each means, for `definition.ts` and for editors
 * by the JSON schema. NOT what they do: that is `steps.ts`.
 */
import { z } from "zod";

const EndpointName = z
  .string()
  .min(1)
  .describe("Name of an endpoint; goto:ALIAS for a connection; csv, ndjson, excel or parquet for files");
const TableName = z.string().min(1);
const Expression = z.string().min(1).describe("JSONata over the row, look-ups and results by their names");
const Text = z.string().min(1);

const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A value: itself, or several (any of them), or a range, or a text that is in it, or anything but it. */
const Wanted = z.union([
  Plain.describe('This value; a text that begins with "=" is an expression'),
  z.array(z.union([z.string(), z.number(), z.boolean()])).describe("Any of these"),
  z.strictObject({ from: Plain.optional(), to: Plain.optional() }).describe("Between, both included"),
  z.strictObject({ contains: z.string() }).describe("The text is somewhere in it, in capitals or not"),
  z.strictObject({ not: Plain }).describe("Anything but this"),
]);
export const Where = z.record(z.string(), Wanted).describe("By field; a row must meet all of them");
export type Where = z.infer<typeof Where>;

/** A table, called `entity` where it is one of GoTo's. */
export const place = {
  endpoint: EndpointName,
  table: TableName.optional().describe("A table, sheet or file of the endpoint"),
  entity: TableName.optional().describe("The same as `table`, for what GoTo has: Webinar, Registrant ..."),
};

export const range = {
  from: z.string().optional().describe("GoTo's entities only: included; a date, a moment, yesterday, -30d"),
  to: z.string().optional().describe("GoTo's entities only: excluded; a date includes its day"),
};

/** Names that expressions can use. */
const Name = z.string().regex(/^[A-Za-z]\w*$/, "a letter, then letters, digits and underscores");

/** What every step that asks or changes something may say of its failures. */
const failing = {
  on_error: z
    .enum(["keep", "ignore", "stop", "continue"])
    .optional()
    .describe(
      "What becomes of a row that fails here: keep it as failed; ignore it, with its reason counted; stop the run; or " +
        "continue with it, NAME.error saying why. Without it what `errors.row` says",
    ),
  message: Text.optional().describe(
    'Words of your own for the failure; "=" begins an expression, in which error.words is what the system said',
  ),
};

/** Anybody may leave a word beside a step. */
const note = z.string().optional().describe("A remark for people; nothing is done with it");

const Lookup = z.strictObject({
  ...place,
  as: Name.describe("Under which name the row that is found can be used"),
  where: Where,
  cache: z.boolean().default(true).describe("Ask once per run and value"),
  missing: z
    .enum(["fail", "null", "drop"])
    .or(z.null().transform(() => "null" as const))
    .default("fail")
    .describe("When there is no such row: the row fails, NAME is null, or the row is left out"),
  default: z
    .unknown()
    .optional()
    .describe("When there is no such row, this instead; texts with = are expressions"),
  many: z
    .enum(["fail", "first", "null", "drop"])
    .or(z.null().transform(() => "null" as const))
    .default("fail")
    .describe(
      "When there are several: the row fails, the first is taken, NAME is null, or the row is left out",
    ),
  ...failing,
});

const Fetch = z.strictObject({
  ...place,
  as: Name.describe("Under which name each row that is read can be used"),
  where: Where.optional(),
  ...range,
  fields: z.array(z.string()).optional().describe("Only these"),
  limit: z.number().int().positive().optional().describe("At most so many, for each row"),
  list: z
    .boolean()
    .default(false)
    .describe(
      "All rows as one list under NAME (10,000 at most), instead of the steps from here on once per row",
    ),
  empty: z
    .enum(["drop", "null", "fail"])
    .or(z.null().transform(() => "null" as const))
    .default("drop")
    .describe(
      "When there are none: the row is left out, goes on with NAME null (or an empty list), or fails",
    ),
  ...failing,
});

const Writing = z.strictObject({
  ...place,
  as: Name.optional().describe(
    "Under which name the result can be used after: outcome, keys, what the system gave",
  ),
  where: z.record(z.string(), z.unknown()).optional().describe("The key: which row"),
  set: z.record(z.string(), z.unknown()).optional().describe("The values"),
  switches: z
    .record(z.string(), z.boolean())
    .optional()
    .describe("The system's own, such as whether GoTo e-mails people; all off by default"),
  ...failing,
});
export type Writing = z.infer<typeof Writing>;

const Send = z.strictObject({
  connection: z.string().optional().describe("Alias of a connection; needed when there are several"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: z
    .string()
    .regex(/^[/=]/, 'begins with "/"')
    .describe("From the root of the API host; {organizerKey} and {accountKey} are filled in"),
  query: z.record(z.string(), z.unknown()).optional().describe("Parameters of the query, by name"),
  headers: z.record(z.string(), z.string()).optional().describe("Beside those of the connection"),
  body: z.unknown().optional().describe("Sent as JSON; texts with = in it are expressions"),
  as: Name.optional().describe(
    "Under which name the answer can be used after: NAME.status, NAME.headers, NAME.body",
  ),
  ...failing,
});

const Fail = z.strictObject({
  if: Expression.optional().describe("Only rows for which it is true; without it all that come here"),
  message: Text.describe('Why, in words; "=" begins an expression'),
  code: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,59}$/)
    .default("flow.fail")
    .describe("By which such rows are grouped and counted"),
  on_error: failing.on_error,
});

const Each = z.strictObject({ in: Expression, as: Name.describe("Under which name each child can be used") });

/** A step has one word, and perhaps a note. */
function step<Word extends string, Inside extends z.ZodType>(word: Word, inside: Inside, about: string) {
  const members = { [word]: inside.describe(about), note } as { [Key in Word]: Inside } & {
    note: typeof note;
  };
  return z.strictObject(members).describe(about);
}

const writeSteps = [
  step("create", Writing, "Makes a row; the same as insert"),
  step("insert", Writing, "Makes a row"),
  step("update", Writing, "Changes the row that `where` says; none is a failure"),
  step("upsert", Writing, "Changes the row that `where` says, or makes it"),
  step("delete", Writing, "Removes the row that `where` says; none is no failure"),
] as const;
export const WriteStep = z.union(writeSteps);
export type WriteStep = z.infer<typeof WriteStep>;

const plainSteps = [
  step("filter", Expression, "Only rows for which it is true go on"),
  step("lookup", Lookup, "One row of another table, under a name"),
  step("fetch", Fetch, "Rows of another table: the steps from here on once for each, or all as a list"),
  step("map", z.record(z.string(), z.unknown()), "Expressions by field: what goes to the target"),
  step("each", Each, "The steps from here on once per child; a child that fails leaves the others alone"),
  step("send", Send, "One call on a connection, for what has no entity"),
  step("fail", Fail, "Rows that are not as they must be; with on_error: stop the whole run ends"),
  ...writeSteps,
] as const;
type PlainStep = z.infer<(typeof plainSteps)[number]>;
export interface BranchStep {
  branch: { if: string; then: Step[]; else?: Step[] | undefined };
  note?: string | undefined;
}
export type Step = PlainStep | BranchStep;

const branch = step(
  "branch",
  z.strictObject({
    if: Expression,
    // Branches hold steps, so the schema refers to itself.
    // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
    then: z.lazy(() => z.array(Step)).describe("Steps where it is true"),
    else: z
      .lazy(() => z.array(Step))
      .optional()
      .describe("Steps where it is not; without it the row goes on as it is"),
  }),
  "One way or another",
);

export const Step: z.ZodType<Step> = z.lazy(() => z.union([...plainSteps, branch])).meta({ id: "Step" });

/** Each word with the schema of its step, for messages about the one that was meant. */
export const stepSchemas: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  [...plainSteps, branch].map((schema) => [Object.keys(schema.shape)[0] ?? "", schema]),
);
export const writeWords: readonly string[] = writeSteps.map((schema) => Object.keys(schema.shape)[0] ?? "");

/** The verb and what it is about. */
export function writingOf(one: WriteStep): {
  verb: "insert" | "update" | "upsert" | "delete";
  writing: Writing;
} {
  if ("create" in one) return { verb: "insert", writing: one.create };
  if ("insert" in one) return { verb: "insert", writing: one.insert };
  if ("update" in one) return { verb: "update", writing: one.update };
  if ("upsert" in one) return { verb: "upsert", writing: one.upsert };
  return { verb: "delete", writing: one.delete };
}
