/** What the information schema says of tables: their columns, keys and engine. NOT cached: asked each time. */
import { sql } from "kysely";
import type { Operation } from "../endpoint.ts";
import type { Session, SqlTable, TextRow } from "../sql/dialect.ts";
import type { Fragment } from "../sql/statement.ts";
import { fieldTypeOf, type MysqlColumn } from "./types.ts";

export interface MysqlTable extends SqlTable {
  readonly columns: readonly MysqlColumn[];
  readonly pagingKey: readonly MysqlColumn[] | undefined;
  /** False for MyISAM and its like: a refused statement leaves the rows before the refused one written. */
  readonly transactional: boolean;
  /** The longest statement that the server takes. */
  readonly packetBytes: number;
}

const shown: Fragment = sql`case when table_schema = database() then table_name else concat(table_schema, '.', table_name) end`;
const visible: Fragment = sql`table_schema not in ('mysql', 'information_schema', 'performance_schema', 'sys')
  and table_type in ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')`;

export async function tableNames(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query(
    sql`select ${shown} from information_schema.tables where ${visible} order by 1`,
  );
  return rows.map(([name]) => name ?? "");
}

export async function describeTable(session: Session, name: string): Promise<MysqlTable | undefined> {
  const { rows } = await session.query(
    sql`select table_schema, table_name, table_type, version(), @@max_allowed_packet,
      (select transactions from information_schema.engines e where e.engine = t.engine)
    from information_schema.tables t where ${visible} and ${shown} = ${name} limit 1`,
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const [schema = "", relation = "", kind, version = "", packet, transactions] = found as readonly string[];
  const where = sql`table_schema = ${schema} and table_name = ${relation}`;

  const keys = keysFrom(
    (
      await session.query(sql`select index_name, column_name, sub_part from information_schema.statistics
    where ${where} and non_unique = 0 order by index_name <> 'PRIMARY', index_name, seq_in_index`)
    ).rows,
  );
  const json = version.includes("MariaDB") ? await jsonColumns(session, schema, relation) : new Set<string>();
  const columns = (
    await session.query(sql`select column_name, data_type, column_type, is_nullable, column_default, extra, column_comment
      from information_schema.columns where ${where} order by ordinal_position`)
  ).rows.map((row) => columnFrom(row, keys[0] ?? [], json));
  const changeable = kind !== "VIEW" || (await isUpdatable(session, where));
  const operations: Operation[] = changeable ? ["insert", "update", "upsert", "delete"] : [];
  const pagingKey = pagingKeyOf(columns, keys);
  return {
    name,
    schema,
    relation,
    fields: columns,
    columns,
    keys,
    operations: operations.filter((operation) => operation !== "upsert" || keys.length > 0),
    replaceable: false,
    changedBy: columns
      .filter(({ type }) => type === "instant" || type === "dateTime")
      .map((column) => column.name),
    pagingKey,
    resumable: pagingKey !== undefined,
    transactional: transactions === "YES",
    packetBytes: Number(packet),
  };
}

/** Unique indexes over whole columns; one over a prefix or an expression does not tell rows apart by value. */
function keysFrom(rows: readonly TextRow[]): readonly (readonly string[])[] {
  const keys = new Map<string, string[]>();
  const partial = new Set<string>();
  for (const [index, column, prefix] of rows) {
    if (index === null || index === undefined) continue;
    if (column === null || column === undefined || (prefix ?? null) !== null) partial.add(index);
    else keys.set(index, [...(keys.get(index) ?? []), column]);
  }
  return [...keys].filter(([index]) => !partial.has(index)).map(([, columns]) => columns);
}

function pagingKeyOf(
  columns: readonly MysqlColumn[],
  keys: readonly (readonly string[])[],
): readonly MysqlColumn[] | undefined {
  return keys
    .map((key) => key.flatMap((name) => columns.filter((column) => column.name === name)))
    .find((key) => key.every(({ nullable, type }) => !nullable && type !== "bytes" && type !== "number"));
}

/** MariaDB has no type of its own for JSON: it is a text with a check. */
async function jsonColumns(session: Session, schema: string, relation: string): Promise<ReadonlySet<string>> {
  const { rows } = await session.query(
    sql`select check_clause from information_schema.check_constraints
      where constraint_schema = ${schema} and table_name = ${relation} and check_clause like 'json\\_valid(%'`,
  );
  return new Set(
    rows.flatMap(([clause]) => {
      const name = /^json_valid\(`(.*)`\)$/i.exec(clause ?? "")?.[1];
      return name === undefined ? [] : [name.replaceAll("``", "`")];
    }),
  );
}

async function isUpdatable(session: Session, where: Fragment): Promise<boolean> {
  const { rows } = await session.query(sql`select is_updatable from information_schema.views where ${where}`);
  return rows[0]?.[0] === "YES";
}

function columnFrom(row: TextRow, key: readonly string[], json: ReadonlySet<string>): MysqlColumn {
  const [name = "", dataType = "", columnType = "", isNullable, preset, extra = "", comment] =
    row as readonly (string | undefined)[];
  const nullable = isNullable === "YES";
  const counted = /auto_increment/i.test(extra);
  const computed = /generated/i.test(extra) && !/default_generated/i.test(extra);
  return {
    name,
    type: json.has(name) ? "json" : fieldTypeOf(dataType, columnType),
    required: !nullable && (preset ?? null) === null && !counted && !computed,
    key: key.includes(name),
    nullable,
    writable: !computed,
    ...(comment ? { description: comment } : {}),
    nativeType: dataType,
    counted,
  };
}
