/** For tests: a sandbox copied into a database, in a line, and the tables asked what is in them. */
import { type RawBuilder, sql } from "kysely";
import { entities, entityNamed } from "../../entities/registry/registry.ts";
import { type ConnectedSandbox, connectedSandbox } from "../../entities/testing/connect.ts";
import { type Clock, systemClock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { defaultEntities } from "../model.ts";
import { type SyncOptions, type SyncReport, sync } from "../sync.ts";
import { ownTarget } from "../target.ts";

export const replicaId = "5f0c1f5e-0b0e-4b57-9d4e-1f6f3a3c9a01";

/** All that can be copied. */
export const everyEntity = entities.map(({ name }) => name);

export interface Copying extends AsyncDisposable {
  readonly connected: ConnectedSandbox;
  /** Calls that the sandbox answered since the last look. */
  calls(): number;
  /** How far the hub's clock is ahead, milliseconds. */
  ahead: number;
  /** The hub's clock. */
  readonly clock: Clock;
  sync(options?: Partial<SyncOptions> & { readonly of?: readonly string[] }): Promise<SyncReport>;
  rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>;
  /** Rows that are there at GoTo, by table. */
  living(table: string): Promise<number>;
}

/** Begins with no copy in the database, which tests may thus share. */
export async function copying(
  database: Database,
  options: Parameters<typeof connectedSandbox>[0] = {},
): Promise<Copying> {
  let made = 0;
  const connected = await connectedSandbox(options, { onCall: () => void made++ });
  const target = ownTarget(database);
  await target.session.rows(sql`drop schema if exists goto cascade`);
  let seen = 0;
  const copy: Copying = {
    connected,
    ahead: 0,
    clock: { ...systemClock, now: () => systemClock.now() + copy.ahead },
    calls() {
      const since = made - seen;
      seen = made;
      return since;
    },
    sync({ of = defaultEntities, ...own } = {}) {
      return target.withLock(replicaId, (locked) =>
        sync({
          replicaId,
          schema: "goto",
          entities: of.map(entityNamed),
          complete: false,
          completeDays: 7,
          client: connected.client,
          clock: copy.clock,
          target: locked,
          looking: target.session,
          calls: () => made,
          signal: new AbortController().signal,
          ...own,
        }),
      );
    },
    rows: (statement) => target.session.rows(statement),
    async living(table) {
      const [row] = await target.session.rows(
        sql<{
          count: number;
        }>`select count(*)::int as count from ${sql.id("goto", table)} where deleted is null`,
      );
      return row?.count ?? 0;
    },
    [Symbol.asyncDispose]: () => connected[Symbol.asyncDispose](),
  };
  return copy;
}
