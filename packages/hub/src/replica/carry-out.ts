/**
 * Carries out a sync that this process holds: says every second that it lives and how far it is, waits while a database
 * is away, and keeps how it ended. What a sync does is `sync.ts`; who may carry out which one is `syncs.ts`.
 */
import { type Connections, translateGoToError } from "../connections/index.ts";
import { entityNamed } from "../entities/registry/registry.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { answerOf, toHubError } from "../platform/http/errors.ts";
import type { Log } from "../platform/log/log.ts";
import type { Replica } from "./model.ts";
import { createReporter } from "./reporter.ts";
import { type SyncReport, sync } from "./sync.ts";
import type { SyncEnd, SyncProgress, SyncRecord } from "./sync-model.ts";
import type { SignOfLife, SyncStore } from "./sync-store.ts";
import type { Target } from "./target.ts";
import { ownPlace, passes, troubleOf } from "./trouble.ts";
import { summaryOf } from "./words.ts";

export interface CarryOutPorts {
  readonly syncs: SyncStore;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly log: Log;
  open(replica: Replica): Promise<Target>;
  /** Undefined: it was removed, or nobody consented. */
  aliasOf(replica: Replica): Promise<string | null>;
}

/** The sync is another process's now. */
export class SyncLost extends Error {}

const signEveryMs = 1_000;
/** For so long a sync waits for a database that is away, counted anew when it got on for a while in between. */
const patienceMs = 600_000;
const longestPauseMs = 15_000;

/** How a sync ended, and whether time may mend what was wrong; else a person has to. */
export interface Ended {
  readonly state: SyncEnd;
  readonly mends: boolean;
}

/**
 * Resolves when its end is kept. Rejects with the reason of `ending` (this process ends; the sync is given back), with
 * SyncLost, or when its end could not be kept. `stopping` is aborted by whoever wants it to stop, with SyncLost when it
 * is theirs now; also from here, when another process asked for it.
 */
export async function carryOut(
  held: SyncRecord,
  replica: Replica,
  ports: CarryOutPorts,
  ending: AbortSignal,
  stopping: AbortController,
): Promise<Ended> {
  const { syncs, clock, log } = ports;
  const signal = AbortSignal.any([ending, stopping.signal]);
  const sign: { -readonly [Name in keyof SignOfLife]: SignOfLife[Name] } = {
    complete: held.complete,
    progress: held.progress,
    counts: held.counts,
  };
  const told = tellSigns();
  try {
    return await end(await untilThrough());
  } catch (error) {
    if (error instanceof SyncLost) throw error;
    if (ending.aborted) {
      await syncs.release(held).catch(() => {});
      throw ending.reason;
    }
    if (stopping.signal.reason instanceof SyncLost) throw stopping.signal.reason;
    return await endBadly(stopping.signal.aborted ? stopped() : error);
  } finally {
    told.stop();
    await told.stopped;
  }

  /** Every second, whatever the sync is doing; while the hub's own database is away nobody else could take it either. */
  function tellSigns() {
    const over = new AbortController();
    const loop = async () => {
      while (!over.signal.aborted) {
        const answer = await syncs.hear(held, sign).catch(() => "go on" as const);
        if (answer === "stop") stopping.abort(new DOMException("The sync was stopped.", "AbortError"));
        if (answer === "lost" && !over.signal.aborted)
          stopping.abort(new SyncLost("It is another process's now."));
        await clock.sleep(signEveryMs, over.signal).catch(() => {});
      }
    };
    return { stop: () => over.abort(), stopped: loop() };
  }

  /** Tries again what fails because a database is away. */
  async function untilThrough(): Promise<SyncReport> {
    let giveUpAt: number | undefined;
    for (let pauseMs = 250; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const begun = clock.monotonic();
      const callsBefore = sign.progress.calls;
      try {
        return await once();
      } catch (error) {
        signal.throwIfAborted();
        const trouble = troubleOf(error, ownPlace) ?? error;
        if (!passes(trouble)) throw trouble;
        if (sign.progress.calls > callsBefore) [giveUpAt, pauseMs] = [undefined, 250];
        giveUpAt ??= begun + patienceMs;
        if (clock.monotonic() >= giveUpAt) throw trouble;
        log.warn({ replica: replica.name, code: trouble.code }, "a sync waits for its database");
        sign.progress = { ...sign.progress, trouble: `${trouble.message} It is tried again.` };
        await clock.sleep(pauseMs, signal);
      }
    }
  }

  async function once(): Promise<SyncReport> {
    const alias = await ports.aliasOf(replica);
    if (alias === null) throw connectionGone(replica);
    let calls = 0;
    let retried = 0;
    const client = await ports.connections.clientFor(alias, {
      onCall({ retry }) {
        calls++;
        if (retry > 0) retried++;
      },
    });
    const progressOf = createReporter({ client, clock, retried: () => retried });
    try {
      await using target = await ports.open(replica);
      return await target.withLock(replica.id, (locked) =>
        sync({
          replicaId: replica.id,
          schema: replica.schema,
          entities: replica.entities.map(entityNamed),
          completeDays: replica.completeDays,
          complete: sign.complete,
          client,
          clock,
          target: locked,
          looking: target.session,
          calls: () => calls,
          signal,
          onProgress({ complete, counts, ...figures }) {
            sign.complete = complete;
            sign.counts = counts;
            sign.progress = progressOf(figures);
          },
        }),
      );
    } finally {
      await client.goto.close();
    }
  }

  async function end(report: SyncReport): Promise<Ended> {
    const { failures, remarks, complete, counts, calls } = report;
    const progress: SyncProgress = {
      ...withoutRate(sign.progress),
      calls,
      summary: summaryOf(report),
      failedRows: failures.length,
      remarks: [...failures.map((failure) => `Not read: ${failure}`), ...remarks],
    };
    if (failures.length === 0) {
      await keep({ state: "done", complete, counts, progress });
      return { state: "done", mends: true };
    }
    const error = partly(failures);
    await keep({ state: "failed", error: answerOf(error).error, complete, counts, progress });
    log.error({ replica: replica.name, code: error.code }, error.message);
    return { state: "failed", mends: true };
  }

  async function endBadly(error: unknown): Promise<Ended> {
    const known = toHubError(error, [translateGoToError]);
    const state = known.code === "replica.stopped" ? "stopped" : "failed";
    const progress = withoutRate(sign.progress);
    await keep({ ...sign, progress, state, error: answerOf(known).error });
    if (state === "failed") {
      log.error({ err: known.cause ?? error, replica: replica.name, code: known.code }, known.message);
    }
    return { state, mends: known.kind === "unavailable" || known.kind === "upstream" };
  }

  /** Also when the hub's database is away at this very moment. */
  async function keep(last: Parameters<SyncStore["end"]>[1]): Promise<void> {
    told.stop();
    await told.stopped;
    const giveUpAt = clock.monotonic() + patienceMs;
    for (let pauseMs = 250; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        return await syncs.end(held, last, new Date(clock.now()));
      } catch (error) {
        if (!passes(troubleOf(error, ownPlace)) || clock.monotonic() >= giveUpAt) throw error;
        await clock.sleep(pauseMs, ending);
      }
    }
  }
}

/** What is true only while a sync is under way says nothing afterwards. */
function withoutRate(progress: SyncProgress): SyncProgress {
  const { callsPerSecond, secondsLeft, waiting, trouble, ...rest } = progress;
  return rest;
}

function partly(failures: readonly string[]): HubError {
  const [first, ...others] = failures;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return new HubError({
    kind: "upstream",
    code: "replica.partly",
    message: `Not all could be read: ${first}${more}.`,
    meaning: "All else is up to date; what could not be read is as it was.",
    remedy: "The next sync tries these parts again.",
  });
}

/** What a stopped sync says. */
export function stopped(): HubError {
  return new HubError({
    kind: "unavailable",
    code: "replica.stopped",
    message: "The sync was stopped.",
    meaning:
      "What was written is whole up to the last commit; nothing was marked as gone that was not looked for.",
    remedy: "Sync again: it goes on from there.",
  });
}

function connectionGone({ name }: Replica): HubError {
  return new HubError({
    kind: "conflict",
    code: "replica.no-connection",
    message: `The connection of the replica ${name} was removed.`,
    meaning: "Nobody is there to read with; the tables are as they were.",
    remedy: `Give it another one of the same organizer: rostrum replica change ${name} --connection ALIAS`,
  });
}
