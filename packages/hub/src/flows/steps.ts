/**
 * The steps between source and target, for one row: each gets the row's scope and hands on what becomes of it, which
 * may be nothing (filter), the same row with more names (lookup, map, a write's result), or several (each).
 * NOT the writing to the target, which takes many rows at once: that is `run-flow.ts`.
 */
import type { Endpoint, Row, RowResult, Value, WriteRequest } from "../endpoints/index.ts";
import { type Step, tableOf, type WriteStep, writingOf } from "./definition.ts";
import { expression, mapping, type Scope, type Template, template } from "./expressions.ts";
import { conditions } from "./filters.ts";
import { failureOf, RowFailed, rowFailed } from "./row-failure.ts";
import type { WriterPool } from "./writer-pool.ts";

/** A row on its way. */
export interface Travelling {
  readonly source: Row;
  /** Which child, at each `each` that it went through. */
  readonly path: readonly number[];
  /** Results of look-ups, writes and maps by name. */
  readonly names: Scope;
  /** What goes to the target: the source's row until something was mapped. */
  readonly mapped: Row | undefined;
}

/** A row that a step could not do; its siblings go on. */
export interface Stuck {
  readonly row: Travelling;
  readonly step: string;
  readonly error: RowFailed;
}

export interface StepTools {
  endpoint(name: string): Promise<Endpoint>;
  readonly writers: WriterPool;
  send(request: {
    connection: string | undefined;
    method: string;
    path: string;
    body: Value | undefined;
  }): Promise<Value>;
  readonly signal: AbortSignal;
}

type Stage = (
  row: Travelling,
  tools: StepTools,
) => AsyncIterable<Travelling | Stuck> | Promise<Travelling | undefined>;

export type Steps = (row: Travelling, tools: StepTools) => AsyncGenerator<Travelling | Stuck>;

/** Everything that an expression may name: the row's fields, then what was added to it. */
function scopeOf({ source, names, mapped }: Travelling): Scope {
  return { ...source, ...names, ...mapped };
}

/** Makes the steps ready. Throws HubError "flow.malformed" for expressions that cannot be read. */
export function compileSteps(steps: readonly Step[], where = "steps"): Steps {
  const stages = steps.map((step, index) => stageOf(step, `${where}.${index + 1}`));
  async function* from(index: number, row: Travelling, tools: StepTools): AsyncGenerator<Travelling | Stuck> {
    const stage = stages[index];
    if (stage === undefined) {
      yield row;
      return;
    }
    try {
      const made = stage(row, tools);
      if (Symbol.asyncIterator in made) {
        for await (const one of made) {
          if ("error" in one) yield one;
          else yield* from(index + 1, one, tools);
        }
        return;
      }
      const one = await made;
      if (one !== undefined) yield* from(index + 1, one, tools);
    } catch (error) {
      const failed = rowFailed(error);
      if (failed === undefined) throw error;
      yield { row, step: `${where}.${index + 1}`, error: failed };
    }
  }
  return (row, tools) => from(0, row, tools);
}

function stageOf(step: Step, id: string): Stage {
  if ("filter" in step) {
    const holds = expression(step.filter);
    return async (row) => ((await holds(scopeOf(row))) === true ? row : undefined);
  }
  if ("map" in step) {
    const members = Object.entries(step.map).map(([name, value]) => [name, mapping(value)] as const);
    return async (row) => {
      const scope = scopeOf(row);
      const mapped: Record<string, Value> = { ...row.mapped };
      for (const [name, value] of members) mapped[name] = await value(scope);
      return { ...row, mapped };
    };
  }
  if ("lookup" in step) return lookupStage(step.lookup);
  if ("each" in step) return eachStage(expression(step.each.in), step.each.as);
  if ("branch" in step) {
    const holds = expression(step.branch.if);
    const yes = compileSteps(step.branch.then, `${id}.then`);
    const no = compileSteps(step.branch.else ?? [], `${id}.else`);
    return async function* (row, tools) {
      yield* (await holds(scopeOf(row))) === true ? yes(row, tools) : no(row, tools);
    };
  }
  if ("send" in step) return sendStage(step.send);
  return writeStage(step, id);
}

function lookupStage(lookup: Extract<Step, { lookup: unknown }>["lookup"]): Stage {
  const where = conditions(lookup.where);
  const table = tableOf(lookup);
  /** By the filters' text; a run's own, since stages are compiled for each run. */
  const known = new Map<string, Promise<Row | undefined>>();
  return async (row, tools) => {
    const filters = await where(scopeOf(row));
    const key = JSON.stringify(filters);
    let found = known.get(key);
    if (found === undefined || !lookup.cache) {
      found = (async () => {
        const endpoint = await tools.endpoint(lookup.endpoint);
        const rows: Row[] = [];
        for await (const batch of endpoint.read({ table, filters, limit: 2, signal: tools.signal })) {
          rows.push(...batch.rows);
          if (rows.length > 1) break;
        }
        if (rows.length > 1) {
          throw new RowFailed(
            {
              code: "lookup.several",
              words: `${table} has several rows where ${key}.`,
              remedy: "Make the look-up's conditions tell one row from all others.",
              passing: false,
            },
            lookup.on_error,
          );
        }
        return rows[0];
      })();
      // An answer that failed is asked for again by the next row.
      found.catch(() => known.delete(key));
      known.set(key, found);
      if (known.size > mostKnown) known.delete(known.keys().next().value ?? "");
    }
    const result = await found;
    if (result === undefined && lookup.missing === "drop") return undefined;
    if (result === undefined && lookup.missing === "fail") {
      throw new RowFailed(
        {
          code: "lookup.missing",
          words: `${table} has no row where ${key}.`,
          remedy: 'Add it there, or let the look-up go on without: "missing: null".',
          passing: false,
        },
        lookup.on_error,
      );
    }
    return { ...row, names: { ...row.names, [lookup.as]: result ?? null } };
  };
}

/** Memory stays flat however many values there are. */
const mostKnown = 10_000;

function eachStage(list: Template, as: string): Stage {
  return async function* (row) {
    const children = await list(scopeOf(row));
    const items = Array.isArray(children) ? children : children === null ? [] : [children];
    for (const [index, child] of items.entries()) {
      yield { ...row, path: [...row.path, index], names: { ...row.names, [as]: child } };
    }
  };
}

function writeStage(step: WriteStep, id: string): Stage {
  const writing = compileWriting(step, id);
  return async (row, tools) => {
    const writer = await tools.writers.open(id, writing.endpoint, writing.request);
    const [result] = await writer.write([await writing.values(row)]);
    if (result === undefined) throw new Error("A written row has a result");
    const failed = writing.failed(result);
    if (failed !== undefined) throw failed;
    if (writing.as === undefined) return row;
    return { ...row, names: { ...row.names, [writing.as]: said(result) } };
  };
}

/** What a write says that can be used after. */
export function said({ outcome, key, result }: RowResult): Row {
  return { outcome, ...key, ...result };
}

export interface CompiledWriting {
  /** Its place in the flow. */
  readonly id: string;
  readonly endpoint: string;
  readonly request: WriteRequest;
  readonly as: string | undefined;
  values(row: Travelling): Promise<Row>;
  failed(result: RowResult): RowFailed | undefined;
}

/** A write beside the target, in the middle or after it. */
export function compileWriting(step: WriteStep, id: string): CompiledWriting {
  const { verb, writing } = writingOf(step);
  const where = template(writing.where ?? {});
  const set = template(writing.set ?? {});
  const table = tableOf(writing);
  const key = writing.where === undefined ? undefined : Object.keys(writing.where);
  return {
    id,
    endpoint: writing.endpoint,
    as: writing.as,
    request: {
      table,
      operation: verb,
      ...(key === undefined ? {} : { key }),
      ...(writing.switches === undefined ? {} : { switches: writing.switches }),
    },
    async values(row) {
      const scope = scopeOf(row);
      return { ...((await where(scope)) as Row), ...((await set(scope)) as Row) };
    },
    failed({ outcome, error, key: found }) {
      if (error !== undefined) return new RowFailed(failureOf(error), writing.on_error);
      if (outcome !== "missing" || verb !== "update") return undefined;
      const words = `${table} has no row where ${JSON.stringify(found)}.`;
      return new RowFailed({ code: "row.missing", words, passing: false }, writing.on_error);
    },
  };
}

function sendStage(send: Extract<Step, { send: unknown }>["send"]): Stage {
  const path = template(send.path);
  const body = send.body === undefined ? undefined : template(send.body);
  return async (row, tools) => {
    const scope = scopeOf(row);
    const answer = await tools.send({
      connection: send.connection,
      method: send.method,
      path: String(await path(scope)),
      body: body === undefined ? undefined : await body(scope),
    });
    return send.as === undefined ? row : { ...row, names: { ...row.names, [send.as]: answer } };
  };
}
