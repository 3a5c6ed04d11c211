/**
 * Checkpoints: what is left of a query, as JSON. A query that is resumed from one gives exactly the rows that were not
 * handed out before it. Joined tables are read again; all else goes on where it stood.
 */
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";

/** Raised whenever an older one can no longer be continued. */
const version = 1;

const PageListSchema = z.object({
  pageSize: z.number().int(),
  answers: z.array(z.object({ total: z.number().int(), order: z.number().int() }).nullable()),
  seen: z.array(z.string()),
});

const CheckpointSchema = z.object({
  version: z.literal(version),
  entity: z.string(),
  where: z.array(z.string()),
  from: z.string().optional(),
  to: z.string().optional(),
  fields: z.array(z.string()).optional(),
  limit: z.number().int().optional(),
  /** The moment at which the query was first asked, in milliseconds since 1970: relative times count from it. */
  askedAt: z.number(),
  /** Rows handed out so far. */
  rows: z.number().int(),
  tasks: z.array(
    z.object({
      step: z.number().int(),
      bag: z.record(z.string(), z.unknown()),
      page: z.number().int(),
      /** Index in `lists`. */
      list: z.number().int().optional(),
    }),
  ),
  lists: z.array(PageListSchema),
});

export type Checkpoint = z.infer<typeof CheckpointSchema>;

export const checkpointVersion = version;

/** Reads a checkpoint that was kept as JSON. Throws HubError "checkpoint.malformed". */
export function readCheckpoint(value: unknown): Checkpoint {
  const read = CheckpointSchema.safeParse(value);
  if (read.success) return read.data;
  throw new HubError({
    kind: "usage",
    code: "checkpoint.malformed",
    message: "The checkpoint cannot be continued.",
    meaning: "It was changed, or written by another version of Rostrum.",
    remedy: "Start the query again without it.",
  });
}
