/**
 * Lookup tables: what stands for what ("IT" for "Information technology"), kept in the hub for the expressions of all flows.
 * Small on purpose: a table of people or products is an endpoint, and asked by the step `lookup`.
 */
import type { Actor, Audit } from "../../access/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import { nearest } from "../../platform/nearest.ts";
import type { LookupTable } from "../expression-functions.ts";
import { createLookupTableStore, type Entries, type KnownLookupTable } from "./store.ts";

export interface LookupTables {
  all(): Promise<readonly KnownLookupTable[]>;
  /** Throws HubError "lookup-table.unknown". */
  entries(name: string): Promise<LookupTable>;
  /** Throws HubError "lookup-table.too-large", as `change`. */
  put(name: string, entries: Entries, description: string | undefined, who: Actor): Promise<void>;
  change(name: string, set: Entries, unset: readonly string[], who: Actor): Promise<void>;
  remove(name: string, who: Actor): Promise<void>;
}

/** They are held in memory by each run that asks them. */
const mostEntries = 50_000;

export function createLookupTables(database: Database, audit: Audit, clock: Clock): LookupTables {
  const store = createLookupTableStore(database);
  const now = () => new Date(clock.now());

  async function entries(name: string): Promise<LookupTable> {
    const found = await store.entries(name);
    if (found !== undefined) return found;
    const names = (await store.all()).map((table) => table.name);
    const near = nearest(name, names);
    throw new HubError({
      kind: "unknown",
      code: "lookup-table.unknown",
      message: `There is no lookup table "${name}".`,
      meaning: "No value can be looked up in it.",
      remedy:
        near === undefined
          ? `Make it with: rostrum lookup-table import ${name} FILE.csv`
          : `Did you mean "${near}"? See: rostrum lookup-table list`,
      details: { known: names },
    });
  }

  return {
    all: () => store.all(),
    entries,
    async put(name, given, description, who) {
      checkSize(name, Object.keys(given).length);
      const before = await store.entries(name);
      await audit.change(who, async (within, record) => {
        await createLookupTableStore(within).put(name, given, description, now());
        await record({
          action: before === undefined ? "lookup-table.add" : "lookup-table.edit",
          kind: "lookup-table",
          id: name,
          ...(before === undefined ? {} : { before: Object.fromEntries(before) }),
          after: given,
        });
      });
    },
    async change(name, set, unset, who) {
      const before = await entries(name);
      const after = new Map([...before, ...Object.entries(set)]);
      for (const value of unset) after.delete(value);
      checkSize(name, after.size);
      await audit.change(who, async (within, record) => {
        await createLookupTableStore(within).change(name, set, unset, now());
        await record({
          action: "lookup-table.edit",
          kind: "lookup-table",
          id: name,
          before: Object.fromEntries(before),
          after: Object.fromEntries(after),
        });
      });
    },
    async remove(name, who) {
      const before = await entries(name);
      await audit.change(who, async (within, record) => {
        await createLookupTableStore(within).remove(name);
        await record({
          action: "lookup-table.remove",
          kind: "lookup-table",
          id: name,
          before: Object.fromEntries(before),
        });
      });
    },
  };
}

/** For one run: each table is read once. */
export function rememberTables(
  tables: Pick<LookupTables, "entries">,
): (name: string) => Promise<LookupTable> {
  const known = new Map<string, Promise<LookupTable>>();
  return (name) => {
    const found = known.get(name) ?? tables.entries(name);
    known.set(name, found);
    return found;
  };
}

function checkSize(name: string, size: number): void {
  if (size <= mostEntries) return;
  throw new HubError({
    kind: "usage",
    code: "lookup-table.too-large",
    message: `${name} would have ${size} values, and ${mostEntries} are the most.`,
    meaning: "Nothing was changed.",
    remedy: "Keep so many in a database table or a file, and ask it by the step lookup.",
  });
}
