/**
 * Many random changes at GoTo, syncs between them, and after each sync the tables held against fresh queries and against
 * what they were before: nothing missed, nothing marked as gone that is there, `changed` moved for changed rows alone.
 */
import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { answers, inDays, person, writing } from "../entities/testing/writing.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { snakeCase } from "./names.ts";
import { expectSameRows, keyOf } from "./testing/comparing.ts";
import { type Copying, copying, everyEntity } from "./testing/copying.ts";

let copy: Copying;
afterEach(() => copy[Symbol.asyncDispose]());
const { write, newWebinar } = writing(() => copy.connected);

/** Seen by every sync; the others at the latest by a complete one (docs/incremental.md). */
const alwaysSeen = ["Webinar", "Session", "Registrant", "Attendee"];

interface Times {
  readonly row_hash: string;
  readonly raw: unknown;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly changed: Date;
  readonly deleted: Date | null;
}
type Tables = ReadonlyMap<string, ReadonlyMap<string, Times>>;

async function allTables(): Promise<Tables> {
  const tables = new Map<string, Map<string, Times>>();
  for (const entity of everyEntity) {
    const rows = await copy.rows(
      sql<Times & Record<string, unknown>>`select * from ${sql.id("goto", snakeCase(entity))}`,
    );
    tables.set(entity, new Map(rows.map((row) => [keyOf(entity, row), row])));
  }
  return tables;
}

function expectRightTimes(before: Tables, after: Tables, begun: number): void {
  for (const [entity, rows] of after) {
    for (const key of before.get(entity)?.keys() ?? []) expect(rows.has(key), `${entity} ${key}`).toBe(true);
    for (const [key, row] of rows) {
      const about = `${entity} ${key}`;
      const former = before.get(entity)?.get(key);
      expect(Number(row.last_seen), about).toBeGreaterThanOrEqual(Number(row.first_seen));
      if (former === undefined) {
        expect([Number(row.last_seen), Number(row.changed)], about).toEqual(
          Array(2).fill(Number(row.first_seen)),
        );
        expect(Number(row.first_seen), about).toBeGreaterThanOrEqual(begun);
        expect(row.deleted, about).toBeNull();
        continue;
      }
      expect(row.first_seen, about).toEqual(former.first_seen);
      const isBack = former.deleted !== null && row.deleted === null;
      if (former.row_hash === row.row_hash && !isBack) {
        expect(row.changed, about).toEqual(former.changed);
        expect(row.raw, about).toEqual(former.raw);
      } else {
        expect(row.changed, about).toEqual(row.last_seen);
        expect(Number(row.changed), about).toBeGreaterThanOrEqual(begun);
      }
      if (former.deleted === null && row.deleted !== null) {
        expect(Number(row.deleted), about).toBeGreaterThanOrEqual(begun);
        expect(row.raw, about).toEqual(former.raw);
      }
    }
  }
}

/** mulberry32: small, and the same on every machine. */
function randomBy(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const rounds = 8;
const changesPerRound = 6;

describeOnBothDatabases("a replica", ({ shared }) => {
  it.each([1, 2])("is the same as GoTo after any changes (seed %i)", { timeout: 120_000 }, async (seed) => {
    const random = randomBy(seed);
    copy = await copying(await shared(), {
      seed,
      size: { webinars: 6, upcoming: 2, registrants: { from: 0, to: 6 }, attendees: { from: 0, to: 4 } },
    });
    const upcoming: string[] = [];
    const registrants: { webinarKey: string; registrantKey: string }[] = [];
    let count = 0;
    const pick = <Item>(items: Item[]): Item | undefined => items.splice(random(items.length), 1)[0];

    const changes: readonly (() => Promise<unknown>)[] = [
      async () => {
        const days = 1 + Math.ceil(copy.ahead / 86_400_000) + random(4);
        const times = { startTime: inDays(days), endTime: inDays(days, 1) };
        upcoming.push(await newWebinar({ subject: `Webinar ${count++}`, ...times }));
      },
      async () => {
        const webinarKey = upcoming[random(upcoming.length)];
        if (webinarKey !== undefined)
          await write("update", "Webinar", { webinarKey, subject: `Other ${count++}` });
      },
      async () => {
        const webinarKey = upcoming[random(upcoming.length)];
        if (webinarKey === undefined) return;
        const email = `p${count++}@example.com`;
        const { key } = await write("create", "Registrant", { ...person, ...answers, email, webinarKey });
        registrants.push({ webinarKey, registrantKey: key?.registrantKey ?? "" });
      },
      async () => {
        const one = pick(registrants);
        if (one !== undefined) await write("delete", "Registrant", one);
      },
      async () => {
        const webinarKey = random(3) === 0 ? pick(upcoming) : undefined;
        if (webinarKey === undefined) return;
        await write("delete", "Webinar", { webinarKey });
        for (const one of registrants.splice(0)) if (one.webinarKey !== webinarKey) registrants.push(one);
      },
      async () => {
        // Time passes at GoTo and here: the next webinar takes place, and what was upcoming may be over.
        if (random(3) > 0) return;
        const { clock } = copy.connected.sandbox.control;
        const { now } = clock.move("next");
        copy.ahead = Date.parse(now) - Date.now();
        upcoming.splice(0);
        registrants.splice(0);
      },
    ];

    await copy.sync({ of: everyEntity });
    let before = await allTables();
    for (let round = 1; round <= rounds; round++) {
      for (let index = 0; index < changesPerRound; index++) await changes[random(changes.length)]?.();
      const complete = round % 4 === 0;
      const begun = Date.now() + copy.ahead;
      const report = await copy.sync({ of: everyEntity, complete });
      expect(report.failures).toEqual([]);
      const after = await allTables();
      expectRightTimes(before, after, begun);
      for (const entity of complete ? everyEntity : alwaysSeen) await expectSameRows(copy, entity);
      before = after;
    }
  });
});
