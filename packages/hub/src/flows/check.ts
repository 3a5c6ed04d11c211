/**
 * What is wrong with a flow before its first row: endpoints, tables, fields, operations and keys that are not there, what the
 * target requires and nothing gives, values of the wrong type, expressions that cannot be used. Every run that begins is
 * checked so, and `preview.ts` shows the same with rows. Faults are certain; what only may go wrong is a remark.
 */
import { type Endpoint, misfit, type Table, type TableField, type WriteRequest } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { nearest } from "../platform/nearest.ts";
import { type AskedTable, checkExpressions, type Findings, tablesAsked } from "./check-expressions.ts";
import {
  type FlowDefinition,
  type Step,
  type Target,
  tableOf,
  type WriteStep,
  writingOf,
} from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { givenBy } from "./given-fields.ts";
import { compileWriting } from "./steps.ts";
import { targetRequest } from "./target.ts";

export interface CheckPorts extends ExpressionTools {
  endpoint(name: string): Promise<Endpoint>;
}

/** Throws HubError "flow.invalid" with all that is wrong; and what an endpoint throws that cannot be reached. */
export async function checkBefore(definition: FlowDefinition, ports: CheckPorts): Promise<void> {
  const { problems } = await checkFlow(definition, ports);
  if (problems.length === 0) return;
  throw new HubError({
    kind: "usage",
    code: "flow.invalid",
    message: `${definition.flow} cannot run: ${problems.join(" ")}`,
    meaning: "Nothing was read or written.",
    remedy: `Correct the flow; check it with: rostrum flow validate ${definition.flow}`,
    details: { problems },
  });
}

/** Rejects with HubError where an endpoint cannot be reached: that says nothing about the flow. */
export async function checkFlow(
  definition: FlowDefinition,
  ports: CheckPorts,
): Promise<Findings & { readonly request: WriteRequest | undefined; readonly target: Table | undefined }> {
  const findings: Findings = { problems: [], remarks: [] };
  const { problems } = findings;
  const tables = new Map<AskedTable, Table>();
  const [source, ...others] = tablesAsked(definition);
  for (const asked of source === undefined ? others : [source, ...others]) {
    await attempt(
      async () => void tables.set(asked, await checkAsked(asked, definition, ports, problems)),
      problems,
    );
  }
  const read = source && tables.get(source);
  const known = read && { table: read, kind: (await ports.endpoint(definition.source.endpoint)).kind };
  await checkExpressions(definition, known, ports, findings);
  for (const { step, id } of writesOf(definition.steps, "steps").concat(writesOf(definition.then, "then"))) {
    await attempt(() => checkWriting(step, id, ports, problems), problems);
  }
  // Without its source nobody knows what goes into a target; that it is there can be seen all the same.
  if (read === undefined) {
    const { target } = definition;
    if (target !== undefined) await attempt(() => describeTarget(target, ports), problems);
    return { ...findings, request: undefined, target: undefined };
  }
  const checked = await attempt(() => checkTarget(definition, read, ports, findings), problems);
  return { ...findings, request: checked?.request, target: checked?.table };
}

async function checkAsked(
  { place, endpoint: name, table: tableName, fields, conditions, range }: AskedTable,
  { source }: FlowDefinition,
  ports: CheckPorts,
  problems: string[],
): Promise<Table> {
  const endpoint = await ports.endpoint(name);
  const table = await endpoint.describe(tableName);
  // Values of conditions may be known for each row only; which fields there are is known now.
  const filters = conditions.map((field) => ({ kind: "equal" as const, field, value: null }));
  endpoint.checkRead?.({ table: tableName, fields, filters });
  for (const field of endpoint.checkRead === undefined ? [...fields, ...conditions] : []) {
    if (!has(table, field)) problems.push(`${place}: ${noField(table, field)}`);
  }
  if (range && endpoint.kind !== "goto") {
    problems.push(
      `${place}: from and to are understood by GoTo's entities only; for ${name} use where: { FIELD: { from: ..., to: ... } }.`,
    );
  }
  if (place === "source" && source.changed !== undefined && endpoint.kind === "goto") {
    problems.push(
      `${place}: GoTo does not say which rows of ${table.name} changed: leave out changed, and bound what is read by from and to.`,
    );
  }
  return table;
}

/** Of a file there is nothing to describe: the run makes it. */
async function describeTarget(target: Target, ports: CheckPorts): Promise<void> {
  const endpoint = await ports.endpoint(target.endpoint);
  if (!isFileKind(endpoint.kind)) await endpoint.describe(tableOf(target));
}

async function checkTarget(
  definition: FlowDefinition,
  source: Table,
  ports: CheckPorts,
  { problems, remarks }: Findings,
): Promise<{ request: WriteRequest; table: Table | undefined } | undefined> {
  const { target } = definition;
  if (target === undefined) {
    if (writesOf(definition.steps, "").length === 0 && !sends(definition.steps)) {
      problems.push("The flow writes nothing: it has neither a target nor a step that writes.");
    }
    return undefined;
  }
  const request = await targetRequest(definition, (name) => ports.endpoint(name));
  const endpoint = await ports.endpoint(target.endpoint);
  // A file is made by the run; it takes what comes.
  if (isFileKind(endpoint.kind)) return { request, table: undefined };
  const table = await endpoint.describe(request.table);
  if (!table.operations.includes(request.operation)) {
    const takes = table.operations.join(", ") || "nothing";
    problems.push(`target: ${table.name} takes no ${target.write}; it takes ${takes}.`);
    return { request, table };
  }
  checkKey(request, table, remarks, problems);
  const given = givenBy(definition, source);
  for (const [name, { places, types, constant }] of given.fields) {
    const at = places.join(", ");
    const field = table.fields.find((one) => one.name === name.split(".")[0]);
    if (field === undefined) {
      if (!has(table, name)) problems.push(`${at}: ${noField(table, name)}`);
      continue;
    }
    if (constant !== undefined) {
      const wrong = misfit(field, constant);
      if (wrong !== undefined) problems.push(`${at}: ${wrong}.`);
    }
    for (const type of types) {
      const words = `${at}: ${table.name}.${name} is ${a(field.type)}, and ${a(type)} goes into it`;
      if (neverFits(type, field.type)) problems.push(`${words}.`);
      else if (type === "text" && mayNotFit.has(field.type)) remarks.push(`${words}: each row is looked at.`);
    }
  }
  for (const name of required(table, request)) {
    const found = given.fields.get(name);
    const where = given.mapped ? "the map does not give it" : `${source.name} does not have it`;
    if (found === undefined) problems.push(`target: ${table.name} needs "${name}", and ${where}.`);
    else if (!found.always)
      remarks.push(
        `${found.places.join(", ")}: ${table.name} needs "${name}", and not every branch gives it.`,
      );
  }
  return { request, table };
}

function checkKey(
  { key: wanted, operation, existing }: WriteRequest,
  table: Table,
  remarks: string[],
  problems: string[],
) {
  for (const field of wanted ?? []) {
    if (!has(table, field)) problems.push(`target.key: ${noField(table, field)}`);
  }
  const key = wanted ?? table.keys[0];
  if (key !== undefined) return;
  if (operation !== "insert") {
    problems.push(`target: ${operation} of ${table.name} needs a key: say which fields with "key".`);
  } else if (existing !== "replace" && table.resumable === false) {
    remarks.push(`${table.name} has no key: rows of the batch in hand come twice when a run is killed.`);
  }
}

/** What a row must have for this operation. */
function required(table: Table, { operation, key }: WriteRequest): readonly string[] {
  const own = table.requiredFor?.[operation];
  if (own !== undefined) return own;
  const needed = table.fields.filter((field) => field.required).map((field) => field.name);
  const keys = key ?? table.keys[0] ?? [];
  if (operation === "insert") return needed;
  return operation === "upsert" ? [...new Set([...keys, ...needed])] : keys;
}

async function checkWriting(
  step: WriteStep,
  id: string,
  ports: CheckPorts,
  problems: string[],
): Promise<void> {
  const { endpoint: name, request } = compileWriting(step, id, undefined);
  const { writing } = writingOf(step);
  const endpoint = await ports.endpoint(name);
  if (isFileKind(endpoint.kind)) return;
  const table = await endpoint.describe(request.table);
  const given = [...Object.keys(writing.where ?? {}), ...Object.keys(writing.set ?? {})];
  if (!table.operations.includes(request.operation)) {
    problems.push(
      `${id}: ${table.name} takes no ${request.operation}; it takes ${table.operations.join(", ") || "nothing"}.`,
    );
    return;
  }
  for (const field of given) {
    if (!has(table, field)) problems.push(`${id}: ${noField(table, field)}`);
  }
  for (const field of required(table, request)) {
    if (!given.includes(field))
      problems.push(`${id}: ${table.name} needs "${field}", and it is neither in where nor in set.`);
  }
}

function writesOf(steps: readonly Step[], where: string): { step: WriteStep; id: string }[] {
  return steps.flatMap((step, index): { step: WriteStep; id: string }[] => {
    const id = `${where}.${index + 1}`;
    if ("branch" in step) {
      return [...writesOf(step.branch.then, `${id}.then`), ...writesOf(step.branch.else ?? [], `${id}.else`)];
    }
    const reads = ["filter", "lookup", "fetch", "map", "each", "send", "fail"].some((word) => word in step);
    return reads ? [] : [{ step: step as WriteStep, id }];
  });
}

function sends(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    "branch" in step ? sends([...step.branch.then, ...(step.branch.else ?? [])]) : "send" in step,
  );
}

function isFileKind(kind: string): boolean {
  return ["csv", "ndjson", "excel", "parquet"].includes(kind);
}

/** Types of which no value is one of the other. */
function neverFits(given: TableField["type"], wanted: TableField["type"]): boolean {
  if (given === wanted || wanted === "text" || wanted === "json" || given === "text" || given === "json")
    return false;
  return kindOf(given) !== kindOf(wanted);
}

function kindOf(type: TableField["type"]): string {
  if (["integer", "long", "decimal", "number"].includes(type)) return "number";
  if (["date", "dateTime", "instant"].includes(type)) return "moment";
  return type;
}

const mayNotFit: ReadonlySet<string> = new Set([
  "integer",
  "long",
  "decimal",
  "number",
  "boolean",
  "date",
  "time",
]);

function a(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

/** An HTTP table of which nobody said the fields takes any. */
function has(table: Table, field: string): boolean {
  return table.fields.length === 0 || table.fields.some((known) => known.name === field);
}

function noField(table: Table, field: string): string {
  const near = nearest(
    field,
    table.fields.map(({ name }) => name),
  );
  return `${table.name} has no field "${field}".${near === undefined ? "" : ` Did you mean "${near}"?`}`;
}

/** Kinds of trouble that say something about the flow; any other is about the system that was asked. */
const ofTheFlow: ReadonlySet<string> = new Set(["usage", "unknown", "rejected", "conflict"]);

async function attempt<Result>(work: () => Promise<Result>, problems: string[]): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HubError) || !ofTheFlow.has(error.kind)) throw error;
    const words = `${error.message} ${error.remedy}`;
    if (!problems.includes(words)) problems.push(words);
    return undefined;
  }
}
