/**
 * Progress of long requests, beside the rows and never among them.
 *
 * A caller that wants to see progress puts an id of its own choosing into the header `rostrum-run`; the route
 * reports under that id; the caller asks GET /api/v1/runs/ID while the rows stream. When a stream breaks off,
 * the run says why. NOT a history: runs live in memory and are forgotten some minutes after their end.
 */
import { z } from "zod";
import type { Clock } from "../clock/clock.ts";
import { HubError } from "../errors.ts";
import { answerOf, ErrorAnswer } from "./errors.ts";
import { eventStreamAnswer, type StreamedEvent, sendEvents } from "./event-stream.ts";
import type { Http } from "./types.ts";

/** The request header that names the run. */
export const runHeader = "rostrum-run";

/** One line of progress: a bar, or a count when the total is not known. */
export const RunLine = z.object({
  label: z.string().describe("What is counted, e.g. an entity's name"),
  rows: z.number().int().describe("Rows so far"),
  share: z.number().min(0).max(1).optional().describe("How much of it is done, 0 to 1, when that is known"),
});
export type RunLine = z.infer<typeof RunLine>;

export const RunProgress = z.object({
  state: z.enum(["running", "done", "failed"]),
  lines: z.array(RunLine),
  calls: z.number().int().describe("Calls to GoTo so far"),
  callsPerSecond: z.number().optional().describe("Rate of the last seconds"),
  callsPerSecondAllowed: z.number().optional().describe("What the budget allows"),
  secondsLeft: z.number().optional().describe("Estimate until the end"),
  waiting: z.number().int().optional().describe("Calls waiting for the budget"),
  retried: z.number().int().optional().describe("Calls that had to be repeated"),
  failedRows: z.number().int().optional().describe("Rows that could not be done"),
  summary: z.string().optional().describe("One sentence at the end"),
  remarks: z
    .array(z.string())
    .optional()
    .describe("What a person should know about a result that is whole all the same"),
  seconds: z.number().describe("Time since the start"),
  error: ErrorAnswer.shape.error.optional(),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** What a route may say about its run; `seconds`, `state` and `error` are filled in here. */
export type RunReport = Partial<Omit<RunProgress, "state" | "seconds" | "error">>;

/** A route's side of one run. */
export interface Run {
  /** Replaces the given members of the progress. Cheap: call it as often as wanted. */
  report(report: RunReport): void;
  done(report?: RunReport): void;
  /** For a failure after the first byte was sent; earlier ones are simply thrown. */
  fail(error: HubError): void;
}

export interface Runs {
  /** Begins a run under the caller's id; without an id the reports go nowhere. `stop` ends it when that is asked for. */
  begin(id: string | undefined, stop?: (why: HubError) => void): Run;
  /** Whether there was something to stop. */
  stop(id: string): boolean;
  find(id: string): RunProgress | undefined;
  /** Its progress whenever there is something new, a few times a second at most; ends with the run. */
  follow(id: string, signal: AbortSignal): AsyncGenerator<StreamedEvent>;
}

const followEveryMs = 250;
const keptAfterEnd = 5 * 60_000;
const mostRuns = 1_000;
const idForm = /^[A-Za-z0-9_-]{8,64}$/;

const nowhere: Run = { report() {}, done() {}, fail() {} };

export function createRuns(clock: Clock): Runs {
  interface Kept {
    readonly progress: RunProgress;
    readonly begun: number;
    readonly stop: ((why: HubError) => void) | undefined;
    ended: number | undefined;
  }
  const runs = new Map<string, Kept>();

  function forgetOld(): void {
    const now = clock.now();
    for (const [id, run] of runs) {
      const old = run.ended !== undefined && now - run.ended > keptAfterEnd;
      if (old || runs.size > mostRuns) runs.delete(id);
    }
  }

  return {
    begin(id, stop) {
      if (id === undefined) return nowhere;
      if (!idForm.test(id)) {
        throw new HubError({
          kind: "usage",
          code: "run.bad-id",
          message: `The header ${runHeader} has a form that cannot be used.`,
          meaning: "Nothing was done.",
          remedy: "Send 8 to 64 letters, digits, underscores or hyphens, new for every request.",
        });
      }
      forgetOld();
      const run: Kept = {
        progress: { state: "running", lines: [], calls: 0, seconds: 0 },
        begun: clock.now(),
        stop,
        ended: undefined,
      };
      runs.set(id, run);
      return {
        report(report) {
          Object.assign(run.progress, report);
        },
        done(report = {}) {
          Object.assign(run.progress, report, { state: "done" });
          run.ended = clock.now();
        },
        fail(error) {
          Object.assign(run.progress, { state: "failed", error: answerOf(error).error });
          run.ended = clock.now();
        },
      };
    },
    find(id) {
      const run = runs.get(id);
      if (run === undefined) return undefined;
      return { ...run.progress, seconds: ((run.ended ?? clock.now()) - run.begun) / 1000 };
    },
    stop(id) {
      const run = runs.get(id);
      if (run?.stop === undefined || run.ended !== undefined) return false;
      run.stop(stopped());
      return true;
    },
    async *follow(id, signal) {
      let said: string | undefined;
      for (let count = 1; ; count += 1) {
        const progress = this.find(id);
        if (progress === undefined) return;
        const { seconds: _seconds, ...rest } = progress;
        const words = JSON.stringify(rest);
        const ended = progress.state !== "running";
        if (words !== said) yield { id: String(count), event: ended ? "end" : "progress", data: progress };
        said = words;
        if (ended) return;
        await clock.sleep(followEveryMs, signal);
      }
    },
  };
}

/** GET /runs/:id and its events, and POST /runs/:id/stop. */
export function registerRunRoutes(http: Http, runs: Runs, clock: Clock): void {
  http.get(
    "/runs/:id",
    {
      config: { permission: "known" },
      schema: {
        tags: ["runs"],
        summary: "Progress of a long request that was started with the header rostrum-run",
        params: z.object({ id: z.string() }),
        response: { 200: RunProgress, 404: ErrorAnswer },
      },
    },
    async (request) => {
      const progress = runs.find(request.params.id);
      if (progress !== undefined) return progress;
      throw unknownRun();
    },
  );
  http.get(
    "/runs/:id/events",
    {
      config: { permission: "known" },
      schema: {
        tags: ["runs"],
        summary: "The same as server-sent events: `progress` whenever something is new, `end` at last",
        params: z.object({ id: z.string() }),
        response: { 200: eventStreamAnswer, 404: ErrorAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (runs.find(id) === undefined) throw unknownRun();
      return sendEvents(reply, { clock, events: (signal) => runs.follow(id, signal) });
    },
  );
  http.post(
    "/runs/:id/stop",
    {
      // Who knows the id chose it.
      config: { permission: "known" },
      schema: {
        tags: ["runs"],
        summary: "Stop reading rows; the stream breaks off, since the rows are not all",
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({ stopped: z.boolean().describe("Whether there was something to stop") }),
          404: ErrorAnswer,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (runs.find(id) === undefined) throw unknownRun();
      return { stopped: runs.stop(id) };
    },
  );
}

function stopped(): HubError {
  return new HubError({
    kind: "conflict",
    code: "run.stopped",
    message: "It was stopped.",
    meaning: "The rows that were sent are not all.",
    remedy: "Ask again for all of them.",
  });
}

function unknownRun(): HubError {
  return new HubError({
    kind: "unknown",
    code: "run.unknown",
    message: "There is no run of that id.",
    meaning: "It never began, or it ended some minutes ago and is forgotten.",
    remedy: "Ask while the request is under way.",
  });
}
