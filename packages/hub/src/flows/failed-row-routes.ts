/** Routes of failed rows: those that wait, what went wrong with them, and mending them. Sending them again is a run (`routes.ts`). */
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import type { Row } from "../endpoints/index.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { FailedRowKind, failedRowKinds } from "./failed-row-kinds.ts";
import type { FailedRow } from "./failed-row-store.ts";
import type { Flows } from "./flows.ts";
import { RowFailure } from "./row-failure.ts";

const tags = ["flows"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer };
const name = z.object({ name: z.string() });
const rowId = z.object({ id: z.string().regex(/^\d{1,18}$/) });

const inRun = z.uuid().optional().describe("Only those that failed in that run last");

const FailedRowAnswer = z.object({
  id: z.string(),
  flow: z.string(),
  run: z.string().optional(),
  place: z.string(),
  step: z.string(),
  source: z.record(z.string(), z.unknown()),
  mapped: z.record(z.string(), z.unknown()).optional(),
  failure: RowFailure,
  begun: z
    .array(z.string())
    .describe(
      "The places of the flow that have written it, or may have; sent again, it is looked for there first",
    ),
  edited: z
    .boolean()
    .describe("It was edited after that: what was written then may not be found by what the row says now"),
  tries: z.number().int(),
  state: z.enum(["kept", "done", "dropped"]),
  triedAt: z.string(),
});

export interface FailedRowRouteDeps {
  readonly database: Database;
  readonly flows: Flows;
  readonly audit: Audit;
}

export function registerFailedRowRoutes(http: Http, { database, flows, audit }: FailedRowRouteDeps): void {
  http.get(
    "/flows/:name/failed-rows",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "Rows that failed and wait, oldest first",
        params: name,
        querystring: z.object({
          after: rowId.shape.id.optional(),
          run: inRun,
          code: z.string().max(200).optional().describe("Only those that failed with that code"),
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
        }),
        response: { 200: z.object({ rows: z.array(FailedRowAnswer) }), ...errors },
      },
    },
    async (request) => {
      await flows.named(request.params.name);
      const { after, run, code, limit } = request.query;
      const rows = await flows.runs.failedRows(request.params.name, {
        limit,
        ...(after === undefined ? {} : { after }),
        ...(run === undefined ? {} : { run }),
        ...(code === undefined ? {} : { code }),
      });
      return { rows: rows.map(failedRowAnswer) };
    },
  );
  http.get(
    "/flows/:name/failed-row-kinds",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "What went wrong with the failed rows that wait, by step and code, the most frequent first",
        params: name,
        querystring: z.object({ run: inRun }),
        response: { 200: z.object({ kinds: z.array(FailedRowKind) }), ...errors },
      },
    },
    async (request) => {
      await flows.named(request.params.name);
      return { kinds: await failedRowKinds(database, request.params.name, request.query.run) };
    },
  );
  http.get(
    "/failed-rows/:id",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "One failed row, also when it is through or given up",
        params: rowId,
        response: { 200: FailedRowAnswer, ...errors },
      },
    },
    async (request) => failedRowAnswer(await failedRow(request.params.id)),
  );
  http.patch(
    "/failed-rows/:id",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Mend a failed row's source data, or give it up",
        params: rowId,
        body: z.strictObject({
          source: z.record(z.string(), z.unknown()).optional(),
          state: z.enum(["kept", "dropped"]).optional(),
        }),
        response: { 200: FailedRowAnswer, ...errors },
      },
    },
    async (request) => {
      const { source, state } = request.body;
      await failedRow(request.params.id);
      const who = actorOf(request);
      // Which fields, and not what stood in them: the log only grows, and people's data must be erasable.
      const after = { state, fields: source && Object.keys(source) };
      await audit.recordAlone(who, {
        action: "failed-row.edit",
        kind: "failed-row",
        id: request.params.id,
        after,
      });
      await flows.runs.changeFailedRow(request.params.id, {
        ...(source === undefined ? {} : { source: source as Row }),
        ...(state === undefined ? {} : { state }),
      });
      return failedRowAnswer(await failedRow(request.params.id));
    },
  );

  async function failedRow(rowId: string): Promise<FailedRow> {
    const row = await flows.runs.failedRow(rowId);
    if (row !== undefined) return row;
    throw new HubError({
      kind: "unknown",
      code: "failed-row.unknown",
      message: `There is no failed row ${rowId}.`,
      meaning: "Nothing was changed.",
      remedy: "See the failed rows of a flow with: rostrum flow failed FLOW",
    });
  }
}

function failedRowAnswer(row: FailedRow): z.infer<typeof FailedRowAnswer> {
  const {
    id: number,
    flow,
    runId,
    place,
    step,
    source,
    mapped,
    failure,
    begun,
    edited,
    tries,
    state,
    triedAt,
  } = row;
  return {
    id: number,
    flow,
    place,
    step,
    source: { ...source },
    failure,
    begun: [...begun],
    edited,
    tries,
    state,
    triedAt: triedAt.toISOString(),
    ...(runId === undefined ? {} : { run: runId }),
    ...(mapped === undefined ? {} : { mapped: { ...mapped } }),
  };
}
