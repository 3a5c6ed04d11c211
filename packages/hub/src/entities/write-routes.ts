/**
 * The routes that write: rows in, results out, both as streams. One address per entity and operation, derived from the
 * registry.
 */
import { Readable } from "node:stream";
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import { type Connections, translateGoToError } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { ErrorAnswer, toHubError } from "../platform/http/errors.ts";
import { type Run, type Runs, runHeader } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import {
  type EntityDefinition,
  type WriteOperation,
  type WriteRule,
  type WriteSwitch,
  writeOperations,
  writeSwitches,
} from "./registry/entity.ts";
import { entities, entityNamed, writeRuleOf } from "./registry/registry.ts";
import { readerLeft } from "./stream-rows.ts";
import { type InputRow, readCsv, readJson, readNdjson } from "./write/read-rows.ts";
import { changes, outcomes, WriteResult } from "./write/result.ts";
import { runWrite } from "./write/run-write.ts";
import { checkNames } from "./write/values.ts";
import { createWrittenLog } from "./write/written-log.ts";

export interface WriteRouteDeps {
  readonly audit: Audit;
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
/** JSON bodies are read whole; more rows than fit come as csv or ndjson, which have no limit. */
const largestJson = 32 * 1024 * 1024;

export function registerWriteRoutes(http: Http, deps: WriteRouteDeps): void {
  void http.register(async (scope: Http) => {
    // Keys sent as JSON numbers must not go through the usual reader, which would round them.
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "buffer", bodyLimit: largestJson },
      (_request, body, done) => {
        done(null, body);
      },
    );
    for (const entity of entities) {
      for (const operation of writeOperations)
        if (entity.writes[operation]) registerWrite(scope, entity, operation, deps);
    }
    scope.post(
      "/entities/:name/:operation",
      {
        config: { permission: "entities:read" },
        schema: { hide: true, params: z.object({ name: z.string(), operation: z.string() }) },
      },
      async (request, reply) => {
        const entity = entityNamed(request.params.name);
        const operation = writeOperations.find((known) => known === request.params.operation);
        if (operation !== undefined) writeRuleOf(entity, operation);
        reply.callNotFound();
      },
    );
  });
}

function registerWrite(
  http: Http,
  entity: EntityDefinition,
  operation: WriteOperation,
  deps: WriteRouteDeps,
): void {
  const rule = writeRuleOf(entity, operation);
  const switches = Object.fromEntries(
    rule.switches.map((name) => [name, z.stringbool().default(false).describe(writeSwitches[name])]),
  );
  http.post(
    `/entities/${entity.name}/${operation}`,
    {
      config: { permission: "entities:write", streamedBody: streamedBody(rule) },
      schema: {
        tags,
        summary: `${operation} ${entity.name}: ${rule.how}`,
        description: `Rows as text/csv, application/x-ndjson or application/json. Fields: ${rule.fields.join(", ")}. Answers one result per row, as ndjson.`,
        querystring: z.object({
          ...switches,
          dryRun: z.stringbool().default(false).describe("Read and check everything, send nothing"),
          connection: z
            .string()
            .optional()
            .describe("Alias of the connection; needed when there are several"),
        }),
        response: {
          200: {
            description: "One result for each row; the schema is that of each line",
            content: { "application/x-ndjson": { schema: WriteResult } },
          },
          ...errors,
        },
      },
    },
    async (request, reply) => {
      const { dryRun, connection } = request.query as { dryRun: boolean; connection?: string };
      const run = deps.runs.begin(singleHeader(request.headers[runHeader]));
      const rows = readBody(request.body, request.headers["content-type"] ?? "", (names) =>
        checkNames(names, entity, rule),
      );
      const count = { calls: 0, retried: 0 };
      const client = await deps.connections.clientFor(connection, {
        onCall({ retry }) {
          count.calls++;
          if (retry > 0) count.retried++;
        },
      });
      const leave = new AbortController();
      reply.raw.once("close", () => leave.abort(new DOMException("The reader has left.", "AbortError")));
      const written = dryRun
        ? undefined
        : createWrittenLog(entity, operation, client.alias, (entry) =>
            deps.audit.recordAlone(actorOf(request), entry),
          );
      const results = runWrite({
        client,
        clock: deps.clock,
        entity,
        operation,
        rows: written?.watch(rows) ?? rows,
        switches: request.query as Partial<Record<WriteSwitch, boolean>>,
        dryRun,
        signal: leave.signal,
      });
      const lines = linesOf(results, {
        run,
        label: entity.name,
        dryRun,
        alias: client.alias,
        count,
        leave,
        onResult: async (result) => written?.add(result),
        async close() {
          await client.goto.close();
          if (written === undefined) deps.audit.nothingChanged(actorOf(request));
          await written?.end();
        },
      });
      // What is wrong with all rows is an ordinary error answer.
      const first = await lines.next();
      const body = Readable.from(
        (async function* () {
          if (!first.done) yield first.value;
          yield* lines;
        })(),
        { objectMode: false },
      );
      leave.signal.addEventListener("abort", () => void lines.return(undefined), { once: true });
      return reply.type("application/x-ndjson; charset=utf-8").send(body as never);
    },
  );
}

/** What rows may be, for the description; they are checked one by one while they are read. */
function streamedBody({ fields }: WriteRule) {
  const row = { type: "object", properties: Object.fromEntries(fields.map((name) => [name, {}])) };
  return {
    "application/x-ndjson": { ...row, description: "One such object on each line" },
    "application/json": { oneOf: [row, { type: "array", items: row }] },
    "text/csv": { type: "string", description: "A header with names of fields, then a line for each row" },
  };
}

function readBody(
  body: unknown,
  contentType: string,
  check: (names: readonly string[]) => void,
): AsyncIterable<InputRow> | Iterable<InputRow> {
  if (Buffer.isBuffer(body)) return readJson(body);
  if (body instanceof Readable)
    return contentType.startsWith("text/csv") ? readCsv(body, check) : readNdjson(body);
  throw new HubError({
    kind: "usage",
    code: "rows.missing",
    message: "The request carries no rows.",
    meaning: "Nothing was sent.",
    remedy: "Send them as text/csv, application/x-ndjson or application/json.",
  });
}

interface Reported {
  readonly run: Run;
  readonly label: string;
  readonly dryRun: boolean;
  /** Of the connection. */
  readonly alias: string;
  /** Goes up while rows are written. */
  readonly count: { readonly calls: number; readonly retried: number };
  readonly leave: AbortController;
  /** Called before the result is told. */
  readonly onResult: (result: WriteResult) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function* linesOf(
  results: AsyncGenerator<WriteResult, undefined>,
  { run, label, dryRun, alias, count, leave, onResult, close }: Reported,
): AsyncGenerator<string, undefined> {
  const counts = new Map<string, number>();
  let rows = 0;
  let isOver = false;
  try {
    for await (const result of results) {
      rows++;
      await onResult(result);
      counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1);
      run.report({ lines: [{ label, rows }], failedRows: counts.get("failed") ?? 0, ...count });
      yield `${JSON.stringify(result)}\n`;
    }
    run.done({ summary: summaryOf(rows, counts, dryRun) });
    isOver = true;
  } catch (thrown) {
    const error = translateGoToError(thrown, alias) ?? thrown;
    if (!leave.signal.aborted) {
      run.fail(toHubError(error, []));
      isOver = true;
    }
    throw error;
  } finally {
    if (!isOver) run.fail(readerLeft());
    await close();
  }
}

/** "41 rows   38 created   3 failed"; of a dry run "41 rows   38 would be created   3 failed; nothing was sent". */
function summaryOf(rows: number, counts: ReadonlyMap<string, number>, dryRun: boolean): string {
  const figures = outcomes
    .filter((outcome) => counts.has(outcome))
    .map((outcome) => {
      const would = dryRun && changes.has(outcome) ? "would be " : "";
      return `${counts.get(outcome)?.toLocaleString("en")} ${would}${outcome}`;
    });
  const all = [`${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"}`, ...figures].join("   ");
  return dryRun ? `${all}; nothing was sent` : all;
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}
