/** A database as an endpoint: the parts that are the same for PostgreSQL and MySQL. NOT a database of the hub's own. */
import type { Endpoint, TestResult, WriteRequest, Writer } from "../endpoint.ts";
import {
  checkFields,
  failedTest,
  noKey,
  notReplaceable,
  unknownTable,
  unsupportedOperation,
} from "../errors.ts";
import type { Dialect, Session, Sessions, SqlTable } from "./dialect.ts";
import { readTable } from "./read.ts";

/** What a database's own writer gets, checked: the table is there, does the operation, and has the key. */
export interface WriterPlan<S extends Session> {
  readonly sessions: Sessions<S>;
  readonly table: SqlTable;
  readonly operation: WriteRequest["operation"];
  /** The fields that tell rows apart; none where rows are inserted into a table without a key. */
  readonly key: readonly string[];
  readonly returning: readonly string[];
  readonly signal: AbortSignal | undefined;
}

export function createSqlEndpoint<S extends Session>(
  dialect: Dialect,
  sessions: Sessions<S>,
  createWriter: (plan: WriterPlan<S>) => Writer,
): Endpoint {
  async function inWords<T>(work: (session: S) => Promise<T>): Promise<T> {
    try {
      return await sessions.use(work);
    } catch (error) {
      throw dialect.explain(error) ?? error;
    }
  }

  async function describe(name: string): Promise<SqlTable> {
    const table = await inWords((session) => dialect.describe(session, name));
    if (table !== undefined) return table;
    throw unknownTable(name, await inWords((session) => dialect.tables(session)));
  }

  return {
    kind: dialect.kind,

    async test(signal?: AbortSignal): Promise<TestResult> {
      try {
        signal?.throwIfAborted();
        const [greeting, tables] = await inWords(async (session) => [
          await dialect.greeting(session),
          await dialect.tables(session),
        ]);
        const count = tables.length === 1 ? "1 table" : `${tables.length} tables`;
        return { works: true, message: `${greeting}; ${count} can be read.` };
      } catch (error) {
        return failedTest(error);
      }
    },

    tables: () => inWords((session) => dialect.tables(session)),
    describe,

    async *read(request) {
      yield* readTable(dialect, sessions, await describe(request.table), request);
    },

    async openWriter(request) {
      const table = await describe(request.table);
      if (!table.operations.includes(request.operation)) {
        if (request.operation === "upsert" && table.keys.length === 0) {
          throw noKey(table, request.operation, request.key);
        }
        throw unsupportedOperation(table, request.operation);
      }
      if (request.existing === "replace") throw notReplaceable(table);
      checkFields(table, [...(request.key ?? []), ...(request.returning ?? [])]);
      const key = request.key ?? table.keys[0];
      const isKey = key !== undefined && table.keys.some((fields) => sameSet(fields, key));
      if (request.operation === "upsert" && !isKey) throw noKey(table, request.operation, request.key);
      if (request.operation !== "insert" && key === undefined) {
        throw noKey(table, request.operation, request.key);
      }
      return createWriter({
        sessions,
        table,
        operation: request.operation,
        key: key ?? [],
        returning: request.returning ?? [],
        signal: request.signal,
      });
    },

    close: () => sessions.close(),
  };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((field) => b.includes(field));
}
