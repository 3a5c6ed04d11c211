/**
 * A writer whose batches are transactions, from a function that writes one. A batch that the database gave up for the
 * sake of another transaction is tried again whole: nothing of it was written. NOT how a batch is written.
 */
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import type { Row, RowResult, Writer } from "../endpoint.ts";
import type { Dialect } from "./dialect.ts";

const mostTries = 4;

export interface BatchWriting {
  /** As people name it, for the error when all tries are used up. */
  readonly product: string;
  readonly dialect: Pick<Dialect, "passing" | "explain">;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  writeBatch(rows: readonly Row[]): Promise<readonly RowResult[]>;
}

/** Rejects with the dialect's words for what is no row's fault, else with the error as it came. */
export function createBatchWriter({ product, dialect, clock, signal, writeBatch }: BatchWriting): Writer {
  return {
    async write(rows) {
      signal?.throwIfAborted();
      for (let tries = 1; ; tries += 1) {
        try {
          return await writeBatch(rows);
        } catch (error) {
          if (!dialect.passing(error)) throw dialect.explain(error) ?? error;
          if (tries === mostTries) throw gaveUp(product, error);
          await clock.sleep(50 * 2 ** tries, signal);
        }
      }
    },
    checkpoint: () => Promise.resolve(undefined),
    finish: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}

/** For a batch that a database gave up again and again without blaming a row. */
function gaveUp(kind: string, error: unknown): HubError {
  return new HubError({
    kind: "unavailable",
    code: "endpoint.busy",
    message: `The ${kind} database gave the batch up several times because of other transactions.`,
    meaning: "Nothing of this batch was written; earlier batches were.",
    remedy: "Run it again when the database is less busy; rows with a key are not written twice.",
    cause: error,
  });
}
