/** The SQL of revisions: every definition that a flow ever had, with who kept it, when and why. They only grow. */
import { isDeepStrictEqual } from "node:util";
import type { ColumnType, Kysely } from "kysely";
import type { Database, DatabaseTables } from "../../platform/database/database.ts";

interface FlowRevisionTable {
  flow: string;
  number: number;
  definition: ColumnType<unknown, string, string>;
  comment: string | null;
  author: string;
  created_at: Date;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseTables {
    flow_revision: FlowRevisionTable;
  }
}

/** Who keeps a definition, as the audit log calls them, and why. */
export interface Author {
  readonly name: string;
  readonly comment: string | undefined;
}

export interface Revision {
  readonly number: number;
  readonly author: string;
  readonly comment: string | undefined;
  readonly createdAt: Date;
}

/** Adds a revision where the definition differs from the last one. The flow's own row must be locked by the caller. */
export async function addRevision(
  db: Kysely<DatabaseTables>,
  definition: { readonly flow: string },
  now: Date,
  { name, comment }: Author,
): Promise<void> {
  const last = await db
    .selectFrom("flow_revision")
    .select(["number", "definition"])
    .where("flow", "=", definition.flow)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const text = JSON.stringify(definition);
  if (last !== undefined && isDeepStrictEqual(last.definition, JSON.parse(text))) return;
  await db
    .insertInto("flow_revision")
    .values({
      flow: definition.flow,
      number: (last?.number ?? 0) + 1,
      definition: text,
      comment: comment ?? null,
      author: name,
      created_at: now,
    })
    .execute();
}

export type RevisionStore = ReturnType<typeof createRevisionStore>;

export function createRevisionStore({ sql: db }: Database) {
  return {
    /** Latest first. */
    async all(flow: string): Promise<readonly Revision[]> {
      const rows = await db
        .selectFrom("flow_revision")
        .select(["number", "author", "comment", "created_at"])
        .where("flow", "=", flow)
        .orderBy("number", "desc")
        .execute();
      return rows.map(({ number, author, comment, created_at: createdAt }) => ({
        number,
        author,
        comment: comment ?? undefined,
        createdAt,
      }));
    },

    async definition(flow: string, number: number): Promise<unknown> {
      const row = await db
        .selectFrom("flow_revision")
        .select("definition")
        .where("flow", "=", flow)
        .where("number", "=", number)
        .executeTakeFirst();
      return row?.definition;
    },
  };
}
