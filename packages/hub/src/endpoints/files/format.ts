/**
 * A file format as a port: how rows come out of a file and how a file is made of rows. Everything else (folders,
 * batches, filters, keys, safe replacement) is the same for all formats and stands beside this file.
 */
import type { FileColumn } from "../../rows/values.ts";
import type { FieldType, Row, UnreadableRow } from "../endpoint.ts";

/** A record that is in the file and cannot be read. */
export class Unreadable {
  readonly row: UnreadableRow;
  constructor(row: UnreadableRow) {
    this.row = row;
  }
}

export interface FileSource {
  readonly path: string;
  /** The sheet, for formats that have several; the first when absent. */
  readonly sheet: string | undefined;
  /** Types that the user declared, by column. */
  readonly declared: ReadonlyMap<string, FieldType>;
}

/** Rows, some at a time; may be asked for more than once, since some formats must know all before they write one. */
export type Rows = () => AsyncIterable<readonly Row[]>;

export interface FileTarget {
  /** Where to write: a temporary file, which takes the place of the real one when it is complete. */
  readonly path: string;
  readonly sheet: string | undefined;
  readonly columns: readonly FileColumn[];
  /** The file as it is, if there is one, for formats that keep more in it than these rows. */
  readonly base: string | undefined;
  /** Whether the rows to be written begin with those that are there. */
  readonly keep: boolean;
}

export interface FileFormat {
  readonly kind: string;
  /** In words, for messages: "CSV". */
  readonly called: string;
  /** How the names of its files end, the dot included. */
  readonly extension: string;
  /** The names of the sheets, for formats that have several tables in a file. */
  sheets?(path: string): Promise<readonly string[]>;
  /** The columns; their types as declared, or as far as the file says them. */
  columns(source: FileSource): Promise<readonly FileColumn[]>;
  /** The records, in the file's order, some at a time. Closes the file when the reader leaves. */
  read(source: FileSource): AsyncIterable<readonly (Row | Unreadable)[]>;
  /** Makes a complete file of the rows. */
  write(target: FileTarget, rows: Rows): Promise<void>;
  /** Adds rows at the end of the file at `target.path`; for formats that can without touching the rest. */
  append?(target: FileTarget, rows: Rows): Promise<void>;
  /** Why a value cannot be kept by the format; undefined when it can. */
  refuses?(value: Row[string], type: FieldType): string | undefined;
}
