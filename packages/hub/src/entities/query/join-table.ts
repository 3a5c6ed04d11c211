/**
 * The table beside a walk: rows of a parent entity by their key, to check conditions on them and to fetch fields that
 * the walk's own rows do not have. What the parent's list does not show (a session may have been held on another day
 * than its webinar was planned for) is looked up by key, so that the result is the same as by walking down.
 */
import { NotFoundError, walkPages } from "@rostrum/goto";
import type { Row } from "../registry/entity.ts";
import type { Caller } from "./caller.ts";
import type { Join } from "./plan.ts";
import type { Remarks } from "./remarks.ts";
import { type Bag, bagOfJoin, testOfJoin } from "./rows.ts";

export interface JoinTable {
  readonly entity: string;
  /** Rows that were wanted and looked up. */
  readonly matched: number;
  /** The name of the key that joins. */
  readonly key: string;
  /** What the joined rows of these keys hand down; a key whose row is not wanted, or is gone, is not in it. */
  lookUp(keys: Iterable<string>): Promise<ReadonlyMap<string, Bag>>;
}

/** Begins to read at once, so that list and walk run side by side. */
export function createJoinTable(join: Join, caller: Caller, remarks: Remarks): JoinTable {
  const key = join.entity.keys[0] ?? "";
  const isWanted = testOfJoin(join);
  /** null: looked at, and not wanted. */
  const known = new Map<string, Bag | null>();
  const underWay = new Map<string, Promise<void>>();
  const byKey = join.entity.readings.find(({ form }) => form === "byKey");
  const list = join.entity.readings.find(({ form, needs }) => form === "list" && needs.length === 0);
  const keep = (row: Row) => {
    known.set(String(row[key]), isWanted(row) ? bagOfJoin(join, row) : null);
  };

  async function readList(): Promise<void> {
    if (join.by !== "list" || list === undefined) return;
    const pages = walkPages(
      async (page) => {
        const { items, totalItems, totalPages = 1, next } = await caller.read(list, {}, page);
        return { items: items as Row[], number: page, totalItems, totalPages, next };
      },
      { concurrency: 4, identify: (row: Row) => String(row[key]) },
    );
    for await (const rows of pages) for (const row of rows) keep(row);
  }

  async function readOne(value: string): Promise<void> {
    if (byKey === undefined) throw new Error(`${join.entity.name} cannot be read by its key`);
    try {
      const { items } = await caller.read(byKey, { [key]: value }, 0);
      for (const item of items) keep(item as Row);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      known.set(value, null);
      remarks.add(
        `${join.entity.name.toLowerCase()}.gone`,
        value,
        `GoTo has no ${join.entity.name} ${value} any more, so nothing under it can be matched; it is left out.`,
      );
    }
  }

  const listed = readList();
  // Whoever looks up gets the error; without a look-up it must not end the process.
  listed.catch(() => {});
  const matched = new Set<string>();
  return {
    entity: join.entity.name,
    get matched() {
      return matched.size;
    },
    key,
    async lookUp(keys) {
      await listed;
      const found = new Map<string, Bag>();
      const wanted = [...new Set(keys)];
      const missing = wanted.filter((value) => !known.has(value));
      await Promise.all(
        missing.map((value) => {
          const reading = underWay.get(value) ?? readOne(value);
          underWay.set(value, reading);
          return reading;
        }),
      );
      for (const value of wanted) {
        const bag = known.get(value);
        if (bag === undefined || bag === null) continue;
        found.set(value, bag);
        matched.add(value);
      }
      return found;
    },
  };
}
