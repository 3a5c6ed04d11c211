/** What the API says of a replica. The address is write-only. */
import { z } from "zod";
import type { LedgerRun } from "./ledger.ts";
import type { ReplicaReport } from "./service.ts";

const RunAnswer = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "stopped", "failed"]),
  complete: z.boolean().describe("Whether everything was to be read, settled or not"),
  begun: z.string(),
  ended: z.string().nullable(),
  calls: z.number().int(),
  counts: z
    .record(
      z.string(),
      z.object({
        new: z.number().int(),
        changed: z.number().int(),
        gone: z.number().int(),
        same: z.number().int().describe("Read again and found to be the same"),
      }),
    )
    .describe("By entity"),
});

export const ReplicaAnswer = z.object({
  name: z.string(),
  connection: z.string().nullable().describe("Alias of the connection; null: it was removed"),
  database: z.string().nullable().describe("Host and database; null: the hub's own"),
  schema: z.string(),
  entities: z.array(z.string()),
  completeDays: z.number().int().describe("Days after which everything is read again"),
  syncing: z.boolean(),
  sentence: z.string().describe("How it is, for people"),
  lastRun: RunAnswer.nullable(),
  lastComplete: RunAnswer.nullable(),
});

export function answerOfReplica(report: ReplicaReport): z.infer<typeof ReplicaAnswer> {
  const { replica, connection, isSyncing, lastRun, lastComplete, sentence } = report;
  return {
    name: replica.name,
    connection,
    database: replica.place,
    schema: replica.schema,
    entities: [...replica.entities],
    completeDays: replica.completeDays,
    syncing: isSyncing,
    sentence,
    lastRun: answerOfRun(lastRun),
    lastComplete: answerOfRun(lastComplete),
  };
}

function answerOfRun(run: LedgerRun | undefined): z.infer<typeof RunAnswer> | null {
  if (run === undefined) return null;
  const { id, state, complete, begun, ended, calls, counts } = run;
  return {
    id,
    state,
    complete,
    begun: begun.toISOString(),
    ended: ended?.toISOString() ?? null,
    calls,
    counts: { ...counts },
  };
}
