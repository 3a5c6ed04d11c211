/** PostgreSQL's answers to what differs between databases (../sql/dialect.ts). */
import { sql } from "kysely";
import type { RowError, Value } from "../endpoint.ts";
import type { Column, Dialect } from "../sql/dialect.ts";
import { describeTable, tableNames } from "./catalogue.ts";
import { explain } from "./errors.ts";
import { decode, encode, type PostgresColumn } from "./types.ts";

/** The members of an error that the server sent (PostgreSQL's protocol, "Error and Notice Message Fields"). */
export interface ServerError {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly column?: string;
}

export function serverError(error: unknown): ServerError | undefined {
  const { code, message } = (error ?? {}) as Partial<ServerError>;
  const sent = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && typeof message === "string";
  return sent && !message.includes("Connection terminated") ? (error as ServerError) : undefined;
}

/**
 * Rows that the database accepted and left out. It does not say which, so that it counts as an error of the rows:
 * they are then written by halves until it is one.
 */
export class NotKept extends Error {
  constructor(rows: number) {
    super(
      `The database accepted ${rows === 1 ? "the row and did not keep it" : "the rows and did not keep all of them"}: a trigger or rule of the table left it out.`,
    );
    this.name = "NotKept";
  }
}

/**
 * Classes of errors that are not about a row: connection, transaction state, rights at sign-in, catalogue, deadlock,
 * syntax and names, resources, object state, intervention, system. Anything else, triggers' own codes included, is.
 */
const notTheRow = new Set(["08", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58", "XX", "0A"]);
/** Refused by row-level security, or by the type of a value: within those classes, yet about the row. */
const theRowAllTheSame = new Set(["42501", "42804", "42846"]);

function rowError(error: unknown): RowError | undefined {
  if (error instanceof NotKept) return { code: "not-kept", words: error.message, passing: false };
  const sent = serverError(error);
  if (sent === undefined) return undefined;
  if (notTheRow.has(sent.code.slice(0, 2)) && !theRowAllTheSame.has(sent.code)) return undefined;
  return {
    code: sent.code,
    words: sent.detail === undefined ? sent.message : `${sent.message}. ${sent.detail}`,
    ...(sent.column === undefined ? {} : { field: sent.column }),
    // A foreign key may come to exist; everything else stays as it is until somebody changes the row.
    passing: sent.code === "23503",
  };
}

export function createPostgresDialect(schema: string): Dialect {
  const native = (column: Column) => sql.raw(column.nativeType);
  return {
    kind: "postgres",
    tables: (session) => tableNames(session, schema),
    describe: (session, name) => describeTable(session, schema, name),
    async greeting(session) {
      const { rows } = await session.query(
        sql`select current_setting('server_version'), current_user, current_database()`,
      );
      const [version = "", user = "", database = ""] = (rows[0] ?? []) as readonly string[];
      return `Connected to PostgreSQL ${version.split(" ")[0]}, database ${database}, as ${user}`;
    },
    selected: (column) =>
      (column as PostgresColumn).structured ? sql`to_jsonb(${sql.id(column.name)})` : sql.id(column.name),
    decode,
    parameter(column, value: Value) {
      const text = encode(column as PostgresColumn, value);
      if (column.type === "json") return sql`${text}::jsonb`;
      return sql`${text}::${native(column)}`;
    },
    compared(column) {
      if (column.type === "json") return sql`to_jsonb(${sql.id(column.name)})`;
      return column.type === "text" ? sql`${sql.id(column.name)}::text collate "C"` : sql.id(column.name);
    },
    contains: (column, text) => sql`strpos(lower(${sql.id(column.name)}::text), lower(${text}::text)) > 0`,
    explain,
    rowError,
    passing: (error) => ["40001", "40P01"].includes(serverError(error)?.code ?? ""),
  };
}
