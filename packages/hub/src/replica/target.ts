/**
 * The database that a replica is copied into: the hub's own, or any Postgres by address. Knows no table.
 * NOT the hub's store of replicas (`store.ts`).
 */
import { Kysely, PostgresDialect, type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import { type ClientConfig, Pool } from "pg";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import { ownPlace, troubleOf } from "./trouble.ts";

/** Runs statements, one after the other. Throws what `trouble.ts` makes of the driver's errors. */
export interface Session {
  rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>;
}

/** What a sync writes through, while nobody else syncs. */
export interface LockedTarget extends Session {
  /** One at a time: a transaction must not be begun while another is open. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
}

export interface Target extends AsyncDisposable {
  /** It bears this one process and needs no lock. */
  readonly isEmbedded: boolean;
  /** For looking, without the lock. */
  readonly session: Session;
  /**
   * Holds the lock of that name during the work. On Postgres it belongs to the one connection that also writes: who
   * loses the connection loses the lock and can write no more, so two syncs can never mix. The embedded database bears
   * one process, whose replicas are kept apart by the service.
   * Throws HubError "replica.busy".
   */
  withLock<Result>(name: string, work: (target: LockedTarget) => Promise<Result>): Promise<Result>;
}

/** The hub's own database. It stays open afterwards. */
export function ownTarget({ kind, sql: kysely }: Database): Target {
  return targetOn(kysely, { isEmbedded: kind === "embedded", place: ownPlace, close: async () => {} });
}

/** Any Postgres, by its address or its parts. `place` is how messages call it. Nothing is connected before the first statement. */
export function foreignTarget(server: ClientConfig, place: string): Target {
  const pool = new Pool({ ...server, max: 3, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => {});
  // Without a listener, a connection that dies while it is used would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return targetOn(kysely, { isEmbedded: false, place, close: () => kysely.destroy() });
}

/**
 * A dead machine and a frozen process say nothing when they go. With these the server notices within a minute, ends
 * their connection and thus gives up their lock; a process that lives says so more often.
 */
const noticeTheDead: Readonly<Record<string, string>> = {
  tcp_keepalives_idle: "15",
  tcp_keepalives_interval: "5",
  tcp_keepalives_count: "3",
  idle_session_timeout: "60s",
  idle_in_transaction_session_timeout: "60s",
};
const signOfLifeMs = 15_000;

function targetOn<Tables>(
  kysely: Kysely<Tables>,
  {
    isEmbedded,
    place,
    close,
  }: { readonly isEmbedded: boolean; readonly place: string; readonly close: () => Promise<void> },
): Target {
  const told = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw troubleOf(error, place) ?? error;
    }
  };
  const sessionOn = (executor: QueryExecutorProvider): Session => ({
    rows: async (statement) => (await told(statement.execute(executor))).rows,
  });
  const lockedOn = (connection: Kysely<Tables>): LockedTarget => ({
    ...sessionOn(connection),
    transaction: (work) =>
      told(connection.transaction().execute((transaction) => work(sessionOn(transaction)))),
  });

  async function inLockedConnection<Result>(
    connection: Kysely<Tables>,
    name: string,
    work: (target: LockedTarget) => Promise<Result>,
  ): Promise<Result> {
    const key = sql`hashtextextended(${`rostrum replica ${name}`}, 0)`;
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${key}) as taken`.execute(
      connection,
    );
    if (rows[0]?.taken !== true) throw busy();
    const signs = setInterval(() => {
      sql`select 1`.execute(connection).catch(() => {});
    }, signOfLifeMs);
    try {
      for (const [setting, value] of Object.entries(noticeTheDead)) {
        await sql`select set_config(${setting}, ${value}, false)`.execute(connection);
      }
      return await work(lockedOn(connection));
    } finally {
      clearInterval(signs);
      // Where the connection is gone, the lock is as well.
      await giveBack(connection, key).catch(() => {});
    }
  }

  return {
    isEmbedded,
    session: sessionOn(kysely),
    withLock(name, work) {
      if (isEmbedded) return work(lockedOn(kysely));
      return told(kysely.connection().execute((connection) => inLockedConnection(connection, name, work)));
    },
    [Symbol.asyncDispose]: close,
  };
}

/** As it was taken from the pool: others use it next. */
async function giveBack<Tables>(connection: Kysely<Tables>, key: RawBuilder<unknown>): Promise<void> {
  await sql`select pg_advisory_unlock(${key})`.execute(connection);
  for (const setting of Object.keys(noticeTheDead)) await sql`reset ${sql.raw(setting)}`.execute(connection);
}

export function busy(): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.busy",
    message: "This replica is being synced already.",
    meaning: "One sync at a time keeps its rows and its counts right; nothing was started.",
    remedy: "Wait for it, or stop it with: rostrum replica stop NAME",
  });
}
