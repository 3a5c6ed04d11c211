/** How the files of an endpoint are found and read. All of them lie in one folder, below the one for all endpoints. */
import { z } from "zod";
import { DeclaredField } from "../declared.ts";

/** What a user says of a table whose system does not say it itself. */
export const DeclaredTables = z
  .record(z.string(), z.strictObject({ fields: z.array(DeclaredField).min(1) }))
  .default({})
  .describe(
    "Fields of tables by the table's name, where types or keys are wanted that it does not say itself",
  );
export type DeclaredTables = z.infer<typeof DeclaredTables>;

const shared = {
  folder: z.string().default("").describe("The folder, below the hub's folder for files"),
  tables: DeclaredTables,
};

export const CsvOptions = z.strictObject({
  kind: z.literal("csv"),
  ...shared,
  delimiter: z.string().length(1).default(","),
  quote: z.string().length(1).default('"'),
  encoding: z
    .enum(["utf-8", "utf-16le", "windows-1252", "iso-8859-1", "iso-8859-15"])
    .default("utf-8")
    .describe("Of files that are read; what is written is UTF-8 always"),
  byteOrderMark: z
    .boolean()
    .default(false)
    .describe("Written at the start of new files; some spreadsheets want it"),
  escapeFormulas: z
    .boolean()
    .default(false)
    .describe("Puts ' before texts that a spreadsheet would run as a formula; they read back with it"),
});
export type CsvOptions = z.infer<typeof CsvOptions>;

export const NdjsonOptions = z.strictObject({ kind: z.literal("ndjson"), ...shared });
export const ExcelOptions = z.strictObject({ kind: z.literal("excel"), ...shared });
export const ParquetOptions = z.strictObject({ kind: z.literal("parquet"), ...shared });

export type FileOptions =
  | CsvOptions
  | z.infer<typeof NdjsonOptions>
  | z.infer<typeof ExcelOptions>
  | z.infer<typeof ParquetOptions>;
