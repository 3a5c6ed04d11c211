/**
 * Restores a backup into a database: all of it, or nothing. The tables are made anew as they were when it was taken, filled,
 * and then brought to this version by the migrations since. NOT the question whether it may be done (`backup/` the room).
 */
import { createHash } from "node:crypto";
import { applicationName, type Database } from "../database.ts";
import { type MigrationSession, migrate, pending, readMigrations } from "../migrate.ts";
import { inSession } from "../session.ts";
import {
  type BackupHeader,
  damaged,
  newer,
  notOne,
  type RowLine,
  readHeader,
  readLine,
  type TableShape,
} from "./format.ts";
import { inUse, notEmpty } from "./refusals.ts";
import { madeByMigrations, named, ownSchema, quoted, tablesOf } from "./tables.ts";

export interface LoadOptions {
  /** The lines of the backup, unpacked. */
  readonly lines: AsyncIterable<string>;
  /** Whether what is there may be thrown away. */
  readonly replace: boolean;
  /** Schemas whose content is about what was there before and is made anew by whoever needs it. */
  readonly forget: readonly string[];
  /** The name of this process's own sessions in pg_stat_activity. */
  readonly ownSessions: string;
}

export interface Loaded {
  readonly header: BackupHeader;
  readonly tables: number;
  readonly rows: number;
}

const rowsAtOnce = 500;

/** Throws HubErrors "backup.*", "restore.*", "database.newer", "database.migration-changed"; then nothing was changed. */
export function load(database: Database, options: LoadOptions): Promise<Loaded> {
  return inSession(database, "alone", async (session) => {
    const lines = options.lines[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.done === true) throw notOne();
    const header = readHeader(first.value);
    const known = await readMigrations();
    const unknown = header.migrations.find(({ number }) => !known.some((one) => one.number === number));
    if (unknown !== undefined) throw newer(`migration ${unknown.number} (${unknown.name})`);
    pending(known, header.migrations);
    if (database.kind === "postgres") await checkUnused(session, options.ownSessions);
    if (!options.replace) await checkEmpty(session, header);
    await clear(session, [...header.schemas, ...options.forget]);
    await migrate(session, header.migrations.at(-1)?.number ?? 0);
    const references = await takeReferences(session);

    const hash = createHash("sha256").update(`${first.value}\n`);
    let end: { tables: number; rows: number; sha256: string } | undefined;
    let table: TableShape | undefined;
    let batch: RowLine[] = [];
    let [tables, rows] = [0, 0];
    const flush = async () => {
      if (table !== undefined && batch.length > 0) await insert(session, table, batch);
      batch = [];
    };
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      if (end !== undefined) throw damaged("something stands after its last line");
      const line = readLine(next.value);
      if ("end" in line) {
        end = line.end;
        continue;
      }
      hash.update(`${next.value}\n`);
      if (Array.isArray(line)) {
        if (table?.columns.length !== line.length) throw damaged("a row does not fit its table");
        batch.push(line);
        rows += 1;
        if (batch.length >= rowsAtOnce) await flush();
      } else if ("table" in line) {
        await flush();
        table = line.table;
        await begin(session, table, header);
        tables += 1;
      } else if ("counter" in line) {
        const { schema, table: of, column, value } = line.counter;
        await session.query("select setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint)", [
          named(schema, of),
          column,
          value,
        ]);
      }
    }
    await flush();
    if (end === undefined) throw damaged("its last line is missing");
    if (end.sha256 !== hash.digest("hex") || end.tables !== tables || end.rows !== rows) {
      throw damaged("its checksum is not that of its lines");
    }
    for (const reference of references) await session.runScript(reference);
    await migrate(session);
    return { header, tables, rows };
  });
}

/** Another hub or worker would go on with what it knows of the old data, and write it over the new. */
async function checkUnused(session: MigrationSession, ownSessions: string): Promise<void> {
  const others = await session.query(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and starts_with(application_name, $1) and application_name <> $2`,
    [`${applicationName} `, ownSessions],
  );
  if (others.length > 0) throw inUse(others.length);
}

async function checkEmpty(session: MigrationSession, { schemas }: BackupHeader): Promise<void> {
  for (const schema of [ownSchema, ...schemas]) {
    for (const name of await tablesOf(session, schema)) {
      if (schema === ownSchema && name === "migration") continue;
      const [row] = await session.query(`select 1 as there from ${named(schema, name)} limit 1`, []);
      if (row !== undefined) throw notEmpty(schema === ownSchema ? name : `${schema}.${name}`);
    }
  }
}

/** Removes what a restore makes anew, and nothing that others keep in the same database. */
async function clear(session: MigrationSession, schemas: readonly string[]): Promise<void> {
  const { tables, functions } = await madeByMigrations();
  const statements = [
    `drop table if exists ${tables.map((name) => named(ownSchema, name)).join(", ")} cascade`,
    ...functions.map((name) => `drop function if exists ${named(ownSchema, name)} cascade`),
    ...schemas
      .filter((name) => name !== ownSchema)
      .map((name) => `drop schema if exists ${quoted(name)} cascade`),
  ];
  await session.runScript(statements.join(";\n"));
}

/** Takes the foreign keys away and gives the statements that put them back, which also check them all. */
async function takeReferences(session: MigrationSession): Promise<readonly string[]> {
  const found = await session.query(
    `select c.relname as table_name, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and n.nspname = $1`,
    [ownSchema],
  );
  const made = new Set((await madeByMigrations()).tables);
  const ours = found.filter(({ table_name }) => made.has(String(table_name)));
  const place = (row: (typeof ours)[number]) => named(ownSchema, String(row.table_name));
  for (const row of ours) {
    await session.runScript(`alter table ${place(row)} drop constraint ${quoted(String(row.name))}`);
  }
  return ours.map(
    (row) => `alter table ${place(row)} add constraint ${quoted(String(row.name))} ${String(row.definition)}`,
  );
}

/** Makes a table that no migration makes; the others are there, empty but for what a migration put in. */
async function begin(session: MigrationSession, table: TableShape, header: BackupHeader): Promise<void> {
  const { schema, name, columns, key, comment } = table;
  const place = named(schema, name);
  if (schema === ownSchema) {
    if (!(await madeByMigrations()).tables.includes(name))
      throw damaged(`it holds a table ${name} that is not ours`);
    // Statement by statement: the audit log refuses to be emptied, and is empty here.
    const [row] = await session.query(`select 1 as there from ${place} limit 1`, []);
    if (row !== undefined) await session.runScript(`delete from ${place}`);
    return;
  }
  if (!header.schemas.includes(schema)) throw damaged(`it holds a schema ${schema} that it did not announce`);
  const definitions = columns.map(
    (column) =>
      `${quoted(column.name)} ${column.type}${column.notNull ? " not null" : ""}${
        column.fallback === null ? "" : ` default ${column.fallback}`
      }`,
  );
  if (key.length > 0) definitions.push(`primary key (${key.map(quoted).join(", ")})`);
  const literal = (text: string) => `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  const statements = [
    `create schema if not exists ${quoted(schema)}`,
    `create table ${place} (${definitions.join(", ")})`,
    ...(comment === null ? [] : [`comment on table ${place} is ${literal(comment)}`]),
    ...columns.flatMap((column) =>
      column.comment === null
        ? []
        : [`comment on column ${place}.${quoted(column.name)} is ${literal(column.comment)}`],
    ),
  ];
  await session.runScript(statements.join(";\n"));
}

async function insert(
  session: MigrationSession,
  { schema, name, columns }: TableShape,
  rows: readonly RowLine[],
): Promise<void> {
  const into = columns.map((column) => quoted(column.name)).join(", ");
  const values = columns.map(({ type }, index) => `(r->>${index})::${type}`).join(", ");
  await session.query(
    `insert into ${named(schema, name)} (${into}) overriding system value
     select ${values} from json_array_elements($1::json) r`,
    [JSON.stringify(rows)],
  );
}
