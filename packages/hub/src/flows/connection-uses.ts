/**
 * Which flows use a connection, for whoever wants to remove it; and how they go on to mean the same one when it goes by
 * another alias, or is not the only one any more (`connections/uses.ts`). NOT replicas: they keep the connection's id.
 */
import { isDeepStrictEqual } from "node:util";
import type { Actor, Audit } from "../access/index.ts";
import type { Connections } from "../connections/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { FlowDefinition, Step, WriteStep } from "./definition.ts";
import { createFlowStore, type FlowStore } from "./flow-store.ts";
import { redefineRuns } from "./redefine-runs.ts";

interface UseDeps {
  readonly connections: Pick<Connections, "uses" | "aliasOf" | "isOnly">;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** Who says only `goto` means whichever connection there is. */
type Alias = string | undefined;

export function tellUses({ connections, audit, clock }: UseDeps, flows: FlowStore): void {
  connections.uses.register(
    async (connectionId) => {
      const [alias, only, all] = await Promise.all([
        connections.aliasOf(connectionId),
        connections.isOnly(connectionId),
        flows.all(),
      ]);
      return all
        .filter(({ definition }) => {
          const named = names(definition);
          return (alias !== undefined && named.has(alias)) || (only && named.has(undefined));
        })
        .map(({ name }) => ({ kind: "flow", name }));
    },
    async (within, { from, to }, who) => {
      const rename = (definition: FlowDefinition) =>
        eachName(definition, (alias) => (alias === from ? to : alias));
      const changed = await renameInFlows(within, rename, { who, audit, now: new Date(clock.now()) });
      // A run keeps the definition that it began with, and may go on after this.
      await redefineRuns(within, rename);
      return changed.map((name) => ({ kind: "flow", name }));
    },
  );
}

async function renameInFlows(
  within: Database,
  rename: (definition: FlowDefinition) => FlowDefinition,
  { who, audit, now }: { readonly who: Actor; readonly audit: Audit; readonly now: Date },
): Promise<readonly string[]> {
  const store = createFlowStore(within);
  const changed: string[] = [];
  for (const { name, definition: before } of await store.all()) {
    const after = rename(before);
    if (isDeepStrictEqual(before, after)) continue;
    await store.put(after, now, { name: who.name, comment: undefined });
    await audit.record(within, who, { action: "flow.edit", kind: "flow", id: name, before, after });
    changed.push(name);
  }
  return changed;
}

/** The aliases that a definition names, wherever it does; undefined among them where it names none. */
function names(definition: FlowDefinition): ReadonlySet<Alias> {
  const found = new Set<Alias>();
  eachName(definition, (alias) => {
    found.add(alias);
    return alias;
  });
  return found;
}

/** A copy in which each naming of a connection is what `rename` makes of it. Values, whatever they are called, are none. */
function eachName(definition: FlowDefinition, rename: (alias: Alias) => Alias): FlowDefinition {
  const at = <Place extends { readonly endpoint: string }>(place: Place): Place => {
    const [kind, before] = place.endpoint.split(":");
    if (kind !== "goto") return place;
    const alias = rename(before);
    return { ...place, endpoint: alias === undefined ? "goto" : `goto:${alias}` };
  };
  const step = (one: Step): Step => {
    if ("branch" in one) {
      const { branch } = one;
      // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
      const sides = { then: branch.then.map(step), ...(branch.else && { else: branch.else.map(step) }) };
      return { ...one, branch: { ...branch, ...sides } };
    }
    if ("send" in one) {
      const connection = rename(one.send.connection);
      return connection === undefined ? one : { ...one, send: { ...one.send, connection } };
    }
    const renamed = Object.entries(one).map(([word, inside]) => [
      word,
      hasEndpoint(inside) ? at(inside) : inside,
    ]);
    return Object.fromEntries(renamed) as Step;
  };
  const { source, steps, target, then } = definition;
  return {
    ...definition,
    source: at(source),
    steps: steps.map(step),
    ...(target && { target: at(target) }),
    // biome-ignore lint/suspicious/noThenProperty: as above
    then: then.map((one) => step(one) as WriteStep),
  };
}

function hasEndpoint(inside: unknown): inside is { readonly endpoint: string } {
  return (
    typeof inside === "object" &&
    inside !== null &&
    "endpoint" in inside &&
    typeof inside.endpoint === "string"
  );
}
