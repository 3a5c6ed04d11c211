/**
 * Steps that ask another table in the middle of a flow: `lookup` gives one row under a name, `fetch` reads as many as there
 * are. NOT the source, whose rows are what a run counts and goes on from.
 */
import { createHash } from "node:crypto";
import type { Filter, ReadRequest, Row, Value } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { type Step, tableOf } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { template } from "./expressions.ts";
import { conditions } from "./filters.ts";
import { RowFailed } from "./row-failure.ts";
import { named, type Stage, type StepTools, scopeOf, type Travelling } from "./travelling.ts";

type Lookup = Extract<Step, { lookup: unknown }>["lookup"];
type Fetch = Extract<Step, { fetch: unknown }>["fetch"];

/** Memory stays flat however many values there are. */
const mostKnown = 10_000;
/** Rows of a fetch that are wanted as one list. */
const longestList = 10_000;

export function lookupStage(lookup: Lookup, expressions: ExpressionTools | undefined): Stage {
  const where = conditions(lookup.where, expressions);
  const table = tableOf(lookup);
  const otherwise = lookup.default === undefined ? undefined : template(lookup.default, expressions);
  /** By the filters' text; a run's own, since stages are compiled for each run. */
  const known = new Map<string, Promise<readonly Row[]>>();

  function ask(filters: readonly Filter[], tools: StepTools): Promise<readonly Row[]> {
    const key = JSON.stringify(filters);
    const before = lookup.cache ? known.get(key) : undefined;
    if (before !== undefined) return before;
    const found = firstTwo({ table, filters, limit: 2, signal: tools.signal }, lookup.endpoint, tools);
    if (!lookup.cache) return found;
    // An answer that failed is asked for again by the next row.
    found.catch(() => known.delete(key));
    known.set(key, found);
    if (known.size > mostKnown) known.delete(known.keys().next().value ?? "");
    return found;
  }

  return async (row, tools) => {
    const filters = await where(scopeOf(row));
    const [found, other] = await ask(filters, tools);
    const rule = found === undefined ? lookup.missing : other === undefined ? undefined : lookup.many;
    if (found === undefined && otherwise !== undefined) {
      return named(row, lookup.as, await otherwise(scopeOf(row)));
    }
    if (rule === "drop") return undefined;
    if (rule === "fail") throw found === undefined ? missing(table, filters) : several(table, filters);
    return named(row, lookup.as, rule === "null" ? null : found);
  };
}

async function firstTwo(request: ReadRequest, endpoint: string, tools: StepTools): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of read(request, endpoint, tools)) {
    rows.push(...batch);
    if (rows.length > 1) break;
  }
  return rows;
}

export function fetchStage(fetch: Fetch, expressions: ExpressionTools | undefined): Stage {
  const where = conditions(fetch.where, expressions);
  const range = template({ from: fetch.from, to: fetch.to }, expressions);
  const table = tableOf(fetch);

  async function requestFor(row: Travelling, { signal }: StepTools): Promise<ReadRequest> {
    const scope = scopeOf(row);
    const { from, to } = (await range(scope)) as { readonly from: Value; readonly to: Value };
    return {
      table,
      filters: await where(scope),
      signal,
      ...(from === null && to === null ? {} : { range: { ...textAt("from", from), ...textAt("to", to) } }),
      ...(fetch.fields === undefined ? {} : { fields: fetch.fields }),
      ...(fetch.limit === undefined ? {} : { limit: fetch.limit }),
    };
  }

  function whenEmpty(row: Travelling, request: ReadRequest): Travelling | undefined {
    if (fetch.empty === "fail") throw missing(table, request.filters ?? []);
    return fetch.empty === "drop" ? undefined : named(row, fetch.as, fetch.list ? [] : null);
  }

  async function asList(row: Travelling, tools: StepTools): Promise<Travelling | undefined> {
    const request = await requestFor(row, tools);
    const all: Row[] = [];
    for await (const rows of read(request, fetch.endpoint, tools)) {
      all.push(...rows);
      if (all.length > longestList) throw tooLong(table, request.filters ?? []);
    }
    return all.length === 0 ? whenEmpty(row, request) : named(row, fetch.as, all);
  }

  if (fetch.list) return asList;
  return async function* (row, tools) {
    const request = await requestFor(row, tools);
    const endpoint = await tools.endpoint(fetch.endpoint);
    const [key = []] = (await endpoint.describe(table)).keys;
    const seen = new Map<number, number>();
    let any = false;
    for await (const rows of read(request, fetch.endpoint, tools)) {
      for (const child of rows) {
        any = true;
        const mark = markOf(child, key);
        const time = seen.get(mark) ?? 0;
        // With a key there is one of each, and nothing need be remembered.
        if (key.length === 0) seen.set(mark, time + 1);
        yield { ...named(row, fetch.as, child), path: [...row.path, mark, time] };
      }
    }
    if (any) return;
    const alone = whenEmpty(row, request);
    if (alone !== undefined) yield alone;
  };
}

/**
 * Which child it is, by what it holds: a row that failed is found again when it is sent again, though others may have come
 * or gone before it. 31 bits, as they are kept beside failed rows.
 */
function markOf(row: Row, key: readonly string[]): number {
  const told = key.length > 0 && key.every((field) => field in row) ? key.map((field) => row[field]) : row;
  return createHash("sha256").update(JSON.stringify(told)).digest().readUInt32BE() >>> 1;
}

/** Rejects with RowFailed for what the row's own values are to blame for. */
async function* read(request: ReadRequest, name: string, tools: StepTools): AsyncGenerator<readonly Row[]> {
  const endpoint = await tools.endpoint(name);
  try {
    for await (const { rows, unreadable } of endpoint.read(request)) {
      const [broken] = unreadable;
      if (broken !== undefined) {
        const { code, words, passing } = broken.error;
        throw new RowFailed({ code, words: `${request.table}, ${broken.place}: ${words}`, passing });
      }
      yield rows;
    }
  } catch (error) {
    if (error instanceof HubError && ofTheRow.has(error.kind) && !ofTheFlow.has(error.code)) {
      throw new RowFailed({ code: error.code, words: error.message, remedy: error.remedy, passing: false });
    }
    throw error;
  }
}

/** What a value that nobody has, or of the wrong kind, leads to: the next row may well have a right one. */
const ofTheRow: ReadonlySet<string> = new Set(["usage", "unknown", "rejected", "conflict"]);
/** The same for every row. */
const ofTheFlow: ReadonlySet<string> = new Set([
  "endpoint.unknown",
  "endpoint.unknown-table",
  "endpoint.unknown-field",
  "endpoint.no-range",
]);

function textAt<Name extends string>(name: Name, value: Value): { [Key in Name]?: string } {
  return value === null ? {} : ({ [name]: String(value) } as { [Key in Name]?: string });
}

function missing(table: string, filters: readonly Filter[]): RowFailed {
  return new RowFailed({
    code: "lookup.missing",
    words: `${table} has no row where ${inWords(filters)}.`,
    remedy:
      'Add it there, or let the step go on without: "missing: null" of a lookup, "empty: null" of a fetch.',
    passing: false,
  });
}

function several(table: string, filters: readonly Filter[]): RowFailed {
  return new RowFailed({
    code: "lookup.several",
    words: `${table} has several rows where ${inWords(filters)}.`,
    remedy: 'Make the conditions tell one row from all others, or say "many: first".',
    passing: false,
  });
}

function tooLong(table: string, filters: readonly Filter[]): RowFailed {
  return new RowFailed({
    code: "fetch.too-long",
    words: `${table} has more than ${longestList} rows where ${inWords(filters)}, too many for one list.`,
    remedy: "Leave out list, so that the steps are done once per row; or narrow the conditions.",
    passing: false,
  });
}

function inWords(filters: readonly Filter[]): string {
  if (filters.length === 0) return "anything is asked";
  return filters
    .map((filter) => {
      const { kind, field, ...rest } = filter;
      if (kind === "equal") return `${field} is ${JSON.stringify(filter.value)}`;
      return `${field} ${kind} ${JSON.stringify(rest)}`;
    })
    .join(" and ");
}
