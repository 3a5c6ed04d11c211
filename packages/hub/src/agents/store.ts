/** The SQL of agents and of their tests. NOT of their runs: those are kept by `flows/`. */
import { type ColumnType, type Generated, type Selectable, sql } from "kysely";
import type { TestResult } from "../endpoints/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { Agent, OwnEndpoint } from "./model.ts";

interface AgentTable {
  name: string;
  token_hash: string;
  instance: string | null;
  version: string | null;
  endpoints: ColumnType<unknown, string, string>;
  created_at: Date;
  seen_at: Generated<Date | null>;
}
interface AgentTestTable {
  agent: string;
  endpoint: string;
  requested_at: Date;
  tested_at: Date | null;
  result: ColumnType<unknown, string | null, string | null>;
}

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    agent: AgentTable;
    agent_test: AgentTestTable;
  }
}

export interface AgentTest {
  readonly endpoint: string;
  readonly requestedAt: Date;
  readonly testedAt: Date | undefined;
  readonly result: TestResult | undefined;
}

export function createAgentStore({ sql: db }: Database) {
  return {
    async all(): Promise<readonly Agent[]> {
      return (await db.selectFrom("agent").selectAll().orderBy("name").execute()).map(toAgent);
    },

    async find(name: string): Promise<Agent | undefined> {
      const row = await db.selectFrom("agent").selectAll().where("name", "=", name).executeTakeFirst();
      return row && toAgent(row);
    },

    async nameOf(tokenHash: string): Promise<string | undefined> {
      const row = await db
        .selectFrom("agent")
        .select("name")
        .where("token_hash", "=", tokenHash)
        .executeTakeFirst();
      return row?.name;
    },

    async insert(name: string, tokenHash: string, now: Date): Promise<void> {
      await db
        .insertInto("agent")
        .values({
          name,
          token_hash: tokenHash,
          instance: null,
          version: null,
          endpoints: "[]",
          created_at: now,
        })
        .execute();
    },

    async setToken(name: string, tokenHash: string): Promise<void> {
      await db.updateTable("agent").set({ token_hash: tokenHash }).where("name", "=", name).execute();
    },

    async remove(name: string): Promise<void> {
      await db.deleteFrom("agent").where("name", "=", name).execute();
    },

    /** From now on this process speaks for the agent. */
    async hello(name: string, instance: string, version: string, now: Date): Promise<void> {
      await db
        .updateTable("agent")
        .set({ instance, version, seen_at: now })
        .where("name", "=", name)
        .execute();
    },

    /** Notes a sign of life. False: another process speaks for the agent. */
    async seen(
      name: string,
      instance: string,
      now: Date,
      endpoints?: readonly OwnEndpoint[],
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("agent")
        .set({ seen_at: now, ...(endpoints === undefined ? {} : { endpoints: JSON.stringify(endpoints) }) })
        .where("name", "=", name)
        .where("instance", "=", instance)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Asks for a test of each of these endpoints from the agent. */
    async requestTests(agent: string, endpoints: readonly string[], now: Date): Promise<void> {
      if (endpoints.length === 0) return;
      await db
        .insertInto("agent_test")
        .values(
          endpoints.map((endpoint) => ({
            agent,
            endpoint,
            requested_at: now,
            tested_at: null,
            result: null,
          })),
        )
        .onConflict((conflict) => conflict.columns(["agent", "endpoint"]).doUpdateSet({ requested_at: now }))
        .execute();
    },

    async tests(agent: string): Promise<readonly AgentTest[]> {
      const rows = await db
        .selectFrom("agent_test")
        .selectAll()
        .where("agent", "=", agent)
        .orderBy("endpoint")
        .execute();
      return rows.map(toTest);
    },

    /** Endpoints whose test was asked for since it was made last. */
    async testsToMake(agent: string): Promise<readonly string[]> {
      const rows = await db
        .selectFrom("agent_test")
        .select("endpoint")
        .where("agent", "=", agent)
        .where(sql<boolean>`tested_at is null or tested_at < requested_at`)
        .limit(20)
        .execute();
      return rows.map(({ endpoint }) => endpoint);
    },

    /** Keeps what a test found. One that nobody asked for is not kept. */
    async keepTest(agent: string, endpoint: string, result: TestResult, now: Date): Promise<void> {
      await db
        .updateTable("agent_test")
        .set({ tested_at: now, result: JSON.stringify(result) })
        .where("agent", "=", agent)
        .where("endpoint", "=", endpoint)
        .execute();
    },
  };
}

function toAgent(row: Selectable<AgentTable>): Agent {
  return {
    name: row.name,
    instance: row.instance ?? undefined,
    version: row.version ?? undefined,
    endpoints: row.endpoints as OwnEndpoint[],
    createdAt: row.created_at,
    seenAt: row.seen_at ?? undefined,
  };
}

function toTest(row: Selectable<AgentTestTable>): AgentTest {
  return {
    endpoint: row.endpoint,
    requestedAt: row.requested_at,
    testedAt: row.tested_at ?? undefined,
    result: (row.result ?? undefined) as TestResult | undefined,
  };
}
