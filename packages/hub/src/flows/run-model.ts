/** What is known of a run: shapes for store, engine and routes. */
import { z } from "zod";
import type { Position, Row, Value, WriterCheckpoint } from "../endpoints/index.ts";
import type { RowFailure } from "./row-failure.ts";

export const RunCounts = z.object({
  read: z.number().int().describe("Rows read from the source"),
  dropped: z.number().int().describe("Rows that a step left out on purpose"),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int().describe("Were there with these very values"),
  deleted: z.number().int(),
  written: z.number().int().describe("Accepted; the system does not say whether they were new"),
  missing: z.number().int().describe("Rows to change or delete that were not there"),
  failed: z.number().int().describe("Kept as failed rows"),
  ignored: z.number().int().describe("Failed where the flow says that this does not matter"),
  writtenBack: z.number().int().describe("Rows written by `then`"),
  calls: z.number().int().describe("Calls to GoTo"),
  ignoredBecause: z.record(z.string(), z.number().int()).describe("Reasons of ignored rows"),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const noCounts: RunCounts = {
  read: 0,
  dropped: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  written: 0,
  missing: 0,
  failed: 0,
  ignored: 0,
  writtenBack: 0,
  calls: 0,
  ignoredBecause: {},
};

/** Why a run began: its schedule, somebody asked, or the flow that it runs after was done. */
export const RunReason = z.enum(["schedule", "request", "after"]);
export type RunReason = z.infer<typeof RunReason>;

export const RunState = z.enum(["waiting", "running", "stopped", "done", "failed"]);
export type RunState = z.infer<typeof RunState>;

/** Where a run goes on after a crash. Kept in one transaction with the counts and the failed rows up to there. */
export interface RunCheckpoint {
  readonly position?: Position;
  /** From where changes are read in this run. */
  readonly since?: Value;
  /** From where the next run will read them. */
  readonly mark?: Value;
  /** Rows behind the position that are through already: the run was stopped within a batch (`partial.ts`). */
  readonly handled?: readonly string[];
  readonly writers: Readonly<Record<string, WriterCheckpoint>>;
}

/** A row that failed in this run for the first time, or again. */
export interface FailedNow {
  /** Of the kept row that was tried again; undefined for a new one. */
  readonly id?: string;
  readonly place: string;
  readonly path: readonly number[];
  readonly source: Row;
  readonly mapped: Row | undefined;
  readonly step: string;
  readonly failure: RowFailure;
  /** The places of the flow that have written it, or may have: sent again, it is looked for there first. */
  readonly begun: readonly string[];
}

/** One step forward of a run. */
export interface Advance {
  readonly checkpoint: RunCheckpoint;
  readonly counts: RunCounts;
  readonly failed: readonly FailedNow[];
  /** Kept rows that are through now. */
  readonly mended: readonly string[];
}
