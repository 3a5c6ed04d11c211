/**
 * Writes what many readings bring, in few transactions: while one is committed, what arrives meanwhile is gathered for
 * the next. Rows, the progress of their scopes and the counts of the run go into the same transaction, so that whatever
 * happens to the process, the ledger tells exactly what is in the tables.
 */
import type { CountsByEntity, Ledger, ScopeRecord } from "./ledger.ts";
import { markGone, mergeRows, type ReadWhole } from "./merge.ts";
import type { ReplicaRecord } from "./record.ts";
import { columnsOf, type Scope } from "./scopes.ts";
import type { ReplicaTable } from "./table.ts";
import type { LockedTarget, Session } from "./target.ts";

/** A part of one scope's rows. */
export interface Piece {
  readonly scope: Scope;
  /** Where its rows go; undefined: nowhere, they were only looked at. */
  readonly table: ReplicaTable | undefined;
  readonly records: readonly ReplicaRecord[];
  readonly stamp: Date;
  /** For the ledger, as of the end of this piece. */
  readonly progress: ScopeRecord;
  /** Nothing more comes: what the scope had and was not given again is gone. */
  readonly isLast: boolean;
}

/** A scope of which the parent is gone. */
export interface Orphan {
  readonly scope: Scope;
  readonly table: ReplicaTable;
  readonly stamp: Date;
}

export interface WriterOptions {
  readonly target: LockedTarget;
  readonly schema: string;
  readonly ledger: Ledger;
  readonly runId: string;
  /** The counts so far, of a run that is continued. */
  readonly counts: CountsByEntity;
  /** Calls to GoTo of the run so far. */
  readonly calls: () => number;
}

export interface Writer {
  /** Resolves when the piece is committed. */
  write(piece: Piece): Promise<void>;
  /** Marks all rows of these scopes as gone and forgets them. */
  orphan(orphans: readonly Orphan[]): Promise<void>;
  readonly counts: CountsByEntity;
  /** Resolves when nothing is being written; nothing must be written after. */
  idle(): Promise<void>;
}

/** So many rows in one transaction, more only when a single call brought them. */
const mostRows = 5_000;

interface Waiting {
  readonly piece: Piece;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type MutableCounts = Record<string, { new: number; changed: number; gone: number; same: number }>;

export function createWriter(options: WriterOptions): Writer {
  const { target, schema, ledger, runId, calls } = options;
  let counts: MutableCounts = structuredClone(options.counts) as MutableCounts;
  let waiting: Waiting[] = [];
  let isCommitting = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One transaction at a time; the counts change when it is committed. */
  function commit(work: (session: Session, counts: MutableCounts) => Promise<void>): Promise<void> {
    const next = turn.then(async () => {
      const after = structuredClone(counts);
      await target.transaction(async (session) => {
        await work(session, after);
        await ledger.saveRun(session, { id: runId, counts: after, calls: calls() });
      });
      counts = after;
    });
    turn = next.catch(() => {});
    return next;
  }

  async function commitWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const taken = takeSome();
      try {
        await commit((session, after) =>
          writePieces(
            session,
            taken.map(({ piece }) => piece),
            after,
          ),
        );
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    // In the same breath as the last look at what waits: what comes from now on begins anew.
    isCommitting = false;
  }

  function takeSome(): Waiting[] {
    let rows = 0;
    const end = waiting.findIndex(({ piece }, index) => {
      rows += piece.records.length;
      return index > 0 && rows > mostRows;
    });
    const taken = end === -1 ? waiting : waiting.slice(0, end);
    waiting = waiting.slice(taken.length);
    return taken;
  }

  async function writePieces(
    session: Session,
    pieces: readonly Piece[],
    after: MutableCounts,
  ): Promise<void> {
    for (const [table, own] of byTable(pieces)) {
      const rows = own.flatMap(({ records, stamp }) => records.map((record) => ({ record, stamp })));
      const count = countsOf(after, table.entity.name);
      if (rows.length > 0) {
        const merged = await mergeRows(session, schema, table, rows);
        count.new += merged.new;
        count.changed += merged.changed;
        count.same += merged.same;
      }
      const ended = own.filter(({ isLast }) => isLast).map(readWhole);
      count.gone += await markGone(session, schema, table, ended);
    }
    await ledger.saveScopes(
      session,
      pieces.map(({ progress }) => progress),
    );
  }

  return {
    get counts() {
      return counts;
    },
    write(piece) {
      return new Promise<void>((resolve, reject) => {
        waiting.push({ piece, resolve, reject });
        if (isCommitting) return;
        isCommitting = true;
        void commitWaiting();
      });
    },
    orphan(orphans) {
      return commit(async (session, after) => {
        for (const [table, own] of byTable(orphans)) {
          const { name } = table.entity;
          countsOf(after, name).gone += await markGone(session, schema, table, own.map(readWhole));
          await ledger.dropScopes(
            session,
            name,
            own.map(({ scope }) => scope.key),
          );
        }
      });
    },
    idle: () => turn.then(() => {}),
  };
}

function readWhole({ scope, stamp }: { readonly scope: Scope; readonly stamp: Date }): ReadWhole {
  return { keys: columnsOf(scope), stamp };
}

function countsOf(counts: MutableCounts, entity: string) {
  counts[entity] ??= { new: 0, changed: 0, gone: 0, same: 0 };
  return counts[entity];
}

function byTable<Item extends { readonly table: ReplicaTable | undefined }>(
  items: readonly Item[],
): Map<ReplicaTable, Item[]> {
  const groups = new Map<ReplicaTable, Item[]>();
  for (const item of items) {
    if (item.table === undefined) continue;
    const group = groups.get(item.table);
    if (group === undefined) groups.set(item.table, [item]);
    else group.push(item);
  }
  return groups;
}
