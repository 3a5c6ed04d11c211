/**
 * From the lists that are read at every run to the scopes below them. Pure. NOT the decision which of them are read
 * (`due.ts`).
 */
import { createHash } from "node:crypto";
import type { EntityDefinition, Row } from "../entities/registry/entity.ts";
import { ancestorsOf, entityNamed } from "../entities/registry/registry.ts";
import type { ParentState } from "./due.ts";
import { snakeCase } from "./names.ts";

/** One query's worth of rows. */
export interface Scope {
  readonly entity: EntityDefinition;
  /** The parent's keys joined by "/"; "" for the entity's one list. */
  readonly key: string;
  /** The parent's keys by field name. */
  readonly keys: Readonly<Record<string, string>>;
  readonly fingerprint: string;
}

export interface Parent extends ParentState {
  readonly key: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** The entities under which scopes are divided: their lists are read whole at every run. */
export type ParentEntity = "Webinar" | "Session";

/** Whether an entity is read by one list over everything. */
export function hasOneList({ readings }: EntityDefinition): boolean {
  return readings.some(({ form, needs }) => form === "list" && needs.length === 0);
}

/** Under what an entity is read; undefined: it has one list. */
export function parentOf(entity: EntityDefinition): ParentEntity | undefined {
  if (hasOneList(entity)) return undefined;
  const nearest = ancestorsOf(entity).find(hasOneList)?.name;
  if (nearest === "Webinar" || nearest === "Session") return nearest;
  throw new Error(`${entity.name} hangs under ${nearest}, which no replica lists`);
}

/** The lists that a choice of entities needs, parents first, each once. */
export function listsOf(chosen: readonly EntityDefinition[]): readonly EntityDefinition[] {
  const parents = new Set(chosen.map(parentOf));
  // The sessions tell by their counts that registrations changed after a webinar ran.
  if (chosen.some(({ name }) => name === "Registrant")) parents.add("Session");
  const needed = (["Webinar", "Session"] as const).filter((name) => parents.has(name)).map(entityNamed);
  return [...new Set([...needed, ...chosen.filter(hasOneList)])];
}

/** What the runs need to know of webinars and sessions, gathered while their lists are read. */
export class Parents {
  readonly #webinars = new Map<string, Parent>();
  readonly #sessions = new Map<string, Parent>();
  /** By webinar: its sessions with their counts of registrants. */
  readonly #registrations = new Map<string, string[]>();

  /** Takes a row of the list; `item` is GoTo's own object for it. */
  add(name: ParentEntity, row: Row, item: Row): void {
    const webinarKey = String(row.webinarKey);
    if (name === "Webinar") {
      this.#webinars.set(webinarKey, {
        key: webinarKey,
        keys: { webinarKey },
        end: lastEnd(row.times),
        fingerprint: hashOf(item),
      });
      return;
    }
    const sessionKey = String(row.sessionKey);
    const { startTime, endTime, registrantsAttended, registrantCount, totalPollCount } = row;
    const key = `${webinarKey}/${sessionKey}`;
    this.#sessions.set(key, {
      key,
      keys: { webinarKey, sessionKey },
      end: momentOf(endTime),
      // Counters of clicks and mails also stand in the list; they say nothing about the rows below.
      fingerprint: hashOf([startTime, endTime, registrantsAttended, registrantCount, totalPollCount]),
    });
    const counts = this.#registrations.get(webinarKey) ?? [];
    counts.push(`${sessionKey}:${String(registrantCount)}`);
    this.#registrations.set(webinarKey, counts);
  }

  has(name: ParentEntity, key: string): boolean {
    return (name === "Webinar" ? this.#webinars : this.#sessions).has(key);
  }

  /** The parents of an entity's scopes. */
  *of(entity: EntityDefinition): Iterable<Parent> {
    const name = parentOf(entity);
    if (name === "Session") yield* this.#sessions.values();
    if (name !== "Webinar") return;
    for (const parent of this.#webinars.values()) {
      yield entity.name === "Registrant" ? this.#withRegistrations(parent) : parent;
    }
  }

  #withRegistrations(parent: Parent): Parent {
    const counts = this.#registrations.get(parent.key);
    if (counts === undefined) return parent;
    return { ...parent, fingerprint: hashOf([parent.fingerprint, counts.toSorted()]) };
  }
}

/** The scope of an entity's one list. */
export function wholeList(entity: EntityDefinition): Scope {
  return { entity, key: "", keys: {}, fingerprint: "" };
}

/** The conditions that make a query read exactly this scope. */
export function conditionsOf({ keys }: Scope): string[] {
  return Object.entries(keys).map(([name, value]) => `${name}=${value}`);
}

/** The scope's keys as columns. */
export function columnsOf({ keys }: Scope): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(keys).map(([name, value]) => [snakeCase(name), value]));
}

/** The scope of a parent that is gone, made from its key in the ledger. */
export function scopeAt(entity: EntityDefinition, key: string): Scope {
  const [webinarKey = "", sessionKey] = key.split("/");
  const keys: Record<string, string> = sessionKey === undefined ? { webinarKey } : { webinarKey, sessionKey };
  return { entity, key, keys, fingerprint: "" };
}

function lastEnd(times: unknown): number | undefined {
  if (!Array.isArray(times)) return undefined;
  const ends = (times as { endTime?: unknown }[]).flatMap(({ endTime }) => momentOf(endTime) ?? []);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function momentOf(text: unknown): number | undefined {
  const at = Date.parse(String(text));
  return Number.isNaN(at) ? undefined : at;
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}
