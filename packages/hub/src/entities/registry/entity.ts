/**
 * The shape of an entity's definition. One file per entity stands in the folder of its product; `registry.ts`
 * collects them. Command-line help, REST routes, OpenAPI, CSV headers and (later) SQL tables are derived from
 * these definitions and written nowhere else.
 */
import type { CallOptions } from "@rostrum/goto";
import type { ConnectedClient } from "../../connections/index.ts";
import type { Field, Form } from "./field.ts";

/** A row of an entity, by field name; GoTo's own or made of it. Absent fields are undefined. */
export type Row = Readonly<Record<string, unknown>>;

/** What GoTo answered to one call. */
export interface Answer {
  /** In GoTo's order. Each item belongs to the caller alone. */
  readonly items: readonly object[];
  /** Of the whole list, when GoTo says so. */
  readonly totalItems?: number | undefined;
  readonly totalPages?: number | undefined;
  /** Zero-based number of the next page; undefined at the end and for lists without pages. */
  readonly next?: number | undefined;
}

/** What one call asks for. */
export interface Ask {
  /** The values of the reading's `needs`. */
  readonly keys: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
  /** Zero-based. */
  readonly page: number;
}

/**
 * How a reading deals with a range of time:
 * - `exact`  pushed down to GoTo and trusted
 * - `wide`   pushed down a day wider on each side, then checked here, because GoTo does not say whether its borders
 *            count the start or the end of a session
 * - `here`   GoTo cannot; checked here
 */
export type RangeUse = "exact" | "wide" | "here";

/** One way to get rows of an entity from GoTo: one operation. */
export interface Reading {
  /** GoTo's operationId (goto-webinar.md 7). */
  readonly operation: string;
  readonly form: Form;
  /** Keys that must be known before the call can be made. */
  readonly needs: readonly string[];
  /** Only for entities with a `range`. */
  readonly range?: RangeUse;
  /** Whether the answer comes in pages of at most 200 (goto-webinar.md 4). */
  readonly paged: boolean;
  /** One call. Errors are those of @rostrum/goto. */
  read(client: ConnectedClient, ask: Ask, options: CallOptions): Promise<Answer>;
}

/** What `--from` and `--to` mean for an entity, and how that is checked on a row. */
export interface RangeRule {
  /** Completes the sentence "from and to select ...". */
  readonly meaning: string;
  /** Whether a row lies in the range; both in milliseconds since 1970, `to` excluded. */
  contains(row: Row, from: number, to: number): boolean;
  /** When no range is given: everything, or what begins now. */
  readonly unsaid: "everything" | "from now";
}

/** When a row stops changing, for copies that are kept in step. */
export interface Settles {
  /** never: may change as long as it is there. atOnce: once seen, it stays. afterEnd: some days after its end. */
  readonly when: "never" | "atOnce" | "afterEnd";
  /** For `afterEnd`: days after the end of the webinar or session it hangs under. */
  readonly days?: number;
  /**
   * While it can still change: how many hours old a copy may be before it is read again. Absent: it is read at every
   * chance. For what changes seldom and costs a call for each parent.
   */
  readonly rereadHours?: number;
  readonly why: string;
}

export const writeOperations = ["create", "update", "upsert", "delete"] as const;
export type WriteOperation = (typeof writeOperations)[number];

/**
 * What decides whether GoTo writes to people, and how much goes: never on unless the caller says so
 * (goto-webinar.md 8.4, 8.5, 9.1).
 */
export const writeSwitches = {
  notifyParticipants: "GoTo e-mails the registrants about the change",
  sendCancellationEmails: "GoTo e-mails the registrants that it is cancelled",
  deleteAll: "Of a series, all members still to come are deleted with this one",
  resendConfirmation: "GoTo sends the confirmation again to somebody already registered",
} as const;
export type WriteSwitch = keyof typeof writeSwitches;

/** How an entity is written. */
export interface WriteRule {
  /** What happens, in half a sentence. */
  readonly how: string;
  /** What a row may carry: fields and inputs. */
  readonly fields: readonly string[];
  /** Those without which nothing can be sent. */
  readonly required: readonly string[];
  readonly switches: readonly WriteSwitch[];
}

export interface EntityDefinition {
  readonly name: string;
  readonly product: "webinar";
  /** One sentence. */
  readonly description: string;
  readonly source: string;
  /** The fields that tell a row from all others. */
  readonly keys: readonly string[];
  /** Under what GoTo keeps these rows; its keys stand in every row, so that rows can be joined. */
  readonly parent?: { readonly entity: string; readonly keys: readonly string[] };
  readonly fields: Readonly<Record<string, Field>>;
  /** The fields of a table on a terminal when none are chosen. */
  readonly brief: readonly string[];
  readonly range?: RangeRule;
  /** In order of preference. */
  readonly readings: readonly Reading[];
  /** What can be written and is never read. */
  readonly inputs?: Readonly<Record<string, Field>>;
  /** What can be done beside querying; the doing is in `../write/`. */
  readonly writes: Readonly<Partial<Record<WriteOperation, WriteRule>>>;
  readonly settles: Settles;
}

/** A list that comes whole, in one answer. */
export function whole(items: readonly object[]): Answer {
  return { items };
}

/** The same, where GoTo gives no key: the place in the list, from 1, stands for it (goto-webinar.md 10.4). */
export function numbered(items: readonly object[]): Answer {
  for (const [index, item] of items.entries()) Object.assign(item, { position: index + 1 });
  return { items };
}

/** The value of a key that the planner has made sure of. */
export function keyOf(ask: Ask, name: string): string {
  const value = ask.keys[name];
  if (value === undefined) throw new Error(`A reading was called without its key ${name}`);
  return value;
}

/** GoTo's largest page (goto-webinar.md 4). */
export const pageSize = 200;
