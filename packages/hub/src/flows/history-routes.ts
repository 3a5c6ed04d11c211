/** Routes beside `routes.ts`: progress as events, history as CSV, and turning a flow off. */
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { eventStreamAnswer, LastEventId, sendEvents } from "../platform/http/event-stream.ts";
import type { Http } from "../platform/http/types.ts";
import { failedRowsAsCsv, runsAsCsv } from "./export.ts";
import type { Flows } from "./flows.ts";
import type { Progress } from "./progress/progress.ts";

export interface HistoryRouteDeps {
  readonly database: Database;
  readonly flows: Flows;
  readonly progress: Progress;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Raised when the hub ends. */
  readonly closing: AbortSignal;
}

const tags = ["flows"];
const name = z.object({ name: z.string() });
const Enabled = z.object({ name: z.string(), enabled: z.boolean(), nextRunAt: z.string().optional() });

export function registerHistoryRoutes(http: Http, deps: HistoryRouteDeps): void {
  const { database, flows, progress, audit, clock, closing } = deps;

  http.get(
    "/flow-runs/:id/events",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "How a run goes, as server-sent events, to its end",
        description:
          "An event `progress` whenever something has changed, whichever process carries the run out, and at last one `end`. " +
          "Each tells all that is to be known, so that a reader who comes back with Last-Event-ID misses nothing; one that has seen " +
          "the end gets 204, after which an EventSource stays away.",
        params: z.object({ id: z.uuid() }),
        headers: LastEventId,
        response: { 200: eventStreamAnswer, 204: z.null(), 404: ErrorAnswer },
      },
    },
    async (request, reply) => {
      const run = await flows.runNamed(request.params.id);
      const last = request.headers["last-event-id"];
      if (progress.hasSeenEnd(run, last)) return reply.code(204).send(null);
      return sendEvents(reply, {
        clock,
        closing,
        events: (signal) => progress.follow(run, last, signal),
      });
    },
  );

  for (const [what, summary, rowsOf] of [
    ["runs", "The history of a flow as CSV, latest first", runsAsCsv],
    [
      "failed-rows",
      "The failed rows of a flow as CSV, those included that are through or given up",
      failedRowsAsCsv,
    ],
  ] as const) {
    http.get(
      `/flows/:name/${what}.csv`,
      {
        config: { permission: "flows:read" },
        schema: {
          tags,
          summary,
          params: name,
          querystring: z.object({
            spreadsheet: z
              .stringbool()
              .default(false)
              .describe("For spreadsheet programs: marked as UTF-8, formulas disarmed"),
          }),
          response: { 200: z.unknown().describe("text/csv"), 404: ErrorAnswer },
        },
      },
      async (request, reply) => {
        const flow = await flows.named(request.params.name);
        return reply
          .header("content-type", "text/csv; charset=utf-8")
          .header("content-disposition", `attachment; filename="${flow.name}-${what}.csv"`)
          .send(rowsOf(database, flow.name, request.query.spreadsheet));
      },
    );
  }

  http.put(
    "/flows/:name/enabled",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Turn a flow off, so that neither its schedule nor anybody can run it, or on again",
        params: name,
        body: z.strictObject({ enabled: z.boolean() }),
        response: { 200: Enabled, 404: ErrorAnswer },
      },
    },
    async (request) => {
      const { enabled } = request.body;
      const before = await flows.named(request.params.name);
      const flow = await flows.enable(before.name, enabled);
      const action = enabled ? "flow.enable" : "flow.disable";
      if (before.enabled === enabled) audit.nothingChanged(actorOf(request));
      else await audit.recordAlone(actorOf(request), { action, kind: "flow", id: flow.name });
      return {
        name: flow.name,
        enabled: flow.enabled,
        ...(flow.nextRunAt === undefined ? {} : { nextRunAt: flow.nextRunAt.toISOString() }),
      };
    },
  );
}
