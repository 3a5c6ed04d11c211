/**
 * What a writer is and what it works with: one writer per entity, called once per row.
 * NOT the reading of rows and not the counting of results: that is `run-write.ts`.
 */
import { type CallOptions, GoToError } from "@rostrum/goto";
import type { ConnectedClient } from "../../connections/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import type { WriteOperation, WriteSwitch } from "../registry/entity.ts";
import type { CallNotMade, Written } from "./result.ts";
import type { Values } from "./values.ts";
import type { WebinarFacts } from "./webinar-facts.ts";

/** What all rows of one run share. */
export interface WriteContext {
  readonly client: ConnectedClient;
  readonly clock: Clock;
  readonly options: CallOptions;
  readonly switches: Readonly<Partial<Record<WriteSwitch, boolean>>>;
  readonly facts: WebinarFacts;
}

/** What one row may do. */
export interface Row {
  readonly operation: WriteOperation;
  readonly values: Values;
  /**
   * Makes a call that changes something at GoTo; in a dry run it is noted and undefined comes back. Every such call of a
   * writer goes through here.
   */
  send<Result>(call: CallNotMade, make: () => Promise<Result>): Promise<Result | undefined>;
  /** Says whom GoTo writes to because of this row. */
  mail(sentence: string): void;
  remark(sentence: string): void;
  /** The row may have been written by an earlier try of which nothing is known. */
  readonly repeated: boolean;
  /** Says that nobody knows whether GoTo carried out what was sent for this row. */
  unsure(): void;
}

export type Writer = (row: Row, context: WriteContext) => Promise<Written>;

/** Tries of a call whose outcome stayed unknown, the first included. */
const mostTries = 3;

/**
 * Creates something once, although an answer may get lost: when a try failed and nobody knows whether it was carried out,
 * `find` looks for what it made, and only if there is nothing it is tried again. The client itself never repeats such
 * a call (@rostrum/goto). Rejects with the last failure.
 */
export async function createOnce<Made>(
  create: () => Promise<Made>,
  find: () => Promise<Made | undefined>,
  row: Pick<Row, "remark" | "repeated" | "unsure">,
): Promise<Made> {
  if (row.repeated) {
    const found = await find();
    if (found !== undefined) return found;
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof GoToError) || error.carriedOut === "no") throw error;
      // Said before it is looked for: looking may fail as well.
      row.unsure();
      const found = await find();
      if (found !== undefined) {
        row.remark(
          "GoTo's answer got lost, but it had done what was asked: found it there, and did not repeat it.",
        );
        return found;
      }
      if (attempt >= mostTries) throw error;
    }
  }
}
