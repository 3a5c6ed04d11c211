/**
 * The audit log: every change through the API, with who, what, before and after, when and from where. It only grows.
 * Rooms write their entry in the transaction of the change, so that there is neither a change without its entry nor an
 * entry without its change. NOT the log of the process (`platform/log`), and nothing secret has a place in it.
 */
import type { Clock } from "../../platform/clock/clock.ts";
import { type Database, inTransaction } from "../../platform/database/database.ts";
import { redact } from "../../platform/log/redact.ts";
import type { Actor } from "../principal.ts";
import { type AuditFilter, type AuditRecord, insertEntry, listEntries } from "./store.ts";

/** What was done, in the words of the room that did it. */
export interface AuditEntry {
  /** Resource and verb: "connection.edit", "person.invite". */
  readonly action: string;
  /** A countable noun in the singular: "connection". */
  readonly kind: string;
  /** What people and programs call it: alias, e-mail address, id; null for what has no name. */
  readonly id: string | null;
  /**
   * What there was and what there is, as JSON; usually the API's answers, which hold no secrets. Absent for what did not
   * or does not exist. Of two objects only the members that differ are kept.
   */
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Audit {
  /** Writes an entry in the transaction of the change, whose database is given. */
  record(within: Database, who: Actor, entry: AuditEntry): Promise<void>;
  /** Writes an entry by itself: for a change that is not in our database, but at GoTo. */
  recordAlone(who: Actor, entry: AuditEntry): Promise<void>;
  /** Says that a request which might have changed something did not, such as a dry run. */
  nothingChanged(who: Actor): void;
  /** Makes a change and writes its entry in one transaction: `work` gets the database to change with. */
  change<Result>(
    who: Actor,
    work: (database: Database, record: (entry: AuditEntry) => Promise<void>) => Promise<Result>,
  ): Promise<Result>;
  /** Whether this very actor object, and thus its request, has been accounted for. */
  isAccountedFor(who: Actor): boolean;
  list(filter: AuditFilter): Promise<readonly AuditRecord[]>;
}

export function createAudit(database: Database, clock: Clock): Audit {
  const accountedFor = new WeakSet<Actor>();

  async function record(within: Database, who: Actor, entry: AuditEntry): Promise<void> {
    accountedFor.add(who);
    const { before, after } = differing(asJson(entry.before), asJson(entry.after));
    await insertEntry(within, { ...entry, who, at: new Date(clock.now()), before, after });
  }

  return {
    record,
    recordAlone: (who, entry) => record(database, who, entry),
    nothingChanged: (who) => void accountedFor.add(who),
    change: (who, work) =>
      inTransaction(database, (within) => work(within, (entry) => record(within, who, entry))),
    isAccountedFor: (who) => accountedFor.has(who),
    list: (filter) => listEntries(database, filter),
  };
}

/**
 * As it will be stored. Callers pass nothing secret; what looks like it is taken out all the same. Postgres takes neither
 * NUL nor half a surrogate pair in JSON, and an entry must not fail for that.
 */
function asJson(value: unknown): unknown {
  if (value === undefined) return undefined;
  const storable = (_name: string, member: unknown) =>
    typeof member === "string" ? member.toWellFormed().replaceAll("\0", "") : member;
  return redact(JSON.parse(JSON.stringify(value), storable));
}

/** Of two objects the members that differ: what stayed the same is noise. */
export function differing(before: unknown, after: unknown): { before: unknown; after: unknown } {
  if (!isObject(before) || !isObject(after)) return { before, after };
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => name in from).map((name) => [name, from[name]]));
  return { before: pick(before), after: pick(after) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
