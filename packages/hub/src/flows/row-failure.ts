/** Why one row failed, as it is kept and shown. */
import { z } from "zod";
import type { RowError } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";

export const RowFailure = z.object({
  code: z.string(),
  words: z.string().describe("The flow's own words for it where it has any, else the system's"),
  said: z.string().optional().describe("What the system said, where the flow has words of its own"),
  problems: z.array(z.string()).optional().describe("Each of several things that are wrong"),
  remedy: z.string().optional(),
  field: z.string().optional(),
  passing: z.boolean().describe("Whether the same row may well succeed later unchanged"),
  doubt: z
    .enum(["looked-for", "repeated"])
    .optional()
    .describe(
      "It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again",
    ),
});
export type RowFailure = z.infer<typeof RowFailure>;

/** Thrown within a row's steps; the others go on. */
export class RowFailed extends Error {
  readonly failure: RowFailure;
  /** What the step itself says of such rows. */
  readonly rule: "keep" | "ignore" | "stop" | undefined;
  constructor(failure: RowFailure, rule?: "keep" | "ignore" | "stop") {
    super(failure.words);
    this.name = "RowFailed";
    this.failure = failure;
    this.rule = rule;
  }
}

export function failureOf(error: RowError): RowFailure {
  const { code, words, problems, remedy, field, passing, doubt } = error;
  return {
    code,
    words,
    passing,
    ...(problems === undefined ? {} : { problems: [...problems] }),
    ...(remedy === undefined ? {} : { remedy }),
    ...(field === undefined ? {} : { field }),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** What concerns one row only, as an expression that has no value for it. Undefined: it is not the row's fault. */
export function rowFailed(error: unknown): RowFailed | undefined {
  if (error instanceof RowFailed) return error;
  if (error instanceof HubError && error.code === "flow.expression") {
    return new RowFailed({ code: error.code, words: error.message, remedy: error.remedy, passing: false });
  }
  return undefined;
}
