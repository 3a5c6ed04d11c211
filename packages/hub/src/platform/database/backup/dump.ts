/**
 * Makes a backup: all of the database at one moment, as lines (`format.ts`). NOT where they go (`backup/` the room), and not
 * what others keep in the same database.
 */
import { createHash } from "node:crypto";
import type { Database } from "../database.ts";
import type { MigrationSession } from "../migrate.ts";
import { inSession } from "../session.ts";
import { type BackupHeader, formatVersion, type Line, type RowLine, type TableShape } from "./format.ts";
import { named, ownSchema, quoted, shapeOf, tablesOf } from "./tables.ts";

export interface DumpOptions {
  readonly keyId: string;
  readonly madeAt: Date;
  /** Schemas of tables that no migration makes; one that is not there is left out. */
  readonly schemas: readonly string[];
  /** Takes pieces of the backup, each some lines; the next one is made when it resolves. */
  readonly write: (lines: string) => Promise<void>;
}

export interface DumpCounts {
  readonly tables: number;
  readonly rows: number;
}

const rowsAtOnce = 500;

/** How values are written as text, whatever the server is set to. */
const settings = `
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex';`;

/** Resolves when the last line is written. On the embedded database all else waits until then. */
export function dump(database: Database, options: DumpOptions): Promise<DumpCounts> {
  return inSession(database, "consistent", async (session) => {
    const hash = createHash("sha256");
    const write = async (lines: readonly (Line | RowLine | BackupHeader)[]) => {
      if (lines.length === 0) return;
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      hash.update(text);
      await options.write(text);
    };
    await session.runScript(settings);
    const applied = await session.query("select number, name, checksum from migration order by number", []);
    const schemas: string[] = [];
    for (const schema of options.schemas) {
      if (schema !== ownSchema && (await tablesOf(session, schema)).length > 0) schemas.push(schema);
    }
    await write([
      {
        backup: "rostrum",
        format: formatVersion,
        madeAt: options.madeAt.toISOString(),
        database: database.kind,
        keyId: options.keyId,
        migrations: applied.map(({ number, name, checksum }) => ({
          number: Number(number),
          name: String(name),
          checksum: String(checksum),
        })),
        schemas,
      },
    ]);
    let [tables, rows] = [0, 0];
    for (const schema of [ownSchema, ...schemas]) {
      for (const name of await tablesOf(session, schema)) {
        // The header says which migrations were applied, and the restore applies them.
        if (schema === ownSchema && name === "migration") continue;
        const shape = await shapeOf(session, schema, name);
        await write([{ table: shape }]);
        rows += await dumpRows(session, shape, write);
        await write(await countersOf(session, shape));
        tables += 1;
      }
    }
    const end: Line = { end: { tables, rows, sha256: hash.digest("hex") } };
    await options.write(`${JSON.stringify(end)}\n`);
    return { tables, rows };
  });
}

async function dumpRows(
  session: MigrationSession,
  { schema, name, columns }: TableShape,
  write: (lines: readonly RowLine[]) => Promise<void>,
): Promise<number> {
  const values = columns.map((column, index) => `${quoted(column.name)}::text as v${index}`).join(", ");
  await session.runScript(
    `declare rostrum_rows no scroll cursor for select ${values} from ${named(schema, name)}`,
  );
  let count = 0;
  for (;;) {
    const rows = await session.query(`fetch ${rowsAtOnce} from rostrum_rows`, []);
    await write(rows.map((row) => columns.map((_, index) => row[`v${index}`] as string | null)));
    count += rows.length;
    if (rows.length < rowsAtOnce) break;
  }
  await session.runScript("close rostrum_rows");
  return count;
}

/** Where the counters of a table's own numbers stand, so that none is given out a second time. */
async function countersOf(
  session: MigrationSession,
  { schema, name, columns }: TableShape,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { name: column } of columns) {
    const [{ sequence } = {}] = await session.query("select pg_get_serial_sequence($1, $2) as sequence", [
      named(schema, name),
      column,
    ]);
    if (sequence === null || sequence === undefined) continue;
    const [last] = await session.query(
      `select last_value::text as value, is_called from ${String(sequence)}`,
      [],
    );
    if (last?.is_called === true)
      lines.push({ counter: { schema, table: name, column, value: String(last.value) } });
  }
  return lines;
}
