/**
 * The form of a backup: lines of JSON, gzipped. First a header, then for each table a line that says its shape and one line
 * per row (an array, each value as PostgreSQL writes it as text), where counters stand, and at the end a line with counts and
 * the SHA-256 of all lines before it. Text is the same on the embedded database and on every PostgreSQL, so that a backup of
 * one can be restored into the other. Without its last line a backup is broken off.
 */
import { z } from "zod";
import { HubError } from "../../errors.ts";

export const formatVersion = 1;

const AppliedMigration = z.object({ number: z.number().int(), name: z.string(), checksum: z.string() });

export const BackupHeader = z.object({
  backup: z.literal("rostrum"),
  format: z.number().int(),
  madeAt: z.iso.datetime(),
  /** What it was taken from. */
  database: z.enum(["embedded", "postgres"]),
  /** The key that sealed the secrets in it; the key itself is not in it. */
  keyId: z.string(),
  migrations: z.array(AppliedMigration),
  /** Schemas of tables that no migration makes. */
  schemas: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

const Column = z.object({
  name: z.string(),
  /** As format_type() spells it. */
  type: z.string().regex(/^[a-z][a-z0-9 ]*(\(\d+(,\d+)?\))?(\[\])?$/),
  notNull: z.boolean(),
  /** A literal; other defaults are made by migrations only. */
  fallback: z
    .string()
    .regex(/^(true|false|-?\d+|'([^']|'')*'::[a-z ]+)$/)
    .nullable(),
  comment: z.string().nullable(),
});

export const TableShape = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(Column).min(1),
  /** The columns of the primary key. */
  key: z.array(z.string()),
  comment: z.string().nullable(),
});
export type TableShape = z.infer<typeof TableShape>;

const Line = z.union([
  z.object({ table: TableShape }),
  z.object({
    counter: z.object({ schema: z.string(), table: z.string(), column: z.string(), value: z.string() }),
  }),
  z.object({ end: z.object({ tables: z.number(), rows: z.number(), sha256: z.string() }) }),
]);
export type Line = z.infer<typeof Line>;

/** The values of one row, in the order of the table's columns. */
export type RowLine = readonly (string | null)[];

/** Reads a line after the header. Throws HubError "backup.damaged". */
export function readLine(text: string): Line | RowLine {
  const value = parsed(text);
  if (Array.isArray(value) && value.every((member) => member === null || typeof member === "string"))
    return value;
  const line = Line.safeParse(value);
  if (line.success) return line.data;
  throw damaged("a line in it is not as a backup's lines are");
}

/** Reads the first line. Throws HubErrors "backup.not-one" and "backup.newer". */
export function readHeader(text: string): BackupHeader {
  const value = z.object({ backup: z.literal("rostrum"), format: z.number() }).safeParse(parsed(text));
  if (!value.success) throw notOne();
  const header = BackupHeader.safeParse(parsed(text));
  if (value.data.format > formatVersion || !header.success) throw newer(`form ${value.data.format}`);
  return header.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param what of it this version does not know: "form 2", "migration 12 (agents)" */
export function newer(what: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "backup.newer",
    message: `The backup has ${what}, which this Rostrum does not know.`,
    meaning: "A newer version made it. Nothing was changed.",
    remedy: "Restore it with that version or a newer one.",
  });
}

export function notOne(cause?: unknown): HubError {
  return new HubError({
    kind: "usage",
    code: "backup.not-one",
    message: "This is no backup of Rostrum.",
    meaning: "Nothing was changed.",
    remedy: "Give a file that was made by: rostrum backup --out FILE",
    cause,
  });
}

export function damaged(what: string, cause?: unknown): HubError {
  return new HubError({
    kind: "usage",
    code: "backup.damaged",
    message: `The backup is not whole: ${what}.`,
    meaning: "It was cut off or changed after it was made. Nothing was restored; the database is as it was.",
    remedy: "Copy it again from where it is kept, or take another backup.",
    cause,
  });
}
