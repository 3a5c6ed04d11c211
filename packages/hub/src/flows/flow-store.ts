/** The SQL of flows: definitions, marks, when they are due. NOT of their runs: that is `run-store.ts`. */
import type { ColumnType, Kysely, Selectable } from "kysely";
import type { Value } from "../endpoints/index.ts";
import type { Database, DatabaseTables } from "../platform/database/database.ts";
import { FlowDefinition } from "./definition.ts";
import { type Author, addRevision } from "./revisions/store.ts";

/** Written as JSON text, read as what it is. */
export type Json = ColumnType<unknown, string, string>;

interface FlowTable {
  name: string;
  definition: Json;
  mark: ColumnType<unknown, string | null, string | null>;
  next_run_at: Date | null;
  last_alert_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    flow: FlowTable;
  }
}

export interface Flow {
  readonly name: string;
  readonly definition: FlowDefinition;
  readonly mark: Value | undefined;
  readonly nextRunAt: Date | undefined;
  readonly lastAlertAt: Date | undefined;
  readonly updatedAt: Date;
}

async function putFlow(db: Kysely<DatabaseTables>, definition: FlowDefinition, now: Date): Promise<void> {
  const text = JSON.stringify(definition);
  await db
    .insertInto("flow")
    .values({
      name: definition.flow,
      definition: text,
      mark: null,
      next_run_at: null,
      last_alert_at: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ definition: text, updated_at: now }))
    .execute();
}

export type FlowStore = ReturnType<typeof createFlowStore>;

export function createFlowStore({ sql: db }: Database) {
  return {
    async all(): Promise<readonly Flow[]> {
      return (await db.selectFrom("flow").selectAll().orderBy("name").execute()).map(toFlow);
    },

    async find(name: string): Promise<Flow | undefined> {
      const row = await db.selectFrom("flow").selectAll().where("name", "=", name).executeTakeFirst();
      return row && toFlow(row);
    },

    /**
     * Keeps a definition under its name, and remembers it as a revision where it differs from the one before; mark and
     * schedule stay as they are.
     */
    async put(definition: FlowDefinition, now: Date, by: Author): Promise<void> {
      const keep = async (within: Kysely<DatabaseTables>) => {
        await putFlow(within, definition, now);
        await addRevision(within, definition, now, by);
      };
      await (db.isTransaction ? keep(db) : db.transaction().execute(keep));
    },

    async remove(name: string): Promise<void> {
      await db.deleteFrom("flow").where("name", "=", name).execute();
    },

    async schedule(name: string, next: Date | undefined): Promise<void> {
      await db
        .updateTable("flow")
        .set({ next_run_at: next ?? null })
        .where("name", "=", name)
        .execute();
    },

    async due(now: Date): Promise<readonly Flow[]> {
      const rows = await db.selectFrom("flow").selectAll().where("next_run_at", "<=", now).execute();
      return rows.map(toFlow);
    },

    /** Moves a due time on; true for one caller only, however many processes look. */
    async take(name: string, due: Date, next: Date | undefined): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("flow")
        .set({ next_run_at: next ?? null })
        .where("name", "=", name)
        .where("next_run_at", "=", due)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** True for one caller in `hours`: that one tells people. */
    async mayAlert(name: string, now: Date, hours: number): Promise<boolean> {
      const before = new Date(now.getTime() - hours * 3_600_000);
      const { numUpdatedRows } = await db
        .updateTable("flow")
        .set({ last_alert_at: now })
        .where("name", "=", name)
        .where((where) =>
          where.or([where("last_alert_at", "is", null), where("last_alert_at", "<=", before)]),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function toFlow(row: Selectable<FlowTable>): Flow {
  return {
    name: row.name,
    definition: FlowDefinition.parse(row.definition),
    mark: (row.mark ?? undefined) as Value | undefined,
    nextRunAt: row.next_run_at ?? undefined,
    lastAlertAt: row.last_alert_at ?? undefined,
    updatedAt: row.updated_at,
  };
}
