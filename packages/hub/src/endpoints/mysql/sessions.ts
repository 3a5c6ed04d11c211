/**
 * Connections to a MySQL or MariaDB server. Every value comes as the text that the server writes, in settings of our
 * own: UTC, and strict, since a lenient server cuts what is too long without saying so.
 */
import mysql from "mysql2";
import type { Answer, Session, Sessions, TextRow } from "../sql/dialect.ts";
import { type MysqlOptions, tlsOf } from "../sql/options.ts";
import { type Fragment, mysqlStatement } from "../sql/statement.ts";

export interface MysqlSession extends Session {
  query(fragment: Fragment): Promise<MysqlAnswer>;
  /** Runs one fixed statement without values or answer. */
  run(text: string): Promise<void>;
}

export interface MysqlAnswer extends Answer {
  /** The number that the database gave to the new row, as digits; "0" when it gave none. */
  readonly counted: string;
}

// Without NO_BACKSLASH_ESCAPES, whatever the server's own setting: the driver escapes values with backslashes.
const settings =
  "set session time_zone = '+00:00', session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', session transaction_isolation = 'READ-COMMITTED'";
// MariaDB before 11.1 knows the isolation level by another name.
const olderSettings = settings.replace("transaction_isolation", "tx_isolation");

export function openSessions(options: MysqlOptions, password: string | undefined): Sessions<MysqlSession> {
  const tls = tlsOf(options);
  const pool = mysql.createPool({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { ssl: tls }),
    charset: "UTF8MB4_BIN",
    connectionLimit: 4,
    connectTimeout: 10_000,
    idleTimeout: 30_000,
    enableKeepAlive: true,
    rowsAsArray: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    typeCast: (field) => field.string(),
  });
  const prepared = new WeakSet<object>();

  async function take(): Promise<mysql.PoolConnection> {
    const connection = await new Promise<mysql.PoolConnection>((resolve, reject) => {
      pool.getConnection((error, given) => (error === null ? resolve(given) : reject(error)));
    });
    const raw = (connection as unknown as { connection?: object }).connection ?? connection;
    if (prepared.has(raw)) return connection;
    try {
      await query(connection, settings, []).catch(() => query(connection, olderSettings, []));
    } catch (error) {
      connection.destroy();
      throw error;
    }
    prepared.add(raw);
    return connection;
  }

  return {
    async use(work) {
      const connection = await take();
      try {
        const result = await work(sessionOf(connection));
        connection.release();
        return result;
      } catch (error) {
        // It may be in the middle of a transaction: a new one is cheap.
        connection.destroy();
        throw error;
      }
    },
    async take() {
      const connection = await take();
      return { session: sessionOf(connection), release: () => connection.destroy() };
    },
    close: () =>
      new Promise((resolve, reject) => {
        pool.end((error) => (error ? reject(error) : resolve()));
      }),
  };
}

function query(
  connection: mysql.PoolConnection,
  text: string,
  values: readonly unknown[],
): Promise<MysqlAnswer> {
  return new Promise((resolve, reject) => {
    connection.query(text, values as unknown[], (error, result) => {
      if (error !== null) reject(error);
      else if (Array.isArray(result))
        resolve({ rows: result as unknown as TextRow[], changed: 0, counted: "0" });
      else resolve({ rows: [], changed: result.affectedRows, counted: String(result.insertId) });
    });
  });
}

function sessionOf(connection: mysql.PoolConnection): MysqlSession {
  return {
    query(fragment) {
      const { text, values } = mysqlStatement(fragment);
      return query(connection, text, values);
    },
    async run(text) {
      await query(connection, text, []);
    },
    async *stream(fragment, batchRows) {
      const { text, values } = mysqlStatement(fragment);
      const stream = connection.query(text, values as unknown[]).stream({ highWaterMark: batchRows });
      let rows: TextRow[] = [];
      for await (const row of stream) {
        rows.push(row as TextRow);
        if (rows.length < batchRows) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    },
  };
}
