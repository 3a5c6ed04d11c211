/**
 * A flow on its first rows, with nothing written: what each row would become, and what would be refused. It is also the
 * check before a run: tables and fields that are not there, required fields that nothing fills, keys that are missing,
 * and, where the target can be asked (GoTo), the registration form of the very webinar of each row.
 */
import { z } from "zod";
import type { CheckedRow, Endpoint, EndpointRegistry, Row, Table, WriteRequest } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { type FlowDefinition, tableOf } from "./definition.ts";
import { nextTime } from "./due.ts";
import { conditions } from "./filters.ts";
import { failureOf, RowFailure } from "./row-failure.ts";
import { compileSteps, compileWriting, type StepTools } from "./steps.ts";
import { targetRequest } from "./target.ts";

const PreviewedRow = z.object({
  place: z.string(),
  source: z.record(z.string(), z.unknown()),
  mapped: z.record(z.string(), z.unknown()).optional().describe("What would go to the target"),
  outcome: z.string().describe("What would come of it: dropped, failed, or what the target says"),
  failure: RowFailure.optional(),
  remarks: z.array(z.string()),
});
export const PreviewAnswer = z.object({
  problems: z.array(z.string()).describe("What is wrong with the flow itself; empty: it can run"),
  remarks: z.array(z.string()).describe("What a person should know before it runs"),
  rows: z.array(PreviewedRow),
});
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;
type PreviewedRow = z.infer<typeof PreviewedRow>;

export interface PreviewPorts {
  readonly endpoints: Pick<EndpointRegistry, "open">;
  readonly clock: Clock;
}

export async function preview(
  definition: FlowDefinition,
  rows: number,
  { endpoints, clock }: PreviewPorts,
): Promise<PreviewAnswer> {
  const opened = new Map<string, Promise<Endpoint>>();
  const endpoint = (name: string) => {
    const one = opened.get(name) ?? endpoints.open(name);
    opened.set(name, one);
    return one;
  };
  try {
    const problems: string[] = [];
    const remarks: string[] = [];
    if (definition.schedule !== undefined) nextTime(definition.schedule, new Date(clock.now()));
    const request = await checkTarget(definition, endpoint, problems, remarks);
    await checkOthers(definition, endpoint, problems);
    if (problems.length > 0) return { problems, remarks, rows: [] };
    const previewed = await firstRows(definition, rows, endpoint, request, problems);
    const failed = previewed.filter(({ outcome }) => outcome === "failed").length;
    if (failed > 0) remarks.push(`${failed} of the first ${previewed.length} rows would fail.`);
    return { problems, remarks, rows: previewed };
  } finally {
    for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
  }
}

type Open = (name: string) => Promise<Endpoint>;

async function checkTarget(
  definition: FlowDefinition,
  endpoint: Open,
  problems: string[],
  remarks: string[],
): Promise<WriteRequest | undefined> {
  const { target } = definition;
  if (target === undefined) {
    if (definition.steps.every((step) => "filter" in step || "lookup" in step || "map" in step)) {
      problems.push("The flow writes nothing: it has neither a target nor a step that writes.");
    }
    return undefined;
  }
  const told = await attempt(async () => {
    const request = await targetRequest(definition, endpoint);
    const open = await endpoint(target.endpoint);
    return { request, table: await describeTarget(open, request) };
  }, problems);
  if (told?.table === undefined) return told?.request;
  const { request, table } = told;
  if (!table.operations.includes(request.operation)) {
    problems.push(
      `${table.name} takes no ${target.write}; it takes ${table.operations.join(", ") || "nothing"}.`,
    );
  }
  const key = request.key ?? table.keys[0];
  if (key === undefined && request.operation !== "insert") {
    problems.push(`${target.write} of ${table.name} needs a key: say which fields with "key".`);
  }
  if (
    key === undefined &&
    request.operation === "insert" &&
    request.existing !== "replace" &&
    table.resumable === false
  ) {
    remarks.push(`${table.name} has no key: rows of the batch in hand come twice when a run is killed.`);
  }
  const names = mappedNames(definition);
  if (names === undefined) return request;
  const known = new Set(table.fields.map((field) => field.name));
  for (const name of names) {
    if (!known.has(name.split(".")[0] ?? name)) problems.push(`${table.name} has no field "${name}".`);
  }
  if (request.operation === "insert" || request.operation === "upsert") {
    for (const field of table.fields) {
      if (field.required && !names.includes(field.name)) {
        problems.push(`${table.name} needs "${field.name}", and the map does not give it.`);
      }
    }
  }
  return request;
}

/** Undefined where the table is still to be made: a new file. */
async function describeTarget(endpoint: Endpoint, request: WriteRequest): Promise<Table | undefined> {
  const isFile = ["csv", "ndjson", "excel", "parquet"].includes(endpoint.kind);
  if (isFile) return undefined;
  return endpoint.describe(request.table);
}

/** The fields that a map gives; undefined where rows go through as they are, or by branches. */
function mappedNames({ steps }: FlowDefinition): readonly string[] | undefined {
  if (steps.some((step) => "branch" in step)) return undefined;
  const names = steps.flatMap((step) => ("map" in step ? Object.keys(step.map) : []));
  return names.length === 0 ? undefined : names;
}

async function checkOthers(definition: FlowDefinition, endpoint: Open, problems: string[]): Promise<void> {
  const { source, steps, then } = definition;
  await attempt(async () => {
    const table = await (await endpoint(source.endpoint)).describe(tableOf(source));
    const known = table.fields.map((field) => field.name);
    for (const name of [
      ...(source.fields ?? []),
      ...(source.changed === undefined ? [] : [source.changed]),
    ]) {
      if (!known.includes(name)) problems.push(`${table.name} has no field "${name}".`);
    }
  }, problems);
  await attempt(async () => void compileSteps(steps), problems);
  for (const [index, step] of then.entries()) {
    await attempt(async () => {
      const { endpoint: name, request } = compileWriting(step, `then.${index + 1}`);
      const table = await (await endpoint(name)).describe(request.table);
      const known = new Set(table.fields.map((field) => field.name));
      for (const field of request.key ?? []) {
        if (!known.has(field)) problems.push(`${table.name} has no field "${field}".`);
      }
    }, problems);
  }
}

async function attempt<Result>(work: () => Promise<Result>, problems: string[]): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    problems.push(`${error.message} ${error.remedy}`);
    return undefined;
  }
}

async function firstRows(
  definition: FlowDefinition,
  limit: number,
  endpoint: Open,
  request: WriteRequest | undefined,
  problems: string[],
): Promise<PreviewedRow[]> {
  const { source, target } = definition;
  const { from, to } = source;
  const steps = compileSteps(definition.steps);
  const tools = dryTools(endpoint);
  const previewed: PreviewedRow[] = [];
  const ready: { at: number; row: Row }[] = [];
  const reading = (await endpoint(source.endpoint)).read({
    table: tableOf(source),
    filters: await conditions(source.where)({}),
    limit: Math.min(limit, source.limit ?? limit),
    ...(source.fields === undefined ? {} : { fields: source.fields }),
    ...(from === undefined && to === undefined
      ? {}
      : { range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }),
  });
  let number = 0;
  await attempt(async () => {
    for await (const { rows, unreadable } of reading) {
      for (const { place, error, text } of unreadable) {
        const source = { unreadable: text ?? null };
        previewed.push({ place, source, outcome: "failed", failure: failureOf(error), remarks: [] });
      }
      for (const row of rows) {
        number += 1;
        const place = `row ${number}`;
        let any = false;
        for await (const one of steps({ source: row, path: [], names: {}, mapped: undefined }, tools)) {
          any = true;
          if ("error" in one) {
            const { failure } = one.error;
            previewed.push({ place, source: { ...row }, outcome: "failed", failure, remarks: [] });
            continue;
          }
          const mapped = one.mapped ?? one.source;
          const outcome = target === undefined ? "through" : target.write;
          ready.push({ at: previewed.length, row: mapped });
          previewed.push({ place, source: { ...row }, mapped: { ...mapped }, outcome, remarks: [] });
        }
        if (!any) previewed.push({ place, source: { ...row }, outcome: "dropped", remarks: [] });
      }
    }
  }, problems);
  if (target === undefined || request === undefined || ready.length === 0) return previewed;
  const asked = await endpoint(target.endpoint);
  const checked = await asked.check?.(
    request,
    ready.map(({ row }) => row),
  );
  ready.forEach(({ at }, index) => {
    const result: CheckedRow | undefined = checked?.[index];
    const shown = previewed[at];
    if (result === undefined || shown === undefined) return;
    shown.outcome = result.outcome;
    shown.remarks.push(...result.remarks);
    if (result.error !== undefined) shown.failure = failureOf(result.error);
  });
  return previewed;
}

/** Look-ups read; writes and calls are answered as if they had been done, with nothing in the result. */
function dryTools(endpoint: Open): StepTools {
  const written = async (rows: readonly Row[]) =>
    rows.map((row) => ({ outcome: "written" as const, key: row }));
  return {
    endpoint,
    writers: {
      open: async () => ({ write: written }),
      checkpoints: async () => ({}),
      finish: async () => {},
      abort: async () => {},
    },
    send: async () => null,
    signal: new AbortController().signal,
  };
}
