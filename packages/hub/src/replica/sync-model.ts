/** A sync as the hub keeps it: asked for, carried out by one process at a time, and how it ended. Pure. */
import { z } from "zod";
import type { ErrorAnswer } from "../platform/http/errors.ts";
import { RunProgress } from "../platform/http/runs.ts";
import type { CountsByEntity } from "./ledger.ts";

export const SyncState = z.enum(["waiting", "running", "done", "stopped", "failed"]);
export type SyncState = z.infer<typeof SyncState>;

/** How far it is, as of a second ago at most. */
export const SyncProgress = RunProgress.pick({
  callsPerSecond: true,
  callsPerSecondAllowed: true,
  secondsLeft: true,
  waiting: true,
  retried: true,
  failedRows: true,
  summary: true,
  remarks: true,
}).extend({
  lines: RunProgress.shape.lines.default([]),
  calls: RunProgress.shape.calls.default(0),
  trouble: z.string().optional().describe("What it waits for, while it cannot go on"),
});
export type SyncProgress = z.infer<typeof SyncProgress>;

export interface SyncRecord {
  readonly id: string;
  readonly replicaId: string;
  readonly reason: "schedule" | "request";
  readonly complete: boolean;
  readonly state: SyncState;
  readonly attempt: number;
  readonly requestedAt: Date;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly progress: SyncProgress;
  readonly counts: CountsByEntity;
  readonly error: ErrorAnswer["error"] | undefined;
}

/** A share of all that is done, 0 to 1; undefined while nobody knows. */
export function shareOf({ lines }: SyncProgress): number | undefined {
  const shares = lines.flatMap(({ share }) => share ?? []);
  return shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** How a sync that nobody stopped ended. */
export type SyncEnd = "done" | "stopped" | "failed";
