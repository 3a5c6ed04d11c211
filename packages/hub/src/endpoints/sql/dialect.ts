/**
 * What differs between databases, as one port, so that reading, filtering and keeping rows apart are written once.
 * NOT a driver: `Sessions` are made by postgres/ and mysql/, over the drivers of those databases.
 */
import type { HubError } from "../../platform/errors.ts";
import type { RowError, Table, TableField, Value } from "../endpoint.ts";
import type { Fragment } from "./statement.ts";

/** One row as the database writes its values as text; null is null. */
export type TextRow = readonly (string | null)[];

export interface Answer {
  readonly rows: readonly TextRow[];
  /** Rows that an insert, update or delete touched. */
  readonly changed: number;
}

/** One connection, exclusively. */
export interface Session {
  query(fragment: Fragment): Promise<Answer>;
  /** The rows of a query without holding them all; the connection is busy until the end. */
  stream(fragment: Fragment, batchRows: number): AsyncIterable<readonly TextRow[]>;
}

export interface Sessions<S extends Session = Session> {
  /** Lends a connection for the time of `work`; one that broke is thrown away. */
  use<T>(work: (session: S) => Promise<T>): Promise<T>;
  /** Lends a connection until it is released, for readers that stop and go on at their caller's pace. */
  take(): Promise<{ session: S; release(): void }>;
  close(): Promise<void>;
}

export interface Column extends TableField {
  /** The database's own name of the type, from its catalogue, safe to stand in SQL. */
  readonly nativeType: string;
}

export interface SqlTable extends Table {
  readonly schema: string;
  /** The name within its schema. `name` is what users call it, with the schema where it is not the default one. */
  readonly relation: string;
  readonly columns: readonly Column[];
  /** Columns, none of them nullable, that order all rows: reading goes on from their last values. */
  readonly pagingKey: readonly Column[] | undefined;
}

export interface Dialect {
  readonly kind: "postgres" | "mysql";
  tables(session: Session): Promise<readonly string[]>;
  describe(session: Session, name: string): Promise<SqlTable | undefined>;
  /** One sentence on what was connected to: product, version, user. */
  greeting(session: Session): Promise<string>;
  /** How the column is selected so that `decode` understands its text. */
  selected(column: Column): Fragment;
  decode(column: Column, text: string): Value;
  /** A value to compare the column with, exactly and by the column's type. */
  parameter(column: Column, value: Value): Fragment;
  /** The column as it is compared: text exactly, by code points, whatever its collation. */
  compared(column: Column): Fragment;
  /** Whether the column's text contains the text, without regard to case. */
  contains(column: Column, text: string): Fragment;
  /** Our words for an error that concerns no row in particular; undefined for one that we do not know. */
  explain(error: unknown): HubError | undefined;
  /** The row's error, or undefined when the error is not about the row. */
  rowError(error: unknown): RowError | undefined;
  /** Whether the whole transaction may well succeed when tried again at once (a deadlock). */
  passing(error: unknown): boolean;
}

export function tableName(table: SqlTable): readonly [string, string] {
  return [table.schema, table.relation];
}
