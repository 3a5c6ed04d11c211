/**
 * The steps between source and target, for one row: each gets the row's scope and hands on what becomes of it, which
 * may be nothing (filter), the same row with more names (lookup, map, a write's result), or several (each, fetch).
 * What asks another table is in `asking-steps.ts`. NOT the writing to the target, which takes many rows at once: that is
 * `passage.ts`.
 */
import type { Row, RowResult, Value, WriteRequest } from "../endpoints/index.ts";
import { fetchStage, lookupStage } from "./asking-steps.ts";
import { type Step, tableOf, type WriteStep, writingOf } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { expression, mapping, type Template, template } from "./expressions.ts";
import { failureOf, RowFailed, type RowFailure, rowFailed } from "./row-failure.ts";
import {
  againAt,
  begunAt,
  named,
  type Stage,
  type StepTools,
  type Stuck,
  scopeOf,
  type Travelling,
} from "./travelling.ts";

export type { StepTools, Stuck, Travelling } from "./travelling.ts";

/** What a step says of rows that fail at it. */
interface Failing {
  readonly as?: string | undefined;
  readonly on_error?: "keep" | "ignore" | "stop" | "continue" | undefined;
  readonly message?: Template | undefined;
}

export type Steps = (row: Travelling, tools: StepTools) => AsyncGenerator<Travelling | Stuck>;

/** Makes the steps ready. Throws HubError "flow.malformed" for expressions that cannot be read. */
export function compileSteps(
  steps: readonly Step[],
  expressions: ExpressionTools | undefined,
  where = "steps",
): Steps {
  const stages = steps.map((step, index) => ({
    id: `${where}.${index + 1}`,
    stage: stageOf(step, `${where}.${index + 1}`, expressions),
    failing: failingOf(step, expressions),
  }));
  async function* from(index: number, row: Travelling, tools: StepTools): AsyncGenerator<Travelling | Stuck> {
    const step = stages[index];
    if (step === undefined) {
      yield row;
      return;
    }
    let next: Travelling | undefined;
    try {
      const made = step.stage(row, tools);
      if (Symbol.asyncIterator in made) {
        for await (const one of made) {
          if ("error" in one) yield one;
          else yield* from(index + 1, one, tools);
        }
        return;
      }
      next = await made;
    } catch (error) {
      const failed = rowFailed(error);
      if (failed === undefined) throw error;
      const worded = await inOwnWords(failed, row, step.failing);
      const after = worded.failure.doubt === undefined ? row : begunAt(row, step.id);
      if (step.failing.on_error !== "continue") {
        yield { row: after, step: step.id, error: worded };
        return;
      }
      tools.continued?.(worded.failure.code);
      const { as } = step.failing;
      next = as === undefined ? after : named(after, as, { error: { ...worded.failure } as Row });
    }
    if (next !== undefined) yield* from(index + 1, next, tools);
  }
  return (row, tools) => from(0, row, tools);
}

function failingOf(step: Step, expressions: ExpressionTools | undefined): Failing {
  if ("filter" in step || "map" in step || "each" in step || "branch" in step) return {};
  if ("fail" in step) return { on_error: step.fail.on_error };
  const { message, ...said } = insideOf(step);
  return { ...said, message: message === undefined ? undefined : template(message, expressions) };
}

function insideOf(
  step: Exclude<
    Step,
    { filter: unknown } | { map: unknown } | { each: unknown } | { branch: unknown } | { fail: unknown }
  >,
) {
  if ("lookup" in step) return step.lookup;
  if ("fetch" in step) return step.fetch;
  if ("send" in step) return step.send;
  return writingOf(step).writing;
}

/** The failure with the step's rule, and its words where it has any; those of the system stay beside. */
async function inOwnWords(
  failed: RowFailed,
  row: Travelling,
  { on_error, message }: Failing,
): Promise<RowFailed> {
  const rule = failed.rule ?? (on_error === "continue" ? undefined : on_error);
  if (message === undefined) return new RowFailed(failed.failure, rule);
  const { words } = failed.failure;
  const own = await message({ ...scopeOf(row), error: failed.failure }).catch(() => null);
  const text = own === null || own === "" ? words : typeof own === "string" ? own : JSON.stringify(own);
  return new RowFailed({ ...failed.failure, words: text, ...(text === words ? {} : { said: words }) }, rule);
}

function stageOf(step: Step, id: string, expressions: ExpressionTools | undefined): Stage {
  if ("filter" in step) {
    const holds = expression(step.filter, expressions);
    return async (row) => ((await holds(scopeOf(row))) === true ? row : undefined);
  }
  if ("map" in step) {
    const members = Object.entries(step.map).map(
      ([name, value]) => [name, mapping(value, expressions)] as const,
    );
    return async (row) => {
      const scope = scopeOf(row);
      const mapped: Record<string, Value> = { ...row.mapped };
      for (const [name, value] of members) mapped[name] = await value(scope);
      return { ...row, mapped };
    };
  }
  if ("lookup" in step) return lookupStage(step.lookup, expressions);
  if ("fetch" in step) return fetchStage(step.fetch, expressions);
  if ("each" in step) return eachStage(expression(step.each.in, expressions), step.each.as);
  if ("branch" in step) {
    const holds = expression(step.branch.if, expressions);
    const yes = compileSteps(step.branch.then, expressions, `${id}.then`);
    const no = compileSteps(step.branch.else ?? [], expressions, `${id}.else`);
    return async function* (row, tools) {
      yield* (await holds(scopeOf(row))) === true ? yes(row, tools) : no(row, tools);
    };
  }
  if ("send" in step) return sendStage(step.send, expressions);
  if ("fail" in step) return failStage(step.fail, expressions);
  return writeStage(step, id, expressions);
}

function eachStage(list: Template, as: string): Stage {
  return async function* (row) {
    const children = await list(scopeOf(row));
    const items = Array.isArray(children) ? children : children === null ? [] : [children];
    for (const [index, child] of items.entries()) {
      yield { ...named(row, as, child), path: [...row.path, index] };
    }
  };
}

function failStage(fail: Extract<Step, { fail: unknown }>["fail"], expressions?: ExpressionTools): Stage {
  const holds = fail.if === undefined ? undefined : expression(fail.if, expressions);
  const words = template(fail.message, expressions);
  return async (row) => {
    const scope = scopeOf(row);
    if (holds !== undefined && (await holds(scope)) !== true) return row;
    throw new RowFailed({ code: fail.code, words: String(await words(scope)), passing: false });
  };
}

function writeStage(step: WriteStep, id: string, expressions: ExpressionTools | undefined): Stage {
  const writing = compileWriting(step, id, expressions);
  return async (row, tools) => {
    const writer = await tools.writers.open(id, writing.endpoint, writing.request);
    const again = againAt(id, 1, () => row.begun);
    const [result] = await writer.write([await writing.values(row)], again);
    if (result === undefined) throw new Error("A written row has a result");
    const failure = writing.failure(result);
    if (failure !== undefined) throw new RowFailed(failure);
    const written = begunAt(row, id);
    return writing.as === undefined ? written : named(written, writing.as, said(result));
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
  /** Why it failed, as the system says it. */
  failure(result: RowResult): RowFailure | undefined;
  /** The same with what the step says of such rows; its own words are taken as they stand. */
  failed(result: RowResult): RowFailed | undefined;
}

/** A write beside the target, in the middle or after it. */
export function compileWriting(
  step: WriteStep,
  id: string,
  expressions: ExpressionTools | undefined,
): CompiledWriting {
  const { verb, writing } = writingOf(step);
  const where = template(writing.where ?? {}, expressions);
  const set = template(writing.set ?? {}, expressions);
  const table = tableOf(writing);
  const key = writing.where === undefined ? undefined : Object.keys(writing.where);
  const { on_error: rule, message } = writing;
  const failure = ({ outcome, error, key: found }: RowResult): RowFailure | undefined => {
    if (error !== undefined) return failureOf(error);
    if (outcome !== "missing" || verb !== "update") return undefined;
    return {
      code: "row.missing",
      words: `${table} has no row where ${JSON.stringify(found)}.`,
      passing: false,
    };
  };
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
    failure,
    failed(result) {
      const found = failure(result);
      if (found === undefined) return undefined;
      const worded = message === undefined ? found : { ...found, words: message, said: found.words };
      return new RowFailed(worded, rule === "continue" ? undefined : rule);
    },
  };
}

function sendStage(
  send: Extract<Step, { send: unknown }>["send"],
  expressions: ExpressionTools | undefined,
): Stage {
  const path = template(send.path, expressions);
  const query = template(send.query ?? {}, expressions);
  const headers = template(send.headers ?? {}, expressions);
  const body = send.body === undefined ? undefined : template(send.body, expressions);
  return async (row, tools) => {
    const scope = scopeOf(row);
    const answer = await tools.send({
      connection: send.connection,
      method: send.method,
      path: String(await path(scope)),
      query: (await query(scope)) as Row,
      headers: (await headers(scope)) as Row,
      body: body === undefined ? undefined : await body(scope),
    });
    return send.as === undefined ? row : named(row, send.as, answer);
  };
}
