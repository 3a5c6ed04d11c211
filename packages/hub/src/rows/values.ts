/**
 * Values, rows and the types of fields: what endpoints, and whatever writes a file of rows, speak of. Beside this file:
 * how values are compared (compare.ts), how they are made to fit a type (coerce.ts), and the one way in which rows
 * become an Excel workbook or a Parquet file. NOT the reading of files, and NOT what GoTo sends: those have rooms.
 */

/** A value that survives JSON. What it means is said by the `FieldType` of its field. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [member: string]: Value };

/** Values by field name. A field that is absent is left as it is (update) or to the system's default (insert). */
export type Row = Readonly<Record<string, Value>>;

/**
 * What the values of a field are, and how they are compared:
 * - `text`      a string
 * - `integer`   a JavaScript number, whole, exact
 * - `long`      a whole number of up to 64 bits as decimal digits in a string: it may not fit a JavaScript number
 * - `decimal`   an exact decimal number as a string, e.g. "12.50"
 * - `number`    a JavaScript number with the rounding of floating point
 * - `boolean`
 * - `date`      "2031-05-01"
 * - `time`      "13:45:00" with as many decimals as the system keeps
 * - `dateTime`  "2031-05-01T13:45:00.123", of no time zone
 * - `instant`   "2031-05-01T13:45:00.123Z", always given in UTC; taken with any offset
 * - `json`      anything
 * - `bytes`     base64 in a string
 */
export type FieldType =
  | "text"
  | "integer"
  | "long"
  | "decimal"
  | "number"
  | "boolean"
  | "date"
  | "time"
  | "dateTime"
  | "instant"
  | "json"
  | "bytes";

/** One column of a file, with the type that its values have or are declared to have. */
export interface FileColumn {
  readonly name: string;
  readonly type: FieldType;
}
