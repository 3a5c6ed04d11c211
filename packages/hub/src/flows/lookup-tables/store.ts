/** The SQL of lookup tables: value maps of two columns that people keep for the expressions of flows. */
import type { Database } from "../../platform/database/database.ts";

interface LookupTableTable {
  name: string;
  description: string | null;
  created_at: Date;
  updated_at: Date;
}
interface LookupValueTable {
  lookup_table: string;
  value: string;
  result: string;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    lookup_table: LookupTableTable;
    lookup_value: LookupValueTable;
  }
}

export interface KnownLookupTable {
  readonly name: string;
  readonly description: string | undefined;
  readonly size: number;
  readonly updatedAt: Date;
}

export type Entries = Readonly<Record<string, string>>;

/** Rows in one statement: Postgres takes 65,535 parameters. */
const atOnce = 10_000;

export function createLookupTableStore({ sql: db }: Database) {
  async function add(name: string, entries: Entries): Promise<void> {
    const rows = Object.entries(entries).map(([value, result]) => ({ lookup_table: name, value, result }));
    for (let from = 0; from < rows.length; from += atOnce) {
      await db
        .insertInto("lookup_value")
        .values(rows.slice(from, from + atOnce))
        .onConflict((conflict) =>
          conflict
            .columns(["lookup_table", "value"])
            .doUpdateSet((set) => ({ result: set.ref("excluded.result") })),
        )
        .execute();
    }
  }

  return {
    async all(): Promise<readonly KnownLookupTable[]> {
      const rows = await db
        .selectFrom("lookup_table")
        .select((select) => [
          "name",
          "description",
          "updated_at",
          select
            .selectFrom("lookup_value")
            .whereRef("lookup_value.lookup_table", "=", "lookup_table.name")
            .select((count) => count.fn.countAll<string>().as("size"))
            .as("size"),
        ])
        .orderBy("name")
        .execute();
      return rows.map(({ name, description, size, updated_at: updatedAt }) => ({
        name,
        description: description ?? undefined,
        size: Number(size),
        updatedAt,
      }));
    },

    /** Undefined when there is no such table. In the order of the values. */
    async entries(name: string): Promise<ReadonlyMap<string, string> | undefined> {
      const table = await db
        .selectFrom("lookup_table")
        .select("name")
        .where("name", "=", name)
        .executeTakeFirst();
      if (table === undefined) return undefined;
      const rows = await db
        .selectFrom("lookup_value")
        .select(["value", "result"])
        .where("lookup_table", "=", name)
        .orderBy("value")
        .execute();
      return new Map(rows.map(({ value, result }) => [value, result]));
    },

    /** Makes the table, or gives it these entries instead of those that it had. */
    async put(name: string, entries: Entries, description: string | undefined, now: Date): Promise<void> {
      const words = description === undefined ? {} : { description };
      await db
        .insertInto("lookup_table")
        .values({ name, description: null, created_at: now, ...words, updated_at: now })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ ...words, updated_at: now }))
        .execute();
      await db.deleteFrom("lookup_value").where("lookup_table", "=", name).execute();
      await add(name, entries);
    },

    async change(name: string, set: Entries, unset: readonly string[], now: Date): Promise<void> {
      if (unset.length > 0) {
        await db
          .deleteFrom("lookup_value")
          .where("lookup_table", "=", name)
          .where("value", "in", [...unset])
          .execute();
      }
      await add(name, set);
      await db.updateTable("lookup_table").set({ updated_at: now }).where("name", "=", name).execute();
    },

    async remove(name: string): Promise<void> {
      await db.deleteFrom("lookup_table").where("name", "=", name).execute();
    },
  };
}
