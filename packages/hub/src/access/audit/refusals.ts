/**
 * What was refused at the door: failed sign-ins, locks, links that do not work. Written down like changes, but only so often in
 * a day: a stranger needs nobody's leave to cause them, and must not fill the database. NOT the limit on trying (`attempts.ts`).
 */
import { sql } from "kysely";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { hubActor } from "../principal.ts";
import type { Audit } from "./audit.ts";

/** Of each kind of refusal, about people who are known apart from those who are not: one must not hide the other. */
export const mostADay = 100;
const dayMs = 24 * 60 * 60_000;

export interface Refusal {
  readonly action: "session.refuse-sign-in" | "session.lock-sign-in" | "link.refuse";
  /** The e-mail address of a person who is known here; null for anybody else: what was typed may be a password. */
  readonly person: string | null;
  /** Where the request came from. */
  readonly address: string;
  readonly why: Readonly<Record<string, string>>;
}

export type Refusals = ReturnType<typeof createRefusals>;

export function createRefusals(database: Database, audit: Pick<Audit, "recordAlone">, clock: Clock) {
  async function countOf({ action, person }: Refusal, since: Date): Promise<number> {
    const { count } = await database.sql
      .selectFrom("audit_entry")
      .select(sql<number>`count(*)::int`.as("count"))
      .where("at", ">", since)
      .where("action", "=", action)
      .where("resource_id", person === null ? "is" : "is not", null)
      .executeTakeFirstOrThrow();
    return count;
  }

  return {
    async note(refusal: Refusal): Promise<void> {
      const { action, person, address, why } = refusal;
      const count = await countOf(refusal, new Date(clock.now() - dayMs));
      if (count > mostADay) return;
      await audit.recordAlone(
        { ...hubActor, address },
        {
          action,
          kind: action === "link.refuse" ? "link" : "person",
          id: person,
          after: count === mostADay ? { ...why, more: "not written down today" } : why,
        },
      );
    },
  };
}
