/** What came of each row that was to be written. The words; see `run-write.ts` for the doing. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";

/**
 * created, updated, deleted: done. exists: it was there already, and upsert takes it as it is. unchanged: an update that
 * would change nothing, so nothing was sent. failed: see `error`.
 */
export const outcomes = ["created", "updated", "deleted", "exists", "unchanged", "failed"] as const;
/** Those by which something changes at GoTo. */
export const changes: ReadonlySet<string> = new Set<Outcome>(["created", "updated", "deleted"]);
export type Outcome = (typeof outcomes)[number];

/** A call that a dry run did not make. */
export const CallNotMade = z.object({
  operation: z.string().describe("GoTo's operationId"),
  body: z.unknown().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});
export type CallNotMade = z.infer<typeof CallNotMade>;

export const WriteResult = z.object({
  line: z.number().int().describe("Line of the input on which the row begins; the header of a csv is line 1"),
  outcome: z.enum(outcomes),
  dryRun: z.literal(true).optional().describe("Nothing was sent; the outcome is what would have come of it"),
  key: z.record(z.string(), z.string()).optional().describe("The keys of the row at GoTo"),
  result: z.record(z.string(), z.unknown()).optional().describe("What GoTo gave back, such as joinUrl"),
  calls: z.array(CallNotMade).optional().describe("Dry run: what would have been sent"),
  mails: z.array(z.string()).optional().describe("Dry run: whom GoTo would write to, and when"),
  remarks: z.array(z.string()).optional(),
  error: ErrorAnswer.shape.error.optional(),
  uncertain: z
    .literal(true)
    .optional()
    .describe("Failed: GoTo may have done it all the same, for its answer was lost and looking gave nothing"),
});
export type WriteResult = z.infer<typeof WriteResult>;

/** What a writer says of one row. */
export interface Written {
  readonly outcome: Exclude<Outcome, "failed">;
  readonly key?: Readonly<Record<string, string>>;
  readonly result?: Readonly<Record<string, unknown>>;
}
