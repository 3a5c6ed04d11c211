/** What an encoder is: rows in, an answer's body out. One file per format beside this one; `format.ts` chooses. */
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
  /** What the rows are, for formats with a place for it. */
  readonly title?: string;
}

export interface Encoder {
  readonly contentType: string;
  /** How the names of its files end, without the dot. */
  readonly extension: string;
  /** The body, piece by piece, as the rows come; nothing before the first rows have come. */
  encode(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<string | Uint8Array>;
}

/** Of the formats that are text: where one row ends and the next begins does not matter to them. */
export interface TextFormat {
  readonly contentType: string;
  readonly extension: string;
  /** The text of a batch. May keep rows back until it knows how to lay them out. */
  rows(batch: readonly Row[]): string;
  /** The rest: what was kept back, and the closing. */
  end(): string;
}

export function textEncoder(format: TextFormat): Encoder {
  return {
    contentType: format.contentType,
    extension: format.extension,
    async *encode(rows) {
      for await (const batch of rows) {
        const text = format.rows(batch);
        if (text !== "") yield text;
      }
      const rest = format.end();
      if (rest !== "") yield rest;
    },
  };
}
