/**
 * Endpoints: the far side of a flow. One port for whatever holds rows outside of GoTo: CSV, ndjson, Excel and
 * Parquet files, PostgreSQL, MySQL and MariaDB, and any HTTP/JSON API.
 *
 * The words: an endpoint has tables, a table has fields, a row is an object of values by field name. Rows are read
 * in batches and written in batches; a write answers with one result per row, in the order of the rows.
 *
 * What every implementation keeps (testing/conformance.ts holds it to that):
 * - Nothing is lost on the way: 64-bit keys and decimals are text, dates are ISO 8601, JSON is JSON (`FieldType`).
 * - Reading pulls: the next batch is fetched when it is asked for, so memory stays flat and leaving early frees all.
 * - A row that cannot be read or written is reported, in the system's own words, and the others go on.
 *   Only what concerns no row in particular (no connection, no such table) is thrown, as a HubError.
 * - A write may be repeated after a crash: where rows have a key, the repeat finds what the first try made.
 *
 * NOT a query language, NOT a mapping (flows do that), and NOT aware of GoTo: its entities get a port of this shape
 * from the room that knows them. Credentials come in already opened; nothing here stores or logs them.
 */
import type { Readable } from "node:stream";
import type { FieldType, Row, Value } from "../rows/values.ts";
import type { Filter } from "./filter.ts";

export type { FieldType, Row, Value } from "../rows/values.ts";

export interface TableField {
  readonly name: string;
  readonly type: FieldType;
  /** Whether an inserted row must have it: it may not be null and the system has no value of its own for it. */
  readonly required: boolean;
  /** Whether it belongs to the first of the table's keys. */
  readonly key: boolean;
  readonly nullable: boolean;
  /** False where the system computes the value itself and refuses any other. */
  readonly writable: boolean;
  /** False where it is read only when it is asked for by name, or can only be written. */
  readonly plain?: false;
  readonly description?: string;
}

export type Operation = "insert" | "update" | "upsert" | "delete";

export interface Table {
  readonly name: string;
  readonly fields: readonly TableField[];
  /** Sets of fields that tell one row from all others; the first is used where a write names none. */
  readonly keys: readonly (readonly string[])[];
  /** What a writer of this table can do. */
  readonly operations: readonly Operation[];
  /** The fields that a row needs for an operation, where that is not what `required` and `keys` say. */
  readonly requiredFor?: Readonly<Partial<Record<Operation, readonly string[]>>>;
  /** Whether a writer can begin by emptying it (`existing: "replace"`). */
  readonly replaceable: boolean;
  /** Fields by which changes can be read: those that the system, or whoever keeps the rows, raises with each change. */
  readonly changedBy: readonly string[];
  /** Whether batches carry a `position` from which a later read can go on. */
  readonly resumable: boolean;
}

/** Where a read stopped; opaque, survives JSON, understood by the same endpoint only. */
export type Position = Row;

export interface ReadRequest {
  readonly table: string;
  /** The fields wanted; all when absent. */
  readonly fields?: readonly string[];
  /** All of them must hold. */
  readonly filters?: readonly Filter[];
  /**
   * Only rows changed since. `field` is one of the table's `changedBy`, or any other that orders the changes.
   * Rows whose value equals `since` come again: what was written in the very moment of the last read is thus never
   * missed, and an upsert makes the repetition harmless. Rows without a value always come.
   */
  readonly changes?: { readonly field: string; readonly since?: Value };
  /**
   * A stretch of time, for tables that say themselves what that means (an entity of GoTo): dates, moments, or relative
   * as "-30d"; `from` included, `to` excluded. Others throw HubError "endpoint.no-range".
   */
  readonly range?: { readonly from?: string; readonly to?: string };
  /** Goes on after this position of an earlier read with the same request. */
  readonly after?: Position;
  /** Rows per batch, at most. */
  readonly batchRows?: number;
  /** Rows in all, at most. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** A row that is there but cannot be read. */
export interface UnreadableRow {
  /** Where to look, e.g. "line 17". */
  readonly place: string;
  readonly error: RowError;
  /** The text of the row where there is one, cut to a length that can be shown. */
  readonly text?: string;
}

export interface Batch {
  readonly rows: readonly Row[];
  readonly unreadable: readonly UnreadableRow[];
  /** Where to go on after this batch; absent where the table is not resumable. */
  readonly position?: Position;
  /**
   * With `changes`: the greatest value of its field so far. The last batch's is to be the next read's `since`, once
   * this read has come to its end: not every system gives the rows in the order of their changes.
   */
  readonly mark?: Value;
}

export interface WriteRequest {
  readonly table: string;
  readonly operation: Operation;
  /** The fields that tell rows apart; the table's first key when absent. */
  readonly key?: readonly string[];
  /** Insert only: whether rows that are there stay (the default) or are replaced by those of this writer. */
  readonly existing?: "keep" | "replace";
  /** The fields to come, where the caller knows them: a new file gets its columns from it. */
  readonly fields?: readonly Pick<TableField, "name" | "type">[];
  /** Fields wanted in the results, e.g. a number that the system gives. */
  readonly returning?: readonly string[];
  /** Goes on with what an earlier writer of the same request had written when it gave this checkpoint. */
  readonly resume?: WriterCheckpoint;
  /** Rows may come again that a killed run had begun to write: who cannot tell by a key looks first. */
  readonly repeated?: boolean;
  /** Switches of the system's own, e.g. whether GoTo e-mails people; all off by default. */
  readonly switches?: Readonly<Record<string, boolean>>;
  readonly signal?: AbortSignal;
}

/**
 * What became of a row:
 * - `inserted`, `updated`, `deleted`
 * - `unchanged`  it was there with these very values (an upsert or update that changes nothing, a repeated insert)
 * - `written`    accepted; the system does not say whether it was new
 * - `missing`    update or delete of a row that is not there
 * - `failed`     see `error`
 */
export type Outcome = "inserted" | "updated" | "unchanged" | "deleted" | "written" | "missing" | "failed";

export interface RowError {
  /** The system's own code ("23505", "422"), or one of ours ("no-such-field", "no-key", "too-long"). */
  readonly code: string;
  /** The system's own words where it has any. */
  readonly words: string;
  /** Each of several things that are wrong, where `words` says them all. */
  readonly problems?: readonly string[];
  readonly field?: string;
  /** What to do about it, where the system's words alone would leave a person guessing. */
  readonly remedy?: string;
  /** Whether the same row may well succeed later without being changed. */
  readonly passing: boolean;
  /**
   * Present where nobody knows whether it was done all the same (the answer was lost). Written again as one that may have
   * been written, the row is looked for first ("looked-for"), or simply written again ("repeated").
   */
  readonly doubt?: Doubt;
}

export type Doubt = "looked-for" | "repeated";

export interface RowResult {
  readonly outcome: Outcome;
  /** The values of the key's fields, as far as they are known. */
  readonly key: Row;
  /** What the system gave back: the fields of `returning`, or an answer's members. */
  readonly result?: Row;
  /** Present if, and only if, the outcome is `failed`. */
  readonly error?: RowError;
}

/** What would become of a row, and what would happen besides ("ann@example.com: the confirmation"). */
export interface CheckedRow extends RowResult {
  readonly remarks: readonly string[];
}

/** How far a writer got; opaque, survives JSON. */
export type WriterCheckpoint = Row;

/** One table being written. Calls must not overlap. */
export interface Writer {
  /**
   * Writes rows and answers with one result for each, in their order. `again`: which of them, by their index, an earlier
   * try may have written; who cannot tell by a key looks first.
   */
  write(rows: readonly Row[], again?: ReadonlySet<number>): Promise<readonly RowResult[]>;
  /**
   * Makes what was written so far outlast a crash and says from where to go on. Undefined where every `write` does so
   * by itself.
   */
  checkpoint(): Promise<WriterCheckpoint | undefined>;
  /** Makes everything visible to readers, at once where the system can. Nothing may be written afterwards. */
  finish(): Promise<void>;
  /** Gives up: what is not visible yet never will be. Harmless after `finish`. */
  abort(): Promise<void>;
}

/** Whether an endpoint works, in words for a person. */
export interface TestResult {
  readonly works: boolean;
  /** What was found, e.g. "Connected to PostgreSQL 18.1 as reporting; 12 tables can be read." */
  readonly message: string;
  /** What it means and what to do, where it does not work. */
  readonly meaning?: string;
  readonly remedy?: string;
}

/** Files as a whole, for endpoints whose tables are files. */
export interface FileExchange {
  /** Throws HubError "endpoint.unknown-file". The content must be read or destroyed. */
  open(name: string): Promise<{ readonly bytes: number; readonly content: Readable }>;
  /**
   * Brings one; it appears when all of it is there. Throws HubError "endpoint.file-exists" where there is one and it is not to be
   * replaced, and "endpoint.file-too-large".
   */
  put(
    name: string,
    content: Readable,
    replace: boolean,
  ): Promise<{ readonly bytes: number; readonly replaced: boolean }>;
}

export interface Endpoint {
  readonly kind: string;
  /** Only where tables are files. */
  readonly files?: FileExchange;
  /** Tries it out, changing nothing. Never throws for what a person can mend. */
  test(signal?: AbortSignal): Promise<TestResult>;
  /** The names of its tables, in order. */
  tables(): Promise<readonly string[]>;
  /** Throws HubError "endpoint.unknown-table" with the nearest right names. */
  describe(table: string): Promise<Table>;
  read(request: ReadRequest): AsyncIterable<Batch>;
  /**
   * Throws HubError for what can never be read, with nothing asked yet. Only where a table gives more than it describes
   * (an entity of GoTo: the fields of its parents); elsewhere `describe` says all.
   */
  checkRead?(request: ReadRequest): void;
  /** Throws HubError when nothing at all could be written: no such table, an operation that it does not have. */
  openWriter(request: WriteRequest): Promise<Writer>;
  /** What would become of these rows, with nothing written; only where the system can be asked that. */
  check?(request: WriteRequest, rows: readonly Row[]): Promise<readonly CheckedRow[]>;
  /** Frees connections and files. Writers and readers must have ended. */
  close(): Promise<void>;
}

/** Rows per batch when a request does not say: large enough for the speed of bulk writes, small enough to hold. */
export const defaultBatchRows = 2_000;
