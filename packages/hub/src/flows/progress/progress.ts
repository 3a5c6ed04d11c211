/**
 * Follows a run from the database, whichever process carries it out: an event when something has changed, the last one
 * when it has ended. NOT how events are sent: that is `platform/http/event-stream.ts`.
 */
import type { Clock } from "../../platform/clock/clock.ts";
import type { StreamedEvent } from "../../platform/http/event-stream.ts";
import type { FlowRunRecord, RunStore } from "../run-store.ts";
import { eventOf, rateOf, type Sample, type Total } from "./model.ts";

/** One row by its key, for each reader: cheap enough to feel live. */
const lookEveryMs = 400;
const keptSamples = 100;

export type Progress = ReturnType<typeof createProgress>;

export function createProgress(runs: RunStore, clock: Clock) {
  /** A source does not say how many rows it has; a run that tries rows again knows. */
  async function totalOf({ flow, kind, total }: FlowRunRecord): Promise<Total | undefined> {
    if (total !== undefined) return { rows: total, from: "known" };
    if (kind !== "run") return undefined;
    const last = (await runs.history(flow, 20)).find((run) => run.kind === "run" && run.state === "done");
    return last && { rows: last.counts.read, from: "last run" };
  }

  return {
    /** Whether a reader who has that event has seen the end. */
    hasSeenEnd: ({ endedAt, change }: FlowRunRecord, lastEventId: string | undefined): boolean =>
      endedAt !== undefined && lastEventId === change,

    /** Events of a run, those after `lastEventId`; ends with the run. */
    async *follow(
      begun: FlowRunRecord,
      lastEventId: string | undefined,
      signal: AbortSignal,
    ): AsyncGenerator<StreamedEvent> {
      const total = await totalOf(begun);
      const samples: Sample[] = [];
      let known = lastEventId;
      for (let run: FlowRunRecord | undefined = begun; run !== undefined; run = await runs.find(begun.id)) {
        if (run.change !== known) {
          known = run.change;
          samples.push({ at: clock.now(), rows: run.counts.read });
          if (samples.length > keptSamples) samples.shift();
          const ended = run.endedAt !== undefined;
          const data = eventOf(run, total, rateOf(samples), clock.now());
          yield { id: run.change, event: ended ? "end" : "progress", data };
        }
        if (run.endedAt !== undefined) return;
        await clock.sleep(lookEveryMs, signal);
      }
    },
  };
}
