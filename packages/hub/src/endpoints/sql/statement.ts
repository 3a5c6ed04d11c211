/**
 * SQL text with its values, put together from fragments by Kysely: names go through `sql.id`, values through
 * parameters, and nothing a user or a remote system named is ever pasted into the text. NOT a connection.
 */
import {
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from "kysely";

export type Fragment = RawBuilder<unknown>;

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const postgres = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const mysql = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
});

export function postgresStatement(fragment: Fragment): Statement {
  const compiled = fragment.compile(postgres);
  return { text: compiled.sql, values: compiled.parameters };
}

export function mysqlStatement(fragment: Fragment): Statement {
  const compiled = fragment.compile(mysql);
  return { text: compiled.sql, values: compiled.parameters };
}
