/**
 * One sync of a replica: reads the lists, decides what below them has to be read, reads it side by side, writes it.
 *
 * Every scope that was read whole is committed together with its place in the ledger, so a sync that was killed goes on
 * where it was: what is in the ledger is not read again, what is not leaves no trace. Rows are marked as gone only when
 * their own scope was read to its end.
 *
 * NOT here: which scopes are due (`due.ts`), the transactions (`writer.ts`), locks and errors for people (`service.ts`).
 */
import { randomUUID } from "node:crypto";
import type { ConnectedClient } from "../connections/index.ts";
import type { EntityDefinition } from "../entities/registry/entity.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { type ChosenRun, chooseRun, type RunWish } from "./choose-run.ts";
import { isDue, laterThan } from "./due.ts";
import { type CountsByEntity, ledgerOf, makeLedger, type RunState, type ScopeRecord } from "./ledger.ts";
import { countLiving } from "./merge.ts";
import { migrateTables } from "./migrate-tables.ts";
import { createNotes, type Notes } from "./notes.ts";
import { checkOwner } from "./owner.ts";
import { inParallel } from "./parallel.ts";
import { readScope } from "./read-scope.ts";
import { hasOneList, listsOf, Parents, parentOf, type Scope, scopeAt, wholeList } from "./scopes.ts";
import { type ReplicaTable, tableOf } from "./table.ts";
import { createTally, type TallyFigures } from "./tally.ts";
import type { LockedTarget, Session } from "./target.ts";
import { createWriter, type Orphan, type Writer } from "./writer.ts";

export interface SyncOptions extends RunWish {
  readonly replicaId: string;
  readonly schema: string;
  readonly entities: readonly EntityDefinition[];
  readonly client: ConnectedClient;
  readonly clock: Clock;
  readonly target: LockedTarget;
  /** Another connection to the same database, for looking while the target writes. */
  readonly looking: Session;
  /** Calls made with the client so far, repeated ones included. */
  readonly calls: () => number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SyncFigures) => void;
}

/** How far a sync is. */
export interface SyncFigures extends TallyFigures {
  readonly complete: boolean;
  /** Rows that are committed. */
  readonly counts: CountsByEntity;
}

export interface SyncReport {
  readonly runId: string;
  readonly complete: boolean;
  /** Whether the run had been broken off and was continued. */
  readonly continued: boolean;
  readonly tables: number;
  readonly counts: CountsByEntity;
  /** Rows that are there at GoTo, by entity. */
  readonly living: Readonly<Record<string, number>>;
  readonly calls: number;
  readonly seconds: number;
  readonly remarks: readonly string[];
  /** Scopes that GoTo refused; the run is not done then. */
  readonly failures: readonly string[];
}

/** Scopes that are read side by side. The budget paces them; this is to fill it up to an answer time of 2 seconds. */
const sideBySide = 24;
const orphansAtOnce = 500;
/** In a run that is continued, what it read so lately is not read again. */
const lately = 3_600_000;

/**
 * Carries out a sync. Rejects with errors of @rostrum/goto, of the database's driver, with the signal's reason, or with
 * HubErrors "replica.other-owner", "replica.schema-taken", "replica.type-changed", "replica.table-taken".
 */
export async function sync(options: SyncOptions): Promise<SyncReport> {
  const { schema, client, clock, target } = options;
  const ledger = ledgerOf(schema);
  const tables = options.entities.map(tableOf);
  const migrated = await target.transaction(async (session) => {
    await makeLedger(session, schema);
    const own = { id: options.replicaId, organizerKey: client.organizerKey };
    checkOwner(await ledger.owner(session, own), own, schema);
    const result = await migrateTables(session, schema, tables);
    await ledger.forgetReadings(session, result.gained);
    return result;
  });
  const run = chooseRun(
    await ledger.lastRun(target),
    await ledger.lastComplete(target),
    options,
    clock.now(),
    randomUUID,
  );
  await ledger.beginRun(target, run);
  const begun = clock.monotonic();
  const callsBefore = (run.continued?.calls ?? 0) - options.calls();
  const calls = () => callsBefore + options.calls();
  const counts = run.continued?.counts ?? {};
  const writer = createWriter({ target, schema, ledger, runId: run.id, counts, calls });
  const notes = createNotes();
  try {
    await readAll(options, run, tables, writer, notes);
  } catch (error) {
    await writer.idle();
    const state: RunState = options.signal.aborted ? "stopped" : "failed";
    const summary = error instanceof Error ? error.message : String(error);
    const end = {
      id: run.id,
      counts: writer.counts,
      calls: calls(),
      state,
      ended: new Date(clock.now()),
      summary,
    };
    // Where the database itself is gone, the run stays open and is continued all the same.
    await ledger.endRun(target, end).catch(() => {});
    throw error;
  }
  const living: Record<string, number> = {};
  for (const table of tables) living[table.entity.name] = await countLiving(target, schema, table);
  const report: SyncReport = {
    runId: run.id,
    complete: run.complete,
    continued: run.continued !== undefined,
    tables: tables.length,
    counts: writer.counts,
    living,
    calls: calls(),
    seconds: (clock.monotonic() - begun) / 1000,
    remarks: [...migrated.remarks, ...notes.remarks()],
    failures: notes.failures(),
  };
  const state: RunState = report.failures.length === 0 ? "done" : "failed";
  await ledger.endRun(target, {
    id: run.id,
    counts: report.counts,
    calls: report.calls,
    state,
    ended: new Date(clock.now()),
    summary: report.failures[0] ?? null,
  });
  return report;
}

async function readAll(
  options: SyncOptions,
  run: ChosenRun,
  tables: readonly ReplicaTable[],
  writer: Writer,
  notes: Notes,
): Promise<void> {
  const { looking, clock, entities } = options;
  const ledger = ledgerOf(options.schema);
  const tableFor = new Map(tables.map((table) => [table.entity, table]));
  const parents = new Parents();
  const giveUp = new AbortController();
  const signal = AbortSignal.any([options.signal, giveUp.signal]);
  const progress = createTally({
    calls: options.calls,
    onProgress: (figures) =>
      options.onProgress?.({ ...figures, complete: run.complete, counts: writer.counts }),
  });
  const read = (scope: Scope, record: ScopeRecord | undefined) =>
    readScope({
      ...options,
      signal,
      scope,
      record,
      run,
      table: tableFor.get(scope.entity),
      parents,
      writer,
      notes,
      progress,
    });

  const lists = listsOf(entities);
  progress.expect(lists.map(({ name }) => [name, 1]));
  await inParallel(lists, lists.length, giveUp, async (entity) => {
    await read(wholeList(entity), (await ledger.scopes(looking, entity.name)).get(""));
  });

  const below = entities.filter((entity) => !hasOneList(entity));
  const now = clock.now();
  const expected: [string, number][] = [];
  for (const entity of below) {
    const records = await ledger.scopes(looking, entity.name);
    await markOrphans(entity, records);
    expected.push([entity.name, [...dueOf(entity, records)].length]);
  }
  progress.expect(expected);
  await inParallel(allDue(), sideBySide, giveUp, ({ scope, record }) => read(scope, record));

  /** The ledger of one entity at a time, so that memory does not grow with their number. */
  async function* allDue(): AsyncGenerator<{ scope: Scope; record: ScopeRecord | undefined }> {
    for (const entity of below) yield* dueOf(entity, await ledger.scopes(looking, entity.name));
  }

  function* dueOf(entity: EntityDefinition, records: ReadonlyMap<string, ScopeRecord>) {
    for (const parent of parents.of(entity)) {
      const record = records.get(parent.key);
      if (!isNeeded(record, parent)) continue;
      yield {
        scope: { entity, key: parent.key, keys: parent.keys, fingerprint: parent.fingerprint },
        record,
      };
    }

    function isNeeded(record: ScopeRecord | undefined, parent: Parameters<typeof isDue>[1]): boolean {
      if (record === undefined || record.read_at === null) return true;
      const at = record.read_at.getTime();
      const isOfThisRun = record.run === run.id;
      if (isOfThisRun && now - at < lately) return false;
      if (run.complete && !isOfThisRun) return true;
      return isDue(entity.settles, parent, { at, fingerprint: record.fingerprint ?? "" }, now);
    }
  }

  async function markOrphans(
    entity: EntityDefinition,
    records: ReadonlyMap<string, ScopeRecord>,
  ): Promise<void> {
    const table = tableFor.get(entity);
    const under = parentOf(entity);
    if (table === undefined || under === undefined) return;
    const orphans: Orphan[] = [];
    for (const { scope: key, stamp } of records.values()) {
      if (parents.has(under, key)) continue;
      orphans.push({ scope: scopeAt(entity, key), table, stamp: laterThan(stamp, now) });
    }
    for (let first = 0; first < orphans.length; first += orphansAtOnce) {
      await writer.orphan(orphans.slice(first, first + orphansAtOnce));
    }
  }
}
