/**
 * What an agent may ask of the hub for one run: the very tables, operations and calls that the run's definition names,
 * and no more, so that a token which fell into wrong hands opens nothing that its flows do not use. Pure.
 *
 * NOT a check of values: which rows of a table are read, and what is written into it, is for the flow to say, and its
 * expressions are worked out at the agent.
 */
import { type FlowDefinition, type Step, tableOf, writingOf } from "../flows/index.ts";
import { HubError } from "../platform/errors.ts";

const operations = ["read", "insert", "update", "upsert", "delete"] as const;
type Does = (typeof operations)[number];
interface Sending {
  readonly connection?: string | undefined;
  readonly method: string;
  readonly path: string;
}
type SendStep = Extract<Step, { send: unknown }>["send"];

export interface Permitted {
  /** Throws HubError "agent.not-permitted" unless the flow names the endpoint. */
  endpoint(name: string): void;
  /** ... unless it does anything with that table. */
  describe(endpoint: string, table: string): void;
  /** ... unless it would write so into that table. */
  check(endpoint: string, table: string, does: Does): void;
  /** ... unless it does this with that table; a preview writes nothing at all. */
  table(endpoint: string, table: string, does: Does): void;
  send(call: Sending): void;
  /** Lookup tables: their names stand in expressions, as texts. */
  lookupTable(name: string): void;
  /** Whether rows that failed before are tried again in this run. */
  keptRows(): void;
}

/** Everything that a flow names. */
function usesOf({ source, target, steps, then }: FlowDefinition) {
  const uses = new Set<string>();
  const endpoints = new Set<string>();
  const sends: SendStep[] = [];
  const add = (
    at: { endpoint: string; table?: string | undefined; entity?: string | undefined },
    does: Does,
  ) => {
    endpoints.add(at.endpoint);
    uses.add(JSON.stringify([at.endpoint, tableOf(at), does]));
  };
  const addStep = (step: Step): void => {
    if ("lookup" in step) add(step.lookup, "read");
    else if ("fetch" in step) add(step.fetch, "read");
    else if ("branch" in step) [...step.branch.then, ...(step.branch.else ?? [])].forEach(addStep);
    else if ("send" in step) sends.push(step.send);
    else if (!("filter" in step || "map" in step || "each" in step || "fail" in step)) {
      const { verb, writing } = writingOf(step);
      add(writing, verb);
    }
  };
  add(source, "read");
  if (target !== undefined) {
    add(target, target.write === "create" || target.write === "replace" ? "insert" : target.write);
  }
  [...steps, ...then].forEach(addStep);
  return { endpoints, uses, sends };
}

/** The endpoints that a flow uses, connections among them. */
export function endpointsOf(definition: FlowDefinition): readonly string[] {
  const { endpoints, sends } = usesOf(definition);
  for (const { connection } of sends) endpoints.add(connection === undefined ? "goto" : `goto:${connection}`);
  return [...endpoints];
}

export function permittedTo(definition: FlowDefinition, kind: "run" | "reprocess" | "preview"): Permitted {
  const { endpoints, uses, sends } = usesOf(definition);
  const text = JSON.stringify(definition);
  const writes = kind !== "preview";
  const says = (endpoint: string, table: string, does: Does) =>
    uses.has(JSON.stringify([endpoint, table, does]));
  const refuse = (holds: boolean, what: string) => {
    if (!holds) throw notPermitted(definition.flow, what);
  };
  return {
    endpoint: (name) => refuse(endpoints.has(name), `use the endpoint ${name}`),
    describe: (endpoint, table) =>
      refuse(
        operations.some((does) => says(endpoint, table, does)),
        `use ${table} of ${endpoint}`,
      ),
    check: (endpoint, table, does) => refuse(says(endpoint, table, does), `${does} ${table} of ${endpoint}`),
    table: (endpoint, table, does) =>
      refuse(
        says(endpoint, table, does) && (does === "read" || writes),
        `${does} ${table} of ${endpoint}${writes ? "" : " in a preview"}`,
      ),
    send: (call) =>
      refuse(writes && sends.some((step) => isSaid(step, call)), `send ${call.method} ${call.path}`),
    lookupTable: (name) => refuse(name !== "" && text.includes(name), `name the lookup table ${name}`),
    keptRows: () => refuse(kind === "reprocess", "read failed rows"),
  };
}

/** A path that is worked out for each row is known at the agent only; a plain one must be that very one. */
function isSaid(step: SendStep, { connection, method, path }: Sending): boolean {
  return (
    step.connection === connection &&
    step.method === method &&
    (step.path.startsWith("=") || step.path === path)
  );
}

function notPermitted(flow: string, what: string): HubError {
  return new HubError({
    kind: "forbidden",
    code: "agent.not-permitted",
    message: `The flow ${flow} does not ${what}.`,
    meaning: "An agent may do at the hub only what the flow says that it runs. Nothing was done.",
    remedy: "Change the flow, and start it anew.",
  });
}
