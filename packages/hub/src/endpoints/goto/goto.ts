/**
 * GoTo as an endpoint: its entities are the tables. Reading and writing are those of `entities/`, with the connection's
 * tokens and budget; here they only get the shape that flows know.
 *
 * What a repeated write comes to, after a crash: an upsert or delete of a registrant finds what the first try did; a
 * create is looked for first (`repeated`), by address for registrants and by title and begin for webinars.
 * NOT for single calls (`send`), and NOT resumable in writing: what GoTo answered stands, so there is nothing to keep.
 */
import type { ConnectedClient } from "../../connections/index.ts";
import {
  entities,
  entityNamed,
  planQuery,
  readCheckpoint,
  readQuery,
  runQuery,
  runWrite,
  type WriteResult,
  type WriteSwitch,
  writeRuleOf,
} from "../../entities/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import type {
  Batch,
  CheckedRow,
  Endpoint,
  Operation,
  Outcome,
  ReadRequest,
  Row,
  RowResult,
  WriteRequest,
} from "../endpoint.ts";
import { failedTest } from "../errors.ts";
import { conditionOf, operationsOf, tableOf } from "./table.ts";

export interface GoToPorts {
  readonly clock: Clock;
  /** A client of the connection; closed by the endpoint. Throws HubError when there is no such connection. */
  readonly connect: () => Promise<ConnectedClient>;
}

export function openGoToEndpoint({ clock, connect }: GoToPorts): Endpoint {
  let opened: Promise<ConnectedClient> | undefined;
  const client = (): Promise<ConnectedClient> => {
    opened ??= connect();
    return opened;
  };

  async function* read(request: ReadRequest): AsyncGenerator<Batch> {
    const entity = entityNamed(request.table);
    if (request.changes !== undefined) throw noChanges(entity.name);
    const query = runQuery({
      client: await client(),
      clock,
      ...(request.after === undefined
        ? { request: queryOf(request) }
        : { checkpoint: readCheckpoint(request.after) }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    for await (const rows of query) {
      // Through JSON, so that what the checkpoint keeps is what a later process reads.
      const position = JSON.parse(JSON.stringify(query.checkpoint())) as Row;
      yield { rows: rows as Row[], unreadable: [], position };
    }
  }

  async function writeAll(
    request: WriteRequest,
    rows: readonly Row[],
    dryRun: boolean,
    again?: ReadonlySet<number>,
  ): Promise<WriteResult[]> {
    const results = new Array<WriteResult>(rows.length);
    const written = runWrite({
      client: await client(),
      clock,
      entity: entityNamed(request.table),
      operation: operationsOf[request.operation],
      rows: rows.map((values, index) => ({
        line: index + 1,
        values,
        repeated: again?.has(index) === true,
      })),
      switches: (request.switches ?? {}) as Partial<Record<WriteSwitch, boolean>>,
      dryRun,
      repeated: request.repeated === true,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    for await (const result of written) results[result.line - 1] = result;
    return results;
  }

  return {
    kind: "goto",

    async test() {
      try {
        const { organizerKey, goto } = await client();
        await goto.identity.me({ priority: "interactive" });
        return { works: true, message: `GoTo answers; signed in as organizer ${organizerKey}.` };
      } catch (error) {
        return failedTest(error);
      }
    },

    tables: async () => entities.map(({ name }) => name),
    describe: async (table) => tableOf(entityNamed(table)),
    read,
    checkRead: (request) => void planQuery(readQuery(queryOf(request), clock.now())),

    async openWriter(request) {
      writeRuleOf(entityNamed(request.table), operationsOf[request.operation]);
      await client();
      return {
        async write(rows, again) {
          const written = await writeAll(request, rows, false, again);
          return written.map((result, index) =>
            rowResult(result, request.operation, request.repeated === true || again?.has(index) === true),
          );
        },
        checkpoint: async () => undefined,
        finish: async () => {},
        abort: async () => {},
      };
    },

    async check(request, rows) {
      return (await writeAll(request, rows, true)).map((result): CheckedRow => {
        const mails = (result.mails ?? []).map((mail) => `GoTo would e-mail ${mail}`);
        return {
          ...rowResult(result, request.operation, false),
          remarks: [...(result.remarks ?? []), ...mails],
        };
      });
    },

    async close() {
      const connected = await opened?.catch(() => undefined);
      await connected?.goto.close();
    },
  };
}

function noChanges(entity: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.no-changes",
    message: `GoTo does not say which rows of ${entity} changed.`,
    meaning: "Nothing was read.",
    remedy: 'Leave out "changed", and bound what is read by from and to.',
  });
}

function queryOf(request: ReadRequest) {
  return {
    entity: request.table,
    where: (request.filters ?? []).flatMap(conditionOf),
    from: request.range?.from,
    to: request.range?.to,
    fields: request.fields,
    limit: request.limit,
  };
}

const outcomes: Readonly<Record<Exclude<WriteResult["outcome"], "failed">, Outcome>> = {
  created: "inserted",
  updated: "updated",
  deleted: "deleted",
  exists: "unchanged",
  unchanged: "unchanged",
};

/** What a registration form finds wrong with a row, each by itself. */
function problemsOf(details: unknown): { problems?: readonly string[] } {
  const { problems } = (details ?? {}) as { readonly problems?: unknown };
  if (!Array.isArray(problems)) return {};
  return { problems: problems.filter((one) => typeof one === "string") };
}

/** Codes that say of a repeated row that the first try had done it. */
const doneBefore: Readonly<Partial<Record<Operation, ReadonlySet<string>>>> = {
  insert: new Set(["registrant.exists", "member.exists", "webhook.exists"]),
  delete: new Set(["registrant.unknown", "webinar.unknown", "member.unknown", "webhook.unknown"]),
};

/** `repeated`: an earlier try may have written it. */
function rowResult(written: WriteResult, operation: Operation, repeated: boolean): RowResult {
  const { outcome, key = {}, error, uncertain } = written;
  const result = { ...written.result, ...key } as Row;
  if (outcome !== "failed" || error === undefined) {
    return { outcome: outcome === "failed" ? "failed" : outcomes[outcome], key, result };
  }
  if (doneBefore[operation]?.has(error.code) === true) {
    const byUs = repeated || uncertain === true;
    if (operation === "delete") return { outcome: byUs ? "deleted" : "missing", key };
    if (byUs) return { outcome: "unchanged", key, result: (error.details ?? {}) as Row };
  }
  return {
    outcome: "failed",
    key,
    error: {
      code: error.code,
      words: error.message,
      ...problemsOf(error.details),
      remedy: error.remedy,
      passing: /^(goto\.(network|timeout|unavailable|rate|server)|budget|network)/.test(error.code),
      // Changing or removing twice comes to the same.
      ...(uncertain === true && (operation === "insert" || operation === "upsert")
        ? { doubt: "looked-for" }
        : {}),
    },
  };
}
