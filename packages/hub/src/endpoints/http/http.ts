/** Any HTTP/JSON API as an endpoint, by what options.ts says of it. NOT for GoTo's own APIs. */
import { HubError } from "../../platform/errors.ts";
import type { Endpoint, FieldType, Operation, Row, Table, TableField, TestResult } from "../endpoint.ts";
import { failedTest, noKey, notReplaceable, unknownTable, unsupportedOperation } from "../errors.ts";
import { notice } from "../files/writer.ts";
import { createHttpClient, type HttpPorts } from "./client.ts";
import type { HttpOptions, HttpTable } from "./options.ts";
import { notReadable, readApi } from "./read.ts";
import { firstRows } from "./sample.ts";
import { createHttpWriter } from "./writer.ts";

export function openHttpEndpoint(
  options: HttpOptions,
  secret: string | undefined,
  ports: HttpPorts,
): Endpoint {
  const client = createHttpClient(options, secret ?? "", ports);
  const names = Object.keys(options.tables).toSorted();

  function settingsOf(name: string): HttpTable {
    const settings = Object.hasOwn(options.tables, name) ? options.tables[name] : undefined;
    if (settings === undefined) throw unknownTable(name, names);
    return settings;
  }

  /** The rows of the first page, to see what a table looks like. */
  const sample = async ({ read }: HttpTable, signal?: AbortSignal): Promise<readonly Row[]> =>
    read === undefined ? [] : (await firstRows(client, read, signal)).rows;

  async function describe(name: string): Promise<Table> {
    const settings = settingsOf(name);
    const fields = settings.fields.length > 0 ? declared(settings) : guessed(await sample(settings));
    const key = fields.filter((field) => field.key).map((field) => field.name);
    return {
      name,
      fields,
      keys: key.length > 0 ? [key] : [],
      operations: operationsOf(settings),
      replaceable: false,
      changedBy: settings.read?.changes === undefined ? [] : [settings.read.changes.field],
      resumable: settings.read !== undefined,
    };
  }

  return {
    kind: "http",

    async test(signal): Promise<TestResult> {
      try {
        const [name] = names.filter((table) => options.tables[table]?.read !== undefined);
        if (name === undefined) {
          await client.send({ method: "GET", url: client.base, repeatable: true, signal });
          return {
            works: true,
            message: `${client.base.host} answers; no table of it is set up for reading.`,
          };
        }
        const rows = await sample(settingsOf(name), signal);
        const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
        return {
          works: true,
          message: `${client.base.host} answers; the first page of ${name} has ${count}.`,
        };
      } catch (error) {
        return failedTest(
          error instanceof Error && !(error instanceof HubError) ? noAnswer(client.base, error) : error,
        );
      }
    },

    tables: () => Promise.resolve(names),
    describe,

    async *read(request) {
      const { read } = settingsOf(request.table);
      if (read === undefined) throw notReadable(request.table);
      yield* readApi(client, read, await describe(request.table), request);
    },

    async openWriter(request) {
      const settings = settingsOf(request.table);
      const table = await describe(request.table);
      if (!table.operations.includes(request.operation)) throw unsupportedOperation(table, request.operation);
      if (request.existing === "replace") throw notReplaceable(table);
      const key = request.key ?? table.keys[0] ?? [];
      if (request.operation !== "insert" && key.length === 0)
        throw noKey(table, request.operation, request.key);
      return createHttpWriter({
        client,
        options,
        table,
        settings,
        operation: request.operation,
        key,
        signal: request.signal,
      });
    },

    close: () => client.close(),
  };
}

/** An upsert can be put together where a row can be looked up. */
function operationsOf({ insert, update, upsert, delete: remove, item }: HttpTable): readonly Operation[] {
  const operations: Operation[] = [];
  if (insert !== undefined) operations.push("insert");
  if (update !== undefined) operations.push("update");
  if (upsert !== undefined || (insert !== undefined && update !== undefined && item !== undefined))
    operations.push("upsert");
  if (remove !== undefined) operations.push("delete");
  return operations;
}

function declared({ fields }: HttpTable): readonly TableField[] {
  return fields.map(({ name, type, required, key }) => ({
    name,
    type,
    required: required || key,
    key,
    nullable: !(required || key),
    writable: true,
  }));
}

function guessed(rows: readonly Row[]): readonly TableField[] {
  const seen = new Map<string, FieldType | undefined>();
  for (const row of rows) notice(seen, row);
  return [...seen].map(([name, type]) => ({
    name,
    // More may be in rows further on than a page shows: what is no text so far is taken as it comes.
    type: type === "text" ? "text" : "json",
    required: false,
    key: false,
    nullable: true,
    writable: true,
  }));
}

function noAnswer(base: URL, cause: Error): HubError {
  return new HubError({
    kind: "unavailable",
    code: "endpoint.unreachable",
    message: cause.message,
    meaning: `${base.host} is there, but does not answer in time or to the end.`,
    remedy: "Try later, or raise the time limit at the endpoint's settings.",
    cause,
  });
}
