/**
 * What a replica keeps beside its tables, in the same database, so that rows and progress are committed together:
 * whose copy it is, the shape of its tables, when each scope was read, and its runs. NOT the rows (`merge.ts`).
 *
 * A scope is what one query reads whole: an entity under one parent ("Registrant" of one webinar), or the entity's one
 * list. Its key is the parent's keys joined by "/", or "" for the one list.
 */
import { type RawBuilder, sql } from "kysely";
import { type Owner, ownerOf } from "./owner.ts";
import type { Session } from "./target.ts";

/** Rows of one entity in one run. */
export interface Counts {
  readonly new: number;
  readonly changed: number;
  readonly gone: number;
  /** Read again and found to be the same. */
  readonly same: number;
}
export type CountsByEntity = Readonly<Record<string, Counts>>;

export type RunState = "running" | "done" | "stopped" | "failed";

export interface LedgerRun {
  readonly id: string;
  readonly state: RunState;
  /** Whether everything was to be read, settled or not. */
  readonly complete: boolean;
  readonly begun: Date;
  readonly ended: Date | null;
  readonly counts: CountsByEntity;
  /** Calls to GoTo, those of broken-off parts included as far as they were committed. */
  readonly calls: number;
  /** One sentence at its end. */
  readonly summary: string | null;
}

export interface ScopeRecord {
  readonly entity: string;
  readonly scope: string;
  /** `last_seen` of the rows that its last reading gave, finished or not; grows with every reading. */
  readonly stamp: Date;
  /** When the last finished reading began; null: there was none. */
  readonly read_at: Date | null;
  readonly fingerprint: string | null;
  /** The run that last finished it. */
  readonly run: string | null;
  /** Where an unfinished reading goes on. */
  readonly checkpoint: unknown;
}

export async function makeLedger(session: Session, schema: string): Promise<void> {
  const table = (name: string) => sql.id(schema, name);
  const there = await session.rows(sql`select 1 from pg_namespace where nspname = ${schema}`);
  const statements = [
    // Postgres asks for the right to create schemas also where "if not exists" finds one.
    ...(there.length === 0 ? [sql`create schema ${sql.id(schema)}`] : []),
    sql`create table if not exists ${table("rostrum_replica")} (
      only_row      boolean primary key default true check (only_row),
      id            uuid not null,
      organizer_key text not null
    )`,
    sql`create table if not exists ${table("rostrum_table")} (
      entity     text primary key,
      table_name text not null,
      version    integer not null,
      shape      text not null,
      changed    timestamptz not null
    )`,
    sql`create table if not exists ${table("rostrum_scope")} (
      entity      text not null,
      scope       text not null,
      stamp       timestamptz not null,
      read_at     timestamptz,
      fingerprint text,
      run         uuid,
      checkpoint  jsonb,
      primary key (entity, scope)
    )`,
    sql`create table if not exists ${table("rostrum_run")} (
      id       uuid primary key,
      state    text not null,
      complete boolean not null,
      begun    timestamptz not null,
      ended    timestamptz,
      counts   jsonb not null default '{}',
      calls    integer not null default 0,
      summary  text
    )`,
  ];
  for (const statement of statements) await session.rows(statement);
}

export type Ledger = ReturnType<typeof ledgerOf>;

/** The statements over the ledger of one schema; each is given the session to run in. */
export function ledgerOf(schema: string) {
  const runs = sql.id(schema, "rostrum_run");
  const scopes = sql.id(schema, "rostrum_scope");
  return {
    /** Takes the schema for this replica, or says whose it is. */
    async owner(session: Session, own: Owner): Promise<Owner> {
      const owners = sql.id(schema, "rostrum_replica");
      await session.rows(
        sql`insert into ${owners} (id, organizer_key) values (${own.id}, ${own.organizerKey}) on conflict do nothing`,
      );
      return (await ownerOf(session, schema)) ?? own;
    },

    async lastRun(
      session: Session,
      condition: RawBuilder<unknown> = sql`true`,
    ): Promise<LedgerRun | undefined> {
      const [row] = await session.rows(
        sql<LedgerRun>`select * from ${runs} where ${condition} order by begun desc limit 1`,
      );
      return row;
    },

    /** The last run that read everything and came to its end. */
    lastComplete(session: Session): Promise<LedgerRun | undefined> {
      return this.lastRun(session, sql`complete and state = 'done'`);
    },

    async beginRun(session: Session, run: Pick<LedgerRun, "id" | "complete" | "begun">): Promise<void> {
      await session.rows(sql`
        insert into ${runs} (id, state, complete, begun) values (${run.id}, 'running', ${run.complete}, ${run.begun})
        on conflict (id) do update set state = 'running', ended = null, summary = null`);
    },

    async saveRun(session: Session, run: Pick<LedgerRun, "id" | "counts" | "calls">): Promise<void> {
      await session.rows(sql`
        update ${runs} set counts = ${JSON.stringify(run.counts)}::jsonb, calls = ${run.calls} where id = ${run.id}`);
    },

    async endRun(
      session: Session,
      run: Pick<LedgerRun, "id" | "counts" | "calls" | "summary"> & {
        readonly state: RunState;
        readonly ended: Date;
      },
    ): Promise<void> {
      await this.saveRun(session, run);
      await session.rows(sql`
        update ${runs} set state = ${run.state}, ended = ${run.ended}, summary = ${run.summary} where id = ${run.id}`);
    },

    async scopes(session: Session, entity: string): Promise<ReadonlyMap<string, ScopeRecord>> {
      const rows = await session.rows(sql<ScopeRecord>`select * from ${scopes} where entity = ${entity}`);
      return new Map(rows.map((row) => [row.scope, row]));
    },

    async saveScopes(session: Session, records: readonly ScopeRecord[]): Promise<void> {
      await session.rows(sql`
        insert into ${scopes} (entity, scope, stamp, read_at, fingerprint, run, checkpoint)
        select entity, scope, stamp, read_at, fingerprint, run, checkpoint
        from json_to_recordset(${JSON.stringify(records)}::json) as r
          (entity text, scope text, stamp timestamptz, read_at timestamptz, fingerprint text, run uuid, checkpoint jsonb)
        on conflict (entity, scope) do update
          set stamp = excluded.stamp, read_at = excluded.read_at, fingerprint = excluded.fingerprint,
              run = excluded.run, checkpoint = excluded.checkpoint`);
    },

    /** For scopes whose parent is gone. */
    async dropScopes(session: Session, entity: string, keys: readonly string[]): Promise<void> {
      await session.rows(sql`
        delete from ${scopes} where entity = ${entity} and scope in
          (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`);
    },

    /** Forgets when an entity was read, so that all of it is read again. */
    async forgetReadings(session: Session, entities: readonly string[]): Promise<void> {
      await session.rows(sql`
        update ${scopes} set read_at = null, fingerprint = null, run = null, checkpoint = null where entity in
          (select jsonb_array_elements_text(${JSON.stringify(entities)}::jsonb))`);
    },
  };
}
