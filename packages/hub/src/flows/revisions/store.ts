/** The SQL of revisions: every definition that a flow ever had, with who kept it, when and why. They only grow. */
import { isDeepStrictEqual } from "node:util";
import type { ColumnType, Kysely, Selectable } from "kysely";
import type { Database, DatabaseTables } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";

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
  /** The revision that they began with, 0 for a new flow: a later one is not written over. Undefined: whatever there is. */
  readonly begunFrom?: number | undefined;
}

export interface Revision {
  readonly number: number;
  readonly author: string;
  readonly comment: string | undefined;
  readonly createdAt: Date;
}

/**
 * Adds a revision where the definition differs from the last one. The flow's own row must be locked by the caller.
 * Throws HubError "flow.overtaken" when somebody else kept another one meanwhile.
 */
export async function addRevision(
  db: Kysely<DatabaseTables>,
  definition: { readonly flow: string },
  now: Date,
  { name, comment, begunFrom }: Author,
): Promise<void> {
  const last = await db
    .selectFrom("flow_revision")
    .selectAll()
    .where("flow", "=", definition.flow)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const text = JSON.stringify(definition);
  if (last !== undefined && isDeepStrictEqual(last.definition, JSON.parse(text))) return;
  if (begunFrom !== undefined && begunFrom !== (last?.number ?? 0)) throw overtaken(definition.flow, last);
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

    /** The number of the latest; 0 where there is none. */
    async latest(flow: string): Promise<number> {
      const row = await db
        .selectFrom("flow_revision")
        .select(({ fn }) => fn.max("number").as("number"))
        .where("flow", "=", flow)
        .executeTakeFirst();
      return row?.number ?? 0;
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

function overtaken(flow: string, last: Selectable<FlowRevisionTable> | undefined): HubError {
  return new HubError({
    kind: "conflict",
    code: "flow.overtaken",
    message:
      last === undefined
        ? `${flow} was removed since this was begun.`
        : `${last.author} kept ${flow} as revision ${last.number} since this was begun.`,
    meaning: "Nothing was kept, so that nobody's work is lost.",
    remedy: "Look at what is there now, and keep yours over it by its revision, or without one.",
    details: {
      revision: last?.number ?? 0,
      ...(last === undefined
        ? {}
        : {
            author: last.author,
            savedAt: last.created_at.toISOString(),
            ...(last.comment === null ? {} : { comment: last.comment }),
          }),
    },
  });
}
