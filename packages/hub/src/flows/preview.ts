/**
 * A flow on its first rows, with nothing written: what each row would become, and what would be refused, with how many rows
 * it is about. Before that the check of `check.ts`. Where the target can be asked (GoTo), it is asked for each row: the
 * registration form of the very webinar, people who are there already, and whom GoTo would e-mail.
 */

import { z } from "zod";
import {
  type Batch,
  type CheckedRow,
  type Endpoint,
  type EndpointRegistry,
  misfit,
  type Row,
  type Table,
  type WriteRequest,
} from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { checkFlow } from "./check.ts";
import { type FlowDefinition, type Step, tableOf } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { conditions } from "./filters.ts";
import { failureOf, RowFailure } from "./row-failure.ts";
import { nextDue } from "./schedule.ts";
import { compileSteps, type StepTools } from "./steps.ts";

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

export interface PreviewPorts extends ExpressionTools {
  readonly endpoints: Pick<EndpointRegistry, "open">;
  readonly clock: Clock;
}

/** Rejects with HubError where an endpoint cannot be reached. */
export async function preview(
  definition: FlowDefinition,
  rows: number,
  { endpoints, clock, lookupTable }: PreviewPorts,
): Promise<PreviewAnswer> {
  const opened = new Map<string, Promise<Endpoint>>();
  const endpoint = (name: string) => {
    const one = opened.get(name) ?? endpoints.open(name);
    opened.set(name, one);
    return one;
  };
  try {
    if (definition.schedule !== undefined) nextDue(definition.schedule, new Date(clock.now()));
    const checked = await checkFlow(definition, { endpoint, lookupTable });
    const { problems, remarks } = checked;
    if (problems.length > 0) return { problems, remarks, rows: [] };
    const previewed = await firstRows(definition, rows, { endpoint, lookupTable }, problems);
    await judge(definition, previewed, checked, endpoint);
    remarks.push(...grouped(previewed));
    if (has(definition.steps, "send")) {
      remarks.push("send was not sent: what its answer would lead to is not shown.");
    }
    return { problems, remarks, rows: previewed };
  } finally {
    for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
  }
}

export interface RowTools extends ExpressionTools {
  endpoint(name: string): Promise<Endpoint>;
}

async function firstRows(
  definition: FlowDefinition,
  limit: number,
  tools: RowTools,
  problems: string[],
): Promise<PreviewedRow[]> {
  const { target } = definition;
  const steps = compileSteps(definition.steps, tools);
  const dry = dryTools(tools);
  const previewed: PreviewedRow[] = [];
  const reading = await readFirst(definition, limit, tools);
  let number = 0;
  try {
    for await (const { rows, unreadable } of reading) {
      for (const { place, error, text } of unreadable) {
        const source = { unreadable: text ?? null };
        previewed.push({ place, source, outcome: "failed", failure: failureOf(error), remarks: [] });
      }
      for (const row of rows) {
        number += 1;
        const place = `row ${number}`;
        let any = false;
        for await (const one of steps(
          { source: row, path: [], names: {}, mapped: undefined, begun: [] },
          dry,
        )) {
          any = true;
          if ("error" in one) {
            const { failure } = one.error;
            previewed.push({ place, source: { ...row }, outcome: "failed", failure, remarks: [] });
            continue;
          }
          const mapped = one.mapped ?? one.source;
          const outcome = target === undefined ? "through" : target.write;
          previewed.push({ place, source: { ...row }, mapped: { ...mapped }, outcome, remarks: [] });
        }
        if (!any) previewed.push({ place, source: { ...row }, outcome: "dropped", remarks: [] });
      }
    }
  } catch (error) {
    // What is wrong with the reading as a whole, such as a condition that no query can have.
    if (!(error instanceof HubError) || error.kind === "unavailable") throw error;
    problems.push(`${error.message} ${error.remedy}`);
  }
  return previewed;
}

/** The first rows of a flow's source. */
export async function readFirst(
  { source }: FlowDefinition,
  limit: number,
  tools: RowTools,
): Promise<AsyncIterable<Batch>> {
  const { from, to } = source;
  return (await tools.endpoint(source.endpoint)).read({
    table: tableOf(source),
    filters: await conditions(source.where, tools)({}),
    limit: Math.min(limit, source.limit ?? limit),
    ...(source.fields === undefined ? {} : { fields: source.fields }),
    ...(from === undefined && to === undefined
      ? {}
      : { range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }),
  });
}

/** What the target would say of the rows that come to it. */
async function judge(
  { target }: FlowDefinition,
  previewed: readonly PreviewedRow[],
  {
    request,
    target: table,
  }: { readonly request: WriteRequest | undefined; readonly target: Table | undefined },
  endpoint: RowTools["endpoint"],
): Promise<void> {
  const ready = previewed.filter(({ mapped }) => mapped !== undefined);
  if (target === undefined || request === undefined || ready.length === 0) return;
  const asked = await endpoint(target.endpoint);
  if (asked.check === undefined) {
    for (const row of ready) if (table !== undefined) judgeByTypes(row, table, request);
    return;
  }
  const checked = await asked.check(
    request,
    ready.map(({ mapped }) => mapped as Row),
  );
  for (const [index, row] of ready.entries()) {
    const result: CheckedRow | undefined = checked[index];
    if (result === undefined) continue;
    row.outcome = result.outcome;
    row.remarks.push(...result.remarks);
    if (result.error !== undefined) row.failure = failureOf(result.error);
  }
}

/** A table can be asked nothing beforehand, but its types say what it will refuse for certain. */
function judgeByTypes(row: PreviewedRow, table: Table, { operation }: WriteRequest): void {
  const mapped = row.mapped as Row;
  const problems = table.fields.flatMap((field) => {
    const isLeftOut = !(field.name in mapped) && (operation !== "insert" || !field.required);
    return isLeftOut ? [] : (misfit(field, mapped[field.name] ?? null) ?? []);
  });
  if (problems.length === 0) return;
  row.outcome = "failed";
  const words = `${table.name}: ${problems.join("; ")}.`;
  row.failure = { code: "row.misfit", words, problems, passing: false };
}

/** What is wrong with rows, each thing once with how many rows it is about, the most frequent first. */
function grouped(previewed: readonly PreviewedRow[]): string[] {
  const failed = previewed.filter(({ failure }) => failure !== undefined);
  const times = new Map<string, number>();
  for (const { failure } of failed) {
    for (const words of failure?.problems ?? [failure?.words ?? ""]) {
      times.set(words, (times.get(words) ?? 0) + 1);
    }
  }
  if (failed.length === 0) return [];
  const most = [...times].toSorted(([, one], [, other]) => other - one);
  const shown = most.slice(0, mostGroups).map(([words, count]) => `${rowsIn(count)}: ${words}`);
  const more = most.length > mostGroups ? [`and ${most.length - mostGroups} other reasons`] : [];
  return [`${failed.length} of the first ${rowsIn(previewed.length)} would fail.`, ...shown, ...more];
}

const mostGroups = 20;

function rowsIn(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}

function has(steps: readonly Step[], word: string): boolean {
  return steps.some((step) =>
    "branch" in step ? has([...step.branch.then, ...(step.branch.else ?? [])], word) : word in step,
  );
}

/** Look-ups read; writes and calls are answered as if they had been done, with nothing in the result. */
export function dryTools({ endpoint, lookupTable }: RowTools): StepTools {
  const written = async (rows: readonly Row[]) =>
    rows.map((row) => ({ outcome: "written" as const, key: row }));
  return {
    endpoint,
    lookupTable,
    writers: {
      open: async () => ({ write: written }),
      checkpoints: async () => ({}),
      finish: async () => {},
      abort: async () => {},
    },
    send: async () => ({ status: 200, headers: {}, body: null }),
    signal: new AbortController().signal,
  };
}
