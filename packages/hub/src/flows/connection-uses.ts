/** Which flows use a connection, for whoever wants to remove it (`connections/uses.ts`). */
import type { Connections } from "../connections/index.ts";
import type { FlowStore } from "./flow-store.ts";

export function tellUses({ uses, aliasOf }: Pick<Connections, "uses" | "aliasOf">, flows: FlowStore): void {
  uses.register(async (connectionId) => {
    const alias = await aliasOf(connectionId);
    const all = await flows.all();
    return all
      .filter(({ definition }) => alias !== undefined && names(definition).has(alias))
      .map(({ name }) => ({ kind: "flow", name }));
  });
}

/** The aliases that a definition names, wherever it does. Who says only `goto` means whichever there is. */
function names(definition: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown, member: string) => {
    if (typeof value === "string") {
      if (member === "endpoint" && value.startsWith("goto:")) found.add(value.slice("goto:".length));
      if (member === "connection") found.add(value);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inside] of Object.entries(value)) look(inside, name);
    }
  };
  look(definition, "");
  return found;
}
