/** Reads one scope whole and hands its rows to the writer, piece by piece. */
import { type ConnectedClient, translateGoToError } from "../connections/index.ts";
import { type Checkpoint, readCheckpoint } from "../entities/query/checkpoint.ts";
import { type QueryRun, runQuery } from "../entities/query/query.ts";
import { itemOf } from "../entities/query/rows.ts";
import type { Row } from "../entities/registry/entity.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import type { ChosenRun } from "./choose-run.ts";
import { laterThan } from "./due.ts";
import type { ScopeRecord } from "./ledger.ts";
import type { Notes } from "./notes.ts";
import { type ReplicaRecord, recordOf } from "./record.ts";
import { conditionsOf, type ParentEntity, type Parents, type Scope } from "./scopes.ts";
import type { ReplicaTable } from "./table.ts";
import type { Tally } from "./tally.ts";
import type { Writer } from "./writer.ts";

export interface ReadScopeOptions {
  readonly client: ConnectedClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly scope: Scope;
  /** What the ledger has of it. */
  readonly record: ScopeRecord | undefined;
  readonly run: ChosenRun;
  /** Where its rows go; undefined: it is read only for what hangs below. */
  readonly table: ReplicaTable | undefined;
  readonly parents: Parents;
  readonly writer: Writer;
  readonly notes: Notes;
  readonly progress: Tally;
}

/** Rows that are written together, with a checkpoint behind them; more only when a single call brings them. */
const rowsOfPiece = 1_000;
/** A reading that was broken off longer ago is begun anew. */
const freshFor = 3_600_000;
/** Calls of one scope under way. */
const parallel = 8;

/** Resolves when the scope is committed, or is noted as one that could not be read. */
export async function readScope(options: ReadScopeOptions): Promise<void> {
  const { scope, notes, progress } = options;
  try {
    await read(options);
  } catch (error) {
    options.signal.throwIfAborted();
    const known = error instanceof HubError ? error : translateGoToError(error);
    if (known === undefined) throw error;
    if (known.code === "webinar.unknown" || known.code === "session.unknown") {
      // It was in the list a moment ago. The next run sees whether it is gone; nothing is marked by guess.
      notes.remark(
        known.code,
        `${known.message} Its ${scope.entity.name} rows are looked at again by the next sync.`,
      );
    } else if (isListOfParents(scope) || !(known.kind === "rejected" || known.kind === "upstream")) {
      throw error;
    } else {
      const where = conditionsOf(scope).join(", ");
      notes.failure(`${scope.entity.name}${where === "" ? "" : ` of ${where}`}: ${known.message}`);
    }
  }
  progress.done(scope.entity.name);
}

async function read(options: ReadScopeOptions): Promise<void> {
  const { scope, record, run, table, parents, writer, notes, progress, clock } = options;
  const now = clock.now();
  const isOfParents = isListOfParents(scope);
  const checkpoint = isOfParents ? undefined : usable(record, now);
  const stamp = checkpoint === undefined ? laterThan(record?.stamp, now) : (record?.stamp ?? new Date(now));
  const query = queryOf(options, checkpoint);
  const write = (records: readonly ReplicaRecord[], rest: Checkpoint | undefined) =>
    writer.write({
      scope,
      table,
      records,
      stamp,
      isLast: rest === undefined,
      progress: {
        entity: scope.entity.name,
        scope: scope.key,
        stamp,
        ...(rest === undefined
          ? { read_at: stamp, fingerprint: scope.fingerprint, run: run.id, checkpoint: null }
          : {
              read_at: record?.read_at ?? null,
              fingerprint: record?.fingerprint ?? null,
              run: record?.run ?? null,
              checkpoint: isOfParents ? null : rest,
            }),
      },
    });

  let held: ReplicaRecord[] = [];
  for await (const rows of query) {
    for (const row of rows) {
      const item: Row = itemOf(row) ?? row;
      if (isOfParents) parents.add(scope.entity.name as ParentEntity, row, item);
      const made = table && recordOf(table, row, item, notes.oddities);
      if (made !== undefined) held.push(made);
    }
    progress.rows(scope.entity.name, rows.length);
    if (held.length < rowsOfPiece) continue;
    await write(held, query.checkpoint());
    held = [];
  }
  await write(held, undefined);
  for (const { code, message } of query.remarks()) notes.remark(code, message);
}

function queryOf(
  { client, clock, signal, scope }: ReadScopeOptions,
  checkpoint: Checkpoint | undefined,
): QueryRun {
  const from =
    checkpoint === undefined
      ? { request: { entity: scope.entity.name, where: conditionsOf(scope) } }
      : { checkpoint };
  return runQuery({ client, clock, signal, parallel, keepItems: true, ...from });
}

function isListOfParents({ entity, key }: Scope): boolean {
  return key === "" && (entity.name === "Webinar" || entity.name === "Session");
}

/** Where an unfinished reading goes on; undefined: from its beginning. */
function usable(record: ScopeRecord | undefined, now: number): Checkpoint | undefined {
  if (record?.checkpoint == null || now - record.stamp.getTime() > freshFor) return undefined;
  try {
    return readCheckpoint(record.checkpoint);
  } catch {
    // Of another version of Rostrum.
    return undefined;
  }
}
