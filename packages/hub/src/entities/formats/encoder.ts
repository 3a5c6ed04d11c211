/** What an encoder is: rows in, text out. One file per format beside this one; `format.ts` chooses. */
import type { Row } from "../registry/entity.ts";
import type { FieldType } from "../registry/field.ts";

/** A column of the result. */
export interface FormatColumn {
  readonly name: string;
  readonly type: FieldType;
}

export interface EncoderOptions {
  /**
   * csv for spreadsheet programs: begins with a byte order mark, and disarms texts that such a program would take for a
   * formula. See `csv.ts` for why this is not the default.
   */
  readonly spreadsheet?: boolean;
}

export interface Encoder {
  readonly contentType: string;
  /** The text of a batch. May keep rows back until it knows how to lay them out. */
  rows(batch: readonly Row[]): string;
  /** The rest: what was kept back, and the closing. */
  end(): string;
}
