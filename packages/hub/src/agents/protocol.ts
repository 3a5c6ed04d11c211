/**
 * What an agent and the hub say to each other, over HTTP, always asked by the agent.
 *
 * Whatever may take long or must not be done twice is a numbered call: the agent asks for number N until its answer is
 * there, and the hub begins it once. So a request never lasts longer than some seconds, which proxies bear and by which a
 * connection that hangs is told from work that takes its time; and an answer that was lost on the way is asked for again
 * without doing anything twice. A stream of rows would be a little faster and is none of that: proxies cut or collect
 * it, and after a cut nobody knows how far it was understood.
 *
 * NOT the routes (`agent-routes.ts`) and NOT what may be asked (`permitted.ts`).
 */
import { z } from "zod";
import { Filter } from "../endpoints/index.ts";
import { FlowDefinition, PreviewAnswer, RowFailure, RunCounts } from "../flows/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { OwnEndpoint } from "./model.ts";

const Name = z.string().min(1).max(200);
const Row = z.record(z.string(), z.unknown());
const Count = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
/** A batch of a flow has 1,000 rows; an agent divides larger writes. */
export const mostRows = 10_000;

export const Hello = z.strictObject({ instance: z.uuid(), version: z.string().max(50) });

export const AskForWork = z.strictObject({
  instance: z.uuid(),
  /** Runs that this process has in hand; one that is given to it and not among them was lost on the way. */
  holding: z.array(z.uuid()).max(100),
  /** How many more runs it takes. */
  room: z.number().int().min(0).max(16),
  endpoints: z.array(OwnEndpoint).max(500),
  /** Of these, the ones that it knows are to stop. */
  stopping: z.array(z.uuid()).max(100),
  /** Tests and previews that are under way. */
  testing: z.array(Name).max(500),
  previewing: z.array(z.uuid()).max(100),
});
export type AskForWork = z.infer<typeof AskForWork>;

/** A run to be carried out from its checkpoint on. */
export const GivenRun = z.object({
  id: z.uuid(),
  /** The fence: who has an older one keeps nothing. */
  attempt: z.number().int(),
  kind: z.enum(["run", "reprocess"]),
  definition: FlowDefinition,
  checkpoint: z.unknown().optional(),
  counts: RunCounts,
  since: z.unknown().optional(),
});
export type GivenRun = z.infer<typeof GivenRun>;

export const Work = z.object({
  runs: z.array(GivenRun),
  /** Runs in hand that somebody wants to stop. */
  stops: z.array(z.uuid()),
  /** Endpoints to be tested from the agent. */
  tests: z.array(z.string()),
  /** Flows to be tried on their first rows, with nothing written. */
  previews: z.array(z.object({ id: z.uuid(), definition: FlowDefinition, rows: z.number().int() })),
});

const FailedNow = z.strictObject({
  id: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  place: z.string().max(1_000),
  path: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    )
    .max(100),
  source: Row,
  mapped: Row.optional(),
  step: z.string().max(1_000),
  failure: RowFailure,
  begun: z.array(z.string().max(1_000)).max(1_000).default([]),
});

/** One step forward of a run; `number` counts them within the attempt, so that none is kept twice. */
export const StepForward = z.strictObject({
  attempt: Count,
  number: Count,
  checkpoint: z.strictObject({
    position: Row.optional(),
    since: z.unknown().optional(),
    mark: z.unknown().optional(),
    handled: z.array(z.string().max(10_000)).max(100_000).optional(),
    writers: z.record(z.string(), Row),
  }),
  counts: RunCounts,
  failed: z.array(FailedNow).max(100_000),
  mended: z.array(z.string().regex(/^\d{1,18}$/)).max(100_000),
});
export const Wish = z.object({ wish: z.enum(["go on", "stop"]) });

export const Ending = z.strictObject({
  attempt: Count,
  state: z.enum(["done", "stopped", "failed"]),
  counts: RunCounts.optional(),
  mark: z.unknown().optional(),
  error: ErrorAnswer.shape.error.optional(),
});

const Table = z.strictObject({ endpoint: Name, table: z.string().max(1_000) });
const Range = z.strictObject({ from: z.string().max(100).optional(), to: z.string().max(100).optional() });

/** What can be asked of the hub for a run. `reader` and `writer` are the numbers of the calls that opened them. */
export const Call = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("open"), endpoint: Name }),
  Table.extend({ what: z.literal("describe") }),
  Table.extend({
    what: z.literal("read"),
    /** All rows in one answer, for look-ups; only with a small limit. */
    whole: z.boolean(),
    fields: z.array(Name).max(2_000).optional(),
    filters: z.array(Filter).max(200).optional(),
    changes: z.strictObject({ field: Name, since: z.unknown().optional() }).optional(),
    range: Range.optional(),
    after: Row.optional(),
    batchRows: z.number().int().min(1).max(mostRows).optional(),
    limit: z.number().int().min(0).optional(),
  }),
  z.strictObject({ what: z.literal("next"), reader: Count }),
  z.strictObject({ what: z.literal("leave"), reader: Count }),
  Table.extend({
    what: z.literal("write to"),
    operation: z.enum(["insert", "update", "upsert", "delete"]),
    key: z.array(Name).max(100).optional(),
    existing: z.enum(["keep", "replace"]).optional(),
    fields: z
      .array(z.strictObject({ name: Name, type: z.string().max(20) }))
      .max(2_000)
      .optional(),
    returning: z.array(Name).max(2_000).optional(),
    resume: Row.optional(),
    repeated: z.boolean().optional(),
    switches: z.record(z.string(), z.boolean()).optional(),
  }),
  /** What would become of rows, with nothing written. */
  Table.extend({
    what: z.literal("check"),
    operation: z.enum(["insert", "update", "upsert", "delete"]),
    key: z.array(Name).max(100).optional(),
    existing: z.enum(["keep", "replace"]).optional(),
    fields: z
      .array(z.strictObject({ name: Name, type: z.string().max(20) }))
      .max(2_000)
      .optional(),
    switches: z.record(z.string(), z.boolean()).optional(),
    rows: z.array(Row).max(1_000),
  }),
  z.strictObject({
    what: z.literal("write"),
    writer: Count,
    rows: z.array(Row).max(mostRows),
    /** Of these, by their index, those that an earlier try may have written. */
    again: z.array(z.number().int().min(0)).max(mostRows).optional(),
  }),
  z.strictObject({ what: z.literal("checkpoint"), writer: Count }),
  z.strictObject({ what: z.literal("finish"), writer: Count }),
  z.strictObject({ what: z.literal("abort"), writer: Count }),
  z.strictObject({
    what: z.literal("send"),
    connection: Name.optional(),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path: z.string().startsWith("/").max(4_000),
    query: Row,
    headers: Row,
    body: z.unknown().optional(),
  }),
  z.strictObject({ what: z.literal("lookup table"), name: Name }),
  z.strictObject({ what: z.literal("kept rows"), after: Row.optional() }),
]);
export type Call = z.infer<typeof Call>;

export const NumberedCall = z.strictObject({
  attempt: Count,
  call: Call,
  /** Calls whose answers have arrived: the hub may forget them. All before `from` have. */
  received: z.array(Count).max(1_000),
  from: Count,
});

/** `calls` are those to GoTo for this run since the hub's process began with it. */
export const CallAnswer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("under way"), calls: z.number().int() }),
  z.object({ state: z.literal("done"), calls: z.number().int(), answer: z.unknown() }),
  z.object({
    state: z.literal("failed"),
    calls: z.number().int(),
    /** An error of ours, with its kind; or, for `send`, why this row failed. */
    error: ErrorAnswer.shape.error.extend({ kind: z.string() }).optional(),
    failure: RowFailure.optional(),
  }),
]);
export type CallAnswer = z.infer<typeof CallAnswer>;

/** What a preview came to, or why it came to nothing. */
export const Previewed = z.strictObject({
  answer: PreviewAnswer.optional(),
  error: ErrorAnswer.shape.error.extend({ kind: z.string().max(30) }).optional(),
});
export type Previewed = z.infer<typeof Previewed>;

/** Calls of a preview name it as a run, held by its first attempt. */
export const previewAttempt = 1;

/** The code of an error about a reader or writer that this process of the hub does not have. */
export const notHere = "agent.not-here";

export const TestFound = z.strictObject({
  instance: z.uuid(),
  works: z.boolean(),
  message: z.string().max(10_000),
  meaning: z.string().max(10_000).optional(),
  remedy: z.string().max(10_000).optional(),
});
