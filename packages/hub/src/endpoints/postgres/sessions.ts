/**
 * Connections to a PostgreSQL server. Every value comes as the text that PostgreSQL writes, in settings of our own
 * (UTC, ISO dates), so that nothing is lost between. NOT the hub's own database.
 */
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Answer, Session, Sessions, TextRow } from "../sql/dialect.ts";
import { type PostgresOptions, tlsOf } from "../sql/options.ts";
import { type Fragment, postgresStatement } from "../sql/statement.ts";

export interface PostgresSession extends Session {
  /** Runs fixed statements without values or answers, several in one round trip. */
  run(text: string): Promise<void>;
  /** Runs COPY FROM STDIN with rows in COPY's text format; absent where the driver cannot. Answers how many were taken. */
  copy?(statement: Fragment, pieces: Iterable<Buffer>): Promise<number>;
}

/** What every session begins with, so that text means the same from any server. */
const sessionSettings =
  "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex'; set client_min_messages = warning; set extra_float_digits = 1";

const asText = { getTypeParser: () => (text: string) => text };

export function openSessions(
  options: PostgresOptions,
  password: string | undefined,
): Sessions<PostgresSession> {
  const tls = tlsOf(options);
  const pool = new pg.Pool({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { ssl: tls }),
    application_name: "rostrum",
    max: 4,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Typed as the driver's own parsers, of which this is the simplest.
    types: asText as unknown as pg.CustomTypesConfig,
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  // The same for one that breaks between two statements of a transaction: who uses it gets the error.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const prepared = new WeakSet<pg.PoolClient>();

  async function take(): Promise<pg.PoolClient> {
    const client = await pool.connect();
    if (prepared.has(client)) return client;
    try {
      await client.query(sessionSettings);
    } catch (error) {
      client.release(true);
      throw error;
    }
    prepared.add(client);
    return client;
  }

  return {
    async use(work) {
      const client = await take();
      let broken = true;
      try {
        const result = await work(sessionOf(client));
        broken = false;
        return result;
      } finally {
        // After any error the connection may be in the middle of a transaction: a new one is cheap.
        client.release(broken);
      }
    },
    async take() {
      const client = await take();
      // A reader that leaves early is in the middle of its transaction.
      return { session: sessionOf(client), release: () => client.release(true) };
    },
    close: () => pool.end(),
  };
}

function sessionOf(client: pg.PoolClient): PostgresSession {
  const query = async (fragment: Fragment): Promise<Answer> => {
    const { text, values } = postgresStatement(fragment);
    const result = await client.query<(string | null)[]>({ text, values: [...values], rowMode: "array" });
    return { rows: result.rows, changed: result.rowCount ?? 0 };
  };
  return {
    query,
    stream: (fragment, batchRows) => cursor(query, fragment, batchRows),
    async run(text) {
      await client.query(text);
    },
    async copy(statement, pieces) {
      const stream = client.query(copyFrom(postgresStatement(statement).text));
      await pipeline(pieces, stream);
      return stream.rowCount;
    },
  };
}

/** A cursor of the server's: it hands out the next rows when they are asked for, and holds them until then. */
async function* cursor(
  query: (fragment: Fragment) => Promise<Answer>,
  fragment: Fragment,
  batchRows: number,
): AsyncGenerator<readonly TextRow[]> {
  await query(sql`begin read only`);
  await query(sql`declare rostrum_rows no scroll cursor for ${fragment}`);
  while (true) {
    const { rows } = await query(sql`fetch ${sql.lit(batchRows)} from rostrum_rows`);
    if (rows.length > 0) yield rows;
    if (rows.length < batchRows) break;
  }
  await query(sql`commit`);
}
