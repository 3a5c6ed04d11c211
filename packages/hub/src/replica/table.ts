/**
 * The table of an entity, derived from the registry: names, types, comments. Pure. NOT the SQL that makes it
 * (`migrate-tables.ts`), nor the values that go into it (`record.ts`).
 *
 * A column is a field that comes in GoTo's lists. Fields of the by-key form cost a call for each row and are no
 * columns; a query with `--fields` reads them.
 */
import type { EntityDefinition } from "../entities/registry/entity.ts";
import type { Field, FieldType } from "../entities/registry/field.ts";
import { snakeCase } from "./names.ts";

export type ColumnType =
  | "text"
  | "bigint"
  | "double precision"
  | "boolean"
  | "timestamp with time zone"
  | "jsonb";

export interface Column {
  readonly name: string;
  /** The field of the entity that it holds. */
  readonly field: string;
  readonly type: ColumnType;
  readonly comment: string;
}

export interface ReplicaTable {
  readonly entity: EntityDefinition;
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  /** The columns that tell a row from all others, in the order of the registry. */
  readonly key: readonly string[];
}

/** What every table has beside GoTo's fields, with its type as Postgres spells it. */
export const ownColumns = {
  raw: { type: "jsonb", comment: "GoTo's own answer for this row, with what has no column" },
  first_seen: { type: "timestamp with time zone", comment: "When GoTo first gave this row" },
  last_seen: { type: "timestamp with time zone", comment: "When GoTo last gave this row" },
  changed: { type: "timestamp with time zone", comment: "When a change of this row was last seen" },
  deleted: {
    type: "timestamp with time zone",
    comment: "When the row was found to be gone at GoTo; null while it is there",
  },
  row_hash: { type: "text", comment: "Of the raw answer, to tell changed rows from unchanged ones" },
} as const satisfies Readonly<Record<string, { type: ColumnType; comment: string }>>;

const typeOf: Readonly<Record<FieldType, ColumnType>> = {
  // A key is an identifier of 64 bits, not an amount: text is exact everywhere (goto-webinar.md 2).
  key: "text",
  text: "text",
  email: "text",
  choice: "text",
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
  instant: "timestamp with time zone",
  list: "jsonb",
  object: "jsonb",
};

export function tableOf(entity: EntityDefinition): ReplicaTable {
  const columns = Object.entries(entity.fields)
    .filter(([, { form }]) => form !== "byKey")
    .map(
      ([field, definition]): Column => ({
        name: snakeCase(field),
        field,
        type: typeOf[definition.type],
        comment: commentOf(definition),
      }),
    );
  return {
    entity,
    name: snakeCase(entity.name),
    comment: `${entity.description} Kept in step by Rostrum.`,
    columns,
    key: entity.keys.map(snakeCase),
  };
}

function commentOf({ description, unit, choices }: Field): string {
  const additions = [unit, choices?.join(", ")].filter((part) => part !== undefined);
  return additions.length === 0 ? description : `${description} (${additions.join("; ")})`;
}
