/**
 * Plans: what is asked, and the steps that answer it. The shapes only; `planner.ts` makes them, `walk.ts` follows them.
 *
 * A plan is a line of steps from the root of GoTo's tree to the entity: the rows of each step are the keys for the
 * calls of the next one.
 */
import type { EntityDefinition, Reading } from "../registry/entity.ts";
import type { Form } from "../registry/field.ts";
import type { FoundField } from "../registry/registry.ts";
import type { Condition } from "./condition.ts";

/** What is asked. */
export interface Query {
  readonly entity: EntityDefinition;
  readonly conditions: readonly Condition[];
  /** Milliseconds since 1970; undefined: not restricted. `to` is excluded. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Undefined: all that come without extra calls. */
  readonly fields: readonly string[] | undefined;
  readonly limit: number | undefined;
}

/** A value handed down from a row to the calls and rows below it. */
export interface Carried {
  /** Its name on the way down: a key's own name, or the column that shows it. */
  readonly as: string;
  /** The field of this step's row (or of the join); undefined: it came from above and is passed on. */
  readonly field: string | undefined;
}

/** Where a column of the result comes from: the row itself, or what was handed down. */
export interface Column {
  readonly name: string;
  readonly on: FoundField;
  readonly from: { readonly row: string } | { readonly carried: string };
}

/** Keys that the conditions pin: calls nothing. */
export interface PinnedStep {
  readonly kind: "pinned";
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** A listing of webinars beside the walk, to check conditions or fetch fields that the walk's rows do not have. */
export interface Join {
  readonly entity: EntityDefinition;
  /** list: read whole, at once with the walk. byKey: one call per webinar that occurs. */
  readonly by: Form;
  readonly conditions: readonly Condition[];
  /** Fields of the joined entity that become columns. */
  readonly carry: readonly { readonly as: string; readonly field: string }[];
}

/** Rows from one of GoTo's operations, one call (or list of pages) per row of the step before. */
export interface ReadStep {
  readonly kind: "read";
  readonly entity: EntityDefinition;
  readonly reading: Reading;
  /** Checked on each row. */
  readonly conditions: readonly Condition[];
  /** Whether each row's time is checked here. */
  readonly checkRange: boolean;
}

export type Step = (PinnedStep | ReadStep) & {
  /** Applied to this step's rows. */
  readonly join: Join | undefined;
  /** What the steps below need; empty for the last. */
  readonly carry: readonly Carried[];
};

export interface Plan {
  readonly query: Query;
  /** The last one is a ReadStep of the entity. */
  readonly steps: readonly Step[];
  readonly columns: readonly Column[];
}

/** A step before it is known what has to be carried down. */
export type Draft = (PinnedStep | ReadStep) & { readonly join: Join | undefined };
