/** What the API says of a replica and of its syncs. The address is write-only. */
import { z } from "zod";
import { Alerts } from "../alerts/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { Schedule } from "../platform/schedule/schedule.ts";
import type { ReplicaReport } from "./service.ts";
import { SyncProgress, type SyncRecord, SyncState } from "./sync-model.ts";

export const SyncAnswer = z.object({
  id: z.string(),
  state: SyncState.describe("waiting: for a process that carries it out"),
  reason: z.enum(["schedule", "request"]),
  complete: z.boolean().describe("Whether everything is read, settled or not"),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  seconds: z.number().describe("From its start until its end, or until now"),
  progress: SyncProgress,
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
    .describe("Rows by entity, with those of broken-off syncs that it goes on with"),
  error: ErrorAnswer.shape.error.nullable(),
});

export const ReplicaAnswer = z.object({
  name: z.string(),
  connection: z.string().nullable().describe("Alias of the connection; null: it was removed"),
  database: z.string().nullable().describe("Host and database; null: the hub's own"),
  endpoint: z
    .string()
    .nullable()
    .describe("The endpoint that it is copied into; null: an address, or the hub's own"),
  schema: z.string(),
  entities: z.array(z.string()),
  completeDays: z.number().int().describe("Days after which everything is read again"),
  schedule: Schedule.nullable().describe("When it syncs by itself; null: never"),
  nextSyncAt: z.string().nullable(),
  alerts: Alerts.nullable().describe("Who hears when it is in trouble; null: nobody"),
  sentence: z.string().describe("How it is, for people"),
  syncing: SyncAnswer.nullable().describe("The sync that waits or runs, in whichever process"),
  lastSync: SyncAnswer.nullable().describe("The last one that ended"),
  lastComplete: SyncAnswer.nullable().describe("The last one that read everything"),
});

export function answerOfReplica(report: ReplicaReport): z.infer<typeof ReplicaAnswer> {
  const { replica, connection, underWay, lastEnded, lastComplete, sentence, now } = report;
  const answerOf = (sync: SyncRecord | undefined) => (sync === undefined ? null : answerOfSync(sync, now));
  return {
    name: replica.name,
    connection,
    database: replica.place,
    endpoint: replica.endpoint,
    schema: replica.schema,
    entities: [...replica.entities],
    completeDays: replica.completeDays,
    schedule: replica.schedule,
    nextSyncAt: replica.nextSyncAt?.toISOString() ?? null,
    alerts: replica.alerts,
    sentence,
    syncing: answerOf(underWay),
    lastSync: answerOf(lastEnded),
    lastComplete: answerOf(lastComplete),
  };
}

/** @param now milliseconds since 1970 */
export function answerOfSync(sync: SyncRecord, now: number): z.infer<typeof SyncAnswer> {
  const { id, state, reason, complete, requestedAt, startedAt, endedAt, progress, counts, error } = sync;
  const begun = startedAt?.getTime();
  return {
    id,
    state,
    reason,
    complete,
    requestedAt: requestedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    seconds: begun === undefined ? 0 : Math.max(0, (endedAt?.getTime() ?? now) - begun) / 1000,
    progress,
    counts: { ...counts },
    error: error ?? null,
  };
}
