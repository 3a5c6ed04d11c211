/**
 * How often somebody may try what can be guessed: passwords and the codes of one-time links. Counted in the database,
 * so that all processes count together; per address, and for passwords also per account. NOT a limit on honest work.
 */
import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { sql } from "kysely";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";

declare module "../platform/database/database.ts" {
  interface DatabaseTables {
    attempt: { subject: string; count: number; began_at: Date };
  }
}

/** What is counted together: so many within the window, then no more until it ends. */
export interface AttemptSubject {
  readonly name: string;
  readonly most: number;
}

/** Fifteen minutes: long enough to make guessing hopeless, short enough to wait out. */
export const windowMs = 15 * 60_000;

/** Failed tries from one address: more than a person needs, and few enough for a password of ten characters. */
export function perAddress(purpose: "sign-in" | "link", address: string): AttemptSubject {
  return { name: `${purpose}/address/${network(address)}`, most: 30 };
}

/**
 * Failed tries for one account, wherever they come from; counted alike for accounts that do not exist. The price:
 * who knows an e-mail address can keep its owner from signing in, for as long as they go on trying.
 */
export function perAccount(email: string): AttemptSubject {
  const mark = createHash("sha256").update(email.trim().toLowerCase()).digest("hex").slice(0, 32);
  return { name: `sign-in/account/${mark}`, most: 10 };
}

/** An IPv6 host has a whole /64 to itself, and could else come from 2^64 addresses. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(zeros).fill("0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts(database: Database, clock: Clock) {
  /** Counts one more, in one step, so that tries at the same moment are all counted. */
  async function count(subject: AttemptSubject, now: Date): Promise<{ count: number; beganAt: Date }> {
    const { ref } = database.sql.dynamic;
    const over = sql<boolean>`${ref("attempt.began_at")} <= ${new Date(now.getTime() - windowMs)}`;
    const row = await database.sql
      .insertInto("attempt")
      .values({ subject: subject.name, count: 1, began_at: now })
      .onConflict((conflict) =>
        conflict.column("subject").doUpdateSet({
          count: sql<number>`case when ${over} then 1 else attempt.count + 1 end`,
          began_at: sql<Date>`case when ${over} then ${now} else attempt.began_at end`,
        }),
      )
      .returning(["count", "began_at"])
      .executeTakeFirstOrThrow();
    return { count: row.count, beganAt: row.began_at };
  }

  return {
    /**
     * Counts a try for each subject before it is made. Throws HubError "access.too-many-attempts" when one has had
     * its share; details.retryAfterSeconds says for how long. `onLock` hears of the first that is refused.
     */
    async begin(subjects: readonly AttemptSubject[], onLock?: () => Promise<void>): Promise<void> {
      const now = new Date(clock.now());
      for (const subject of subjects) {
        const { count: tries, beganAt } = await count(subject, now);
        if (tries === subject.most + 1) await onLock?.();
        if (tries > subject.most) throw tooMany(beganAt.getTime() + windowMs - now.getTime());
      }
      await database.sql
        .deleteFrom("attempt")
        .where("began_at", "<=", new Date(now.getTime() - windowMs))
        .execute();
    },

    /** Takes a try back that succeeded: only failures count. */
    async succeeded(subjects: readonly AttemptSubject[]): Promise<void> {
      await database.sql
        .updateTable("attempt")
        .set({ count: sql`greatest(count - 1, 0)` })
        .where(
          "subject",
          "in",
          subjects.map(({ name }) => name),
        )
        .execute();
    },
  };
}

function tooMany(waitMs: number): HubError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new HubError({
    kind: "limited",
    code: "access.too-many-attempts",
    message: "There were too many failed attempts.",
    meaning: "No more are taken for a while, right ones included.",
    remedy: `Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`,
    details: { retryAfterSeconds },
  });
}
