/**
 * Migrations: the numbered .sql files of `migrations/`, each applied once, in order, all in one transaction.
 * A file that was applied is never edited again; its checksum is kept and compared, because two databases that
 * were made by different texts under one number would differ for ever without anybody knowing.
 * NOT for data that features need at their start.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { HubError } from "../errors.ts";

/** Held on Postgres by whoever migrates or restores, until the commit: a second process finds the finished tables. */
export const migrationLock = 72107118;

/** What a migration needs of a database: one session inside one open transaction. */
export interface MigrationSession {
  /** Runs a script of any number of statements. */
  runScript(script: string): Promise<void>;
  query(text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

export interface Migration {
  readonly number: number;
  /** The file's name without number and ending. */
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Which migrations are still to be applied. Throws HubError when the database was made by a newer Rostrum or by
 * a changed file, before anything is touched.
 */
export function pending(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const knownByNumber = new Map(known.map((migration) => [migration.number, migration]));
  for (const done of applied) {
    const migration = knownByNumber.get(done.number);
    if (migration === undefined) {
      throw new HubError({
        kind: "unavailable",
        code: "database.newer",
        message: `The database holds migration ${done.number} (${done.name}), which this Rostrum does not know.`,
        meaning: "It was used by a newer version; an older one could damage what is in it.",
        remedy: "Start the newer version, or use another database or data folder.",
      });
    }
    if (migration.checksum !== done.checksum) {
      throw new HubError({
        kind: "unavailable",
        code: "database.migration-changed",
        message: `Migration ${done.number} (${done.name}) differs from the one that made this database.`,
        meaning: "The tables may not be what this version expects.",
        remedy:
          "Put the file of that migration back as it was released; changes belong into a new, higher number.",
      });
    }
  }
  const numbers = new Set(applied.map((done) => done.number));
  return known.filter((migration) => !numbers.has(migration.number));
}

/** Brings the database up to date, or as far as a backup of that number was. Must run inside a transaction; on Postgres under the advisory lock. */
export async function migrate(session: MigrationSession, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  await session.runScript(`
    create table if not exists migration (
      number     integer primary key,
      name       text not null,
      checksum   text not null,
      applied_at timestamptz not null default now()
    )`);
  const rows = await session.query("select number, name, checksum from migration order by number", []);
  const applied = rows.map((row) => ({
    number: Number(row.number),
    name: String(row.name),
    checksum: String(row.checksum),
  }));
  for (const { number, name, script, checksum } of pending(await readMigrations(), applied)) {
    if (number > upTo) break;
    await session.runScript(script);
    await session.query("insert into migration (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ]);
  }
}

/** The migrations that belong to this version, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const folder = new URL("./migrations/", import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  const migrations: Migration[] = [];
  for (const file of files) {
    const parts = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    const number = Number(parts?.[1]);
    const last = migrations.at(-1)?.number ?? 0;
    if (parts?.[2] === undefined || number <= last) {
      throw new Error(`migration file ${file} should be called NNNN-name.sql, with a number above ${last}`);
    }
    const script = await readFile(new URL(file, folder), "utf8");
    const checksum = createHash("sha256").update(script).digest("hex");
    migrations.push({ number, name: parts[2], script, checksum });
  }
  return migrations;
}
