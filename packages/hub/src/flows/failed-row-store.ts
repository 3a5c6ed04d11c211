/** The SQL of failed rows: those that wait, and what somebody changed in them. Runs write them (`run-store.ts`). */
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { Row } from "../endpoints/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { Json } from "./flow-store.ts";
import type { RowFailure } from "./row-failure.ts";

type MaybeJson = ColumnType<unknown, string | null, string | null>;

interface FailedRowTable {
  id: Generated<string>;
  flow: string;
  run_id: string | null;
  place: string;
  path: number[];
  identity: string;
  source: Json;
  mapped: MaybeJson;
  step: string;
  error: Json;
  begun: ColumnType<string[], string[], string[]>;
  edited: Generated<boolean>;
  tries: number;
  state: "kept" | "done" | "dropped";
  created_at: Date;
  tried_at: Date;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    failed_row: FailedRowTable;
  }
}

export interface FailedRow {
  readonly id: string;
  readonly flow: string;
  readonly runId: string | undefined;
  readonly place: string;
  readonly path: readonly number[];
  readonly source: Row;
  readonly mapped: Row | undefined;
  readonly step: string;
  readonly failure: RowFailure;
  /** The places of the flow that have written it, or may have. */
  readonly begun: readonly string[];
  /** Whether somebody changed it after that: what was written is then not found by what it says now. */
  readonly edited: boolean;
  readonly tries: number;
  readonly state: "kept" | "done" | "dropped";
  readonly createdAt: Date;
  readonly triedAt: Date;
}

const errorCode = sql<string>`error ->> 'code'`;

export function createFailedRowStore({ sql: db }: Pick<Database, "sql">) {
  return {
    /** Kept rows in the order in which they failed; `newest`: those that failed last. */
    async failedRows(
      flow: string,
      options: {
        after?: string;
        ids?: readonly string[];
        run?: string;
        code?: string;
        newest?: boolean;
        limit: number;
      },
    ) {
      let query = db
        .selectFrom("failed_row")
        .selectAll()
        .where("flow", "=", flow)
        .where("state", "=", "kept")
        .orderBy("id", options.newest === true ? "desc" : "asc")
        .limit(options.limit);
      if (options.after !== undefined) query = query.where("id", ">", options.after);
      if (options.run !== undefined) query = query.where("run_id", "=", options.run);
      if (options.code !== undefined) query = query.where(errorCode, "=", options.code);
      if (options.ids !== undefined) query = query.where("id", "in", [...options.ids]);
      const rows = (await query.execute()).map(toFailedRow);
      return options.newest === true ? rows.toReversed() : rows;
    },

    async failedRow(id: string): Promise<FailedRow | undefined> {
      const row = await db.selectFrom("failed_row").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toFailedRow(row);
    },

    async keptCounts(): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .selectFrom("failed_row")
        .select(["flow", (expression) => expression.fn.countAll<string>().as("rows")])
        .where("state", "=", "kept")
        .groupBy("flow")
        .execute();
      return new Map(rows.map(({ flow, rows: count }) => [flow, Number(count)]));
    },

    async changeFailedRow(id: string, change: { source?: Row; state?: "kept" | "dropped" }): Promise<void> {
      await db
        .updateTable("failed_row")
        .set({
          ...(change.source === undefined
            ? {}
            : {
                source: JSON.stringify(change.source),
                edited: sql<boolean>`edited or cardinality(begun) > 0`,
              }),
          ...(change.state === undefined ? {} : { state: change.state }),
        })
        .where("id", "=", id)
        .execute();
    },
  };
}

function toFailedRow(row: Selectable<FailedRowTable>): FailedRow {
  return {
    id: String(row.id),
    flow: row.flow,
    runId: row.run_id ?? undefined,
    place: row.place,
    path: row.path,
    source: row.source as Row,
    mapped: (row.mapped ?? undefined) as Row | undefined,
    step: row.step,
    failure: row.error as RowFailure,
    begun: row.begun,
    edited: row.edited,
    tries: row.tries,
    state: row.state,
    createdAt: row.created_at,
    triedAt: row.tried_at,
  };
}
