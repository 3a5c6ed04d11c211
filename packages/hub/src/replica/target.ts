/**
 * The database that a replica is copied into: the hub's own, or any Postgres by address. Knows no table.
 * NOT the hub's store of replicas (`store.ts`).
 */
import { Kysely, PostgresDialect, type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import { Pool } from "pg";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";

/** Runs statements, one after the other. */
export interface Session {
  rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>;
}

/** What a sync writes through, while nobody else syncs. */
export interface LockedTarget extends Session {
  /** One at a time: a transaction must not be begun while another is open. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
}

export interface Target extends AsyncDisposable {
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
  return targetOn(kysely, kind === "embedded", async () => {});
}

/** Any Postgres. `place` is how messages call it. Nothing is connected before the first statement. */
export function foreignTarget(address: string, place: string): Target {
  const pool = new Pool({ connectionString: address, max: 3, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => {});
  // Without a listener, a connection that dies while it is used would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const target = targetOn(kysely, false, () => kysely.destroy());
  const told = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw gone(error, place) ?? error;
    }
  };
  return {
    ...target,
    session: { rows: (statement) => told(target.session.rows(statement)) },
    withLock: (name, work) => told(target.withLock(name, work)),
  };
}

function sessionOn(executor: QueryExecutorProvider): Session {
  return { rows: async (statement) => (await statement.execute(executor)).rows };
}

function targetOn<Tables>(kysely: Kysely<Tables>, isEmbedded: boolean, close: () => Promise<void>): Target {
  const lockedOn = (connection: Kysely<Tables>): LockedTarget => ({
    ...sessionOn(connection),
    transaction: (work) => connection.transaction().execute((transaction) => work(sessionOn(transaction))),
  });
  return {
    session: sessionOn(kysely),
    async withLock(name, work) {
      if (isEmbedded) return work(lockedOn(kysely));
      return kysely.connection().execute(async (connection) => {
        const key = sql`hashtextextended(${`rostrum replica ${name}`}, 0)`;
        const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${key}) as taken`.execute(
          connection,
        );
        if (rows[0]?.taken !== true) throw busy();
        try {
          return await work(lockedOn(connection));
        } finally {
          // Where the connection is gone, the lock is as well.
          await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => {});
        }
      });
    },
    [Symbol.asyncDispose]: close,
  };
}

export function busy(): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.busy",
    message: "This replica is being synced already.",
    meaning: "One sync at a time keeps its rows and its counts right; nothing was started.",
    remedy: "Wait for it, or stop it with: rostrum replica stop",
  });
}

/** Codes of Node and of Postgres (classes 08 and 57P) for a database that cannot be reached, or went away. */
const codesOfAbsence =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0.|53300)$/;
const codesOfRefusal = /^(28...|3D000|42501)$/;

/** Our words for a database that is not there or lets nobody in; undefined for other errors. */
export function gone(error: unknown, place: string): HubError | undefined {
  if (!(error instanceof Error) || error instanceof HubError) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const refused = codesOfRefusal.test(code);
  // The driver gives no code when a connection ends in the middle of something, or takes too long to open.
  if (
    !refused &&
    !codesOfAbsence.test(code) &&
    !/Connection terminated|timeout exceeded|not queryable/i.test(error.message)
  ) {
    return undefined;
  }
  return new HubError({
    kind: "unavailable",
    code: refused ? "replica.refused" : "replica.unreachable",
    message: `The database at ${place} ${refused ? "refuses this user" : "cannot be reached"}: ${error.message || code}.`,
    meaning: "What was written is whole up to the last commit; the next sync goes on from there.",
    remedy: refused
      ? "Check user, password and rights (create on the database), then change the address of the replica."
      : "Check that the server is up and reachable from here, then sync again.",
    cause: error,
  });
}
