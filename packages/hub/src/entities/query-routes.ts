/** The routes that read: what there is, a plan, rows. One address per entity, derived from the registry. */
import { z } from "zod";
import type { Connections } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { ErrorAnswer, toHubError } from "../platform/http/errors.ts";
import { type Runs, runHeader } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import { describe, EntityDescription, EntitySummary, summarize } from "./describe.ts";
import { createEncoder, formats } from "./formats/format.ts";
import { explain } from "./query/explain.ts";
import type { Column, Plan } from "./query/plan.ts";
import { planQuery, rangeEntity } from "./query/planner.ts";
import { runQuery } from "./query/query.ts";
import { type QueryRequest, readQuery } from "./query/request.ts";
import type { EntityDefinition } from "./registry/entity.ts";
import { entities, entityNamed, rowSchema } from "./registry/registry.ts";
import { streamRows } from "./stream-rows.ts";

export interface QueryRouteDeps {
  readonly connections: Connections;
  readonly runs: Runs;
  readonly clock: Clock;
}

const tags = ["entities"];
const errors = {
  400: ErrorAnswer,
  404: ErrorAnswer,
  422: ErrorAnswer,
  424: ErrorAnswer,
  502: ErrorAnswer,
  503: ErrorAnswer,
};
/** Up to so many rows somebody is likely to be waiting, and their calls go before those of bulk work. */
const interactiveRows = 1_000;

const Asked = z.object({
  where: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(
      'A condition: FIELD OPERATOR VALUE, as in status=APPROVED or subject~"heat pump"; may be repeated',
    ),
  from: z
    .string()
    .optional()
    .describe("Included: a date, a time with its zone, now, today, or relative as -30d"),
  to: z.string().optional().describe("Excluded; a date includes its day"),
  fields: z.string().optional().describe("Columns, separated by commas; also of the entities above"),
  limit: z.coerce
    .number({ error: "must be a whole number from 1" })
    .int({ error: "must be a whole number from 1" })
    .optional()
    .describe("Most rows"),
});
type Asked = z.infer<typeof Asked>;

const Delivery = Asked.extend({
  format: z.enum(formats).default("ndjson"),
  spreadsheet: z
    .stringbool()
    .default(false)
    .describe(
      "csv for spreadsheet programs: marked as UTF-8, formulas disarmed, keys kept from being rounded",
    ),
  connection: z.string().optional().describe("Alias of the connection; needed when there are several"),
  run: z.string().optional().describe(`As the header ${runHeader}, for links, which cannot send one`),
});

export function registerQueryRoutes(http: Http, deps: QueryRouteDeps): void {
  http.get(
    "/entities",
    {
      config: { permission: "entities:read" },
      schema: {
        tags,
        summary: "What can be read and written",
        response: { 200: z.object({ entities: z.array(EntitySummary) }) },
      },
    },
    async () => ({ entities: entities.map(summarize) }),
  );
  http.get(
    "/entities/:name",
    {
      config: { permission: "entities:read" },
      schema: {
        tags,
        summary: "The fields of an entity, what they cost, and how it is written",
        params: z.object({ name: z.string() }),
        response: { 200: EntityDescription, 404: ErrorAnswer },
      },
    },
    async (request) => {
      const entity = entityNamed(request.params.name);
      return describe(entity, rangeEntity(entity)?.range?.meaning);
    },
  );
  for (const entity of entities) registerRows(http, entity, deps);
  // For the answer with the nearest right name.
  http.get(
    "/entities/:name/:what",
    {
      config: { permission: "entities:read" },
      schema: { hide: true, params: z.object({ name: z.string(), what: z.string() }) },
    },
    async (request, reply) => {
      entityNamed(request.params.name);
      reply.callNotFound();
    },
  );
}

function registerRows(
  http: Http,
  entity: EntityDefinition,
  { connections, runs, clock }: QueryRouteDeps,
): void {
  http.get(
    `/entities/${entity.name}/plan`,
    {
      config: { permission: "entities:read" },
      schema: {
        tags,
        summary: `Which calls a query of ${entity.name} makes; nothing is called`,
        querystring: Asked,
        response: { 200: z.object({ plan: z.array(z.string()), columns: z.array(z.string()) }), ...errors },
      },
    },
    async (request) => {
      const plan = planQuery(readQuery(requestOf(entity, request.query), clock.now()));
      return { plan: [...explain(plan)], columns: plan.columns.map(({ name }) => name) };
    },
  );
  http.get(
    `/entities/${entity.name}/rows`,
    {
      config: { permission: "entities:read" },
      schema: {
        tags,
        summary: `Rows of ${entity.name}, read from GoTo while they are sent`,
        description: `${entity.description} A connection that breaks off means that the rows are not all; with the header ${runHeader} the run says why.`,
        querystring: Delivery,
        response: { 200: rowsOf(entity), ...errors },
      },
    },
    async (request, reply) => {
      const asked = request.query;
      const { format, spreadsheet, limit } = asked;
      const queryRequest = requestOf(entity, asked);
      // Mistakes are told before a connection is looked for.
      readQuery(queryRequest, clock.now());
      const leave = new AbortController();
      const run = runs.begin(headerOf(request.headers[runHeader]) ?? asked.run, (why) => leave.abort(why));
      let retried = 0;
      const onCall = ({ retry }: { readonly retry: number }) => {
        if (retry > 0) retried++;
      };
      const client = await connections.clientFor(asked.connection, { onCall }).catch((error: unknown) => {
        run.fail(toHubError(error, []));
        throw error;
      });
      reply.raw.once("close", () => leave.abort(new DOMException("The reader has left.", "AbortError")));
      const query = runQuery({
        client,
        clock,
        request: queryRequest,
        signal: leave.signal,
        priority: limit !== undefined && limit <= interactiveRows ? "interactive" : "bulk",
      });
      const shown =
        format === "table" && asked.fields === undefined ? briefOf(entity, query.plan) : query.plan.columns;
      const columns = shown.map(({ name, on }) => ({ name, type: on.field.type }));
      const encoder = createEncoder(format, columns, { spreadsheet, title: entity.name });
      const body = await streamRows({
        query,
        encoder,
        client,
        run,
        leave,
        retried: () => retried,
        monotonic: () => clock.monotonic(),
        close: () => client.goto.close(),
      });
      const file = `${entity.name}-${new Date(clock.now()).toISOString().slice(0, 10)}.${encoder.extension}`;
      return reply
        .type(encoder.contentType)
        .header("content-disposition", `inline; filename="${file}"`)
        .send(body as never);
    },
  );
}

/** The answer in each format, for the description. */
function rowsOf(entity: EntityDefinition) {
  const row = rowSchema(entity);
  return {
    description: "The rows; of application/x-ndjson the schema is that of each line",
    content: {
      "application/x-ndjson": { schema: row },
      "application/json": { schema: z.array(row) },
      "text/csv": { schema: z.string().describe("A header and a line for each row, RFC 4180") },
      "text/plain": { schema: z.string().describe("A table for people") },
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        schema: z.string().describe("A workbook (.xlsx) of one sheet; times are in UTC, keys are text"),
      },
      "application/vnd.apache.parquet": { schema: z.string().describe("A Parquet file") },
    },
  };
}

/** The columns of a table for people when none are chosen. */
function briefOf(entity: EntityDefinition, { columns }: Plan): readonly Column[] {
  return entity.brief.flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

function requestOf(entity: EntityDefinition, { where, from, to, fields, limit }: Asked): QueryRequest {
  return {
    entity: entity.name,
    where: typeof where === "string" ? [where] : where,
    from,
    to,
    fields: fields?.split(","),
    limit,
  };
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}
