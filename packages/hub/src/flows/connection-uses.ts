/** Which flows use a connection, for whoever wants to remove it (`connections/uses.ts`). */
import type { Connections } from "../connections/index.ts";
import type { FlowStore } from "./flow-store.ts";

export function tellUses(
  { uses, aliasOf, isOnly }: Pick<Connections, "uses" | "aliasOf" | "isOnly">,
  flows: FlowStore,
): void {
  uses.register(async (connectionId) => {
    const [alias, only, all] = await Promise.all([aliasOf(connectionId), isOnly(connectionId), flows.all()]);
    return all
      .filter(({ definition }) => {
        const named = names(definition);
        return (alias !== undefined && named.has(alias)) || (only && named.has(whichever));
      })
      .map(({ name }) => ({ kind: "flow", name }));
  });
}

/** Who says only `goto` means whichever connection there is. */
const whichever = "";

/** The aliases that a definition names, wherever it does. */
function names(definition: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown, member: string) => {
    if (typeof value === "string") {
      if (member === "endpoint" && value === "goto") found.add(whichever);
      if (member === "endpoint" && value.startsWith("goto:")) found.add(value.slice("goto:".length));
      if (member === "connection") found.add(value);
    } else if (typeof value === "object" && value !== null) {
      if (member === "send" && !("connection" in value)) found.add(whichever);
      for (const [name, inside] of Object.entries(value)) look(inside, name);
    }
  };
  look(definition, "");
  return found;
}
