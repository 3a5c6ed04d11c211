/**
 * The shared state of one budget in the database: for processes that share a Postgres, so that together they send
 * no more than GoTo allows. The embedded database bears one process only and needs none of this (memory is used).
 * It does NOT decide who may send: the budget's pure functions do.
 */
import type { Api, BudgetState, BudgetStore } from "@rostrum/goto";
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

interface BudgetTable {
  oauth_client_id: string;
  api: string;
  state: BudgetState;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    budget: BudgetTable;
  }
}

/**
 * One row, locked for the length of one decision: at ten decisions a second a lock costs nothing beside the call
 * that follows. The advisory lock is there for the first decision, when there is no row to lock yet.
 */
export function createDatabaseBudgetStore(database: Database, oauthClientId: string, api: Api): BudgetStore {
  return {
    update: (decide) =>
      database.sql.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${oauthClientId}/${api}`}, 72107118))`.execute(
          transaction,
        );
        const { rows } = await sql<{ state: BudgetState | null; now: number }>`
          select (select state from budget where oauth_client_id = ${oauthClientId} and api = ${api}) as state,
                 (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(transaction);
        const { state, result } = decide(rows[0]?.state ?? undefined, rows[0]?.now ?? 0);
        await sql`
          insert into budget (oauth_client_id, api, state) values (${oauthClientId}, ${api}, ${JSON.stringify(state)}::jsonb)
          on conflict (oauth_client_id, api) do update set state = excluded.state`.execute(transaction);
        return result;
      }),
  };
}
