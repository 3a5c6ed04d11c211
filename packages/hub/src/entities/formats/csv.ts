/**
 * csv by RFC 4180: comma, quotes where needed, CR LF, UTF-8, a line of column names first. Nested values are JSON text.
 * An absent value is nothing, an empty text is "": what is read back is what was there.
 *
 * Formulas. A registration form is public, so a name may be `=HYPERLINK(...)`, and spreadsheet programs carry out what
 * begins with = + - @ or a control character. The usual cure, an apostrophe in front, changes the data: telephone
 * numbers begin with +, and a file that is read by a database or by `rostrum create` would come back altered. So the
 * file is exact unless the caller says that it is for a spreadsheet; then such texts get the apostrophe, and a byte
 * order mark says that it is UTF-8. A spreadsheet also rounds numbers of 19 digits when it opens a csv, whatever quotes
 * are around them; so then keys are written as ="7190486204790255411", which all of these programs show as text.
 */
import { stringify } from "csv-stringify/sync";
import type { EncoderOptions, FormatColumn, TextFormat } from "./encoder.ts";

export function csvFormat(
  columns: readonly FormatColumn[],
  { spreadsheet = false }: EncoderOptions,
): TextFormat {
  const names = columns.map(({ name }) => name);
  const keys = new Set(
    spreadsheet ? columns.filter(({ type }) => type === "key").map(({ name }) => name) : [],
  );
  let begun = false;
  const write = (rows: readonly unknown[]) =>
    stringify([...rows], {
      columns: names,
      record_delimiter: "\r\n",
      escape_formulas: spreadsheet,
      cast: {
        boolean: (value) => (value ? "true" : "false"),
        object: (value) => JSON.stringify(value),
        string(value, { column }) {
          if (value === "") return { value, quoted_empty: true };
          // Digits only: what else stands in such a column is disarmed like any text.
          if (keys.has(String(column)) && /^\d+$/.test(value))
            return { value: `="${value}"`, escape_formulas: false };
          return value;
        },
      },
    });
  const head = () => {
    if (begun) return "";
    begun = true;
    return (spreadsheet ? "\ufeff" : "") + stringify([names], { record_delimiter: "\r\n" });
  };
  return {
    contentType: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    rows: (batch) => head() + write(batch),
    end: head,
  };
}
