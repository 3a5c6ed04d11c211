/** The SQL of flows: definitions, marks, when they are due. NOT of their runs: that is `run-store.ts`. */
import { type ColumnType, type Generated, type Kysely, type Selectable, sql } from "kysely";
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
  enabled: Generated<boolean>;
  scheduled: Generated<boolean>;
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
  /** When it runs next by itself; undefined: not, or not before another flow is done. */
  readonly nextRunAt: Date | undefined;
  /** Whether its schedule is on. */
  readonly scheduled: boolean;
  /** Off: nobody can run it, itself included. */
  readonly enabled: boolean;
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
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ definition: text, updated_at: now }))
    .execute();
}

export type FlowStore = ReturnType<typeof createFlowStore>;

export function createFlowStore({ sql: db }: Pick<Database, "sql">) {
  return {
    async all(): Promise<readonly Flow[]> {
      return (await db.selectFrom("flow").selectAll().orderBy("name").execute()).map(toFlow);
    },

    /** Those of which people are to hear. */
    async withAlerts(): Promise<readonly Flow[]> {
      const { rows } = await sql<Selectable<FlowTable>>`select * from flow
        where definition -> 'alerts' is not null`.execute(db);
      return rows.map(toFlow);
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

    async schedule(name: string, scheduled: boolean, next: Date | undefined): Promise<void> {
      await db
        .updateTable("flow")
        .set({ scheduled, next_run_at: next ?? null })
        .where("name", "=", name)
        .execute();
    },

    /** Turns a flow off, or on again; times that passed while it was off are over. */
    async enable(name: string, enabled: boolean, next: Date | undefined): Promise<void> {
      await db
        .updateTable("flow")
        .set({ enabled, next_run_at: next ?? null })
        .where("name", "=", name)
        .execute();
    },

    /** What is to begin now: not what is turned off, nor what is still under way. */
    async due(now: Date): Promise<readonly Flow[]> {
      const rows = await db
        .selectFrom("flow")
        .selectAll()
        .where("next_run_at", "<=", now)
        .where("scheduled", "=", true)
        .where("enabled", "=", true)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("flow_run")
                .select("id")
                .whereRef("flow_run.flow", "=", "flow.name")
                .where("state", "in", ["waiting", "running"]),
            ),
          ),
        )
        .orderBy("next_run_at")
        .execute();
      return rows.map(toFlow);
    },

    /** Moves a due time on; true for one caller only, however many processes look. */
    async take(name: string, due: Date, next: Date | undefined): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("flow")
        .set({ next_run_at: next ?? null })
        .where("name", "=", name)
        .where("next_run_at", "=", due)
        .where("enabled", "=", true)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Those that run after this one are due now; one that is due already stays so. */
    async dueAfter(name: string, now: Date): Promise<void> {
      await sql`update flow set next_run_at = ${now}
        where definition -> 'schedule' ->> 'after' = ${name} and scheduled and enabled and next_run_at is null`.execute(
        db,
      );
    },
  };
}

function toFlow(row: Selectable<FlowTable>): Flow {
  return {
    name: row.name,
    definition: FlowDefinition.parse(row.definition),
    mark: (row.mark ?? undefined) as Value | undefined,
    nextRunAt: row.next_run_at ?? undefined,
    scheduled: row.scheduled,
    enabled: row.enabled,
    updatedAt: row.updated_at,
  };
}
