/** The rules of what is read again: each as one sentence, and the promise that nothing settles unseen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityNamed } from "../entities/registry/registry.ts";
import { chooseRun } from "./choose-run.ts";
import { isDue, laterThan } from "./due.ts";
import type { LedgerRun } from "./ledger.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2031, 4, 1);
const parent = (end: number | undefined, fingerprint = "a") => ({ end, fingerprint });
const read = (ago: number, fingerprint = "a") => ({ at: now - ago, fingerprint });
const registrant = entityNamed("Registrant").settles;
const panelist = entityNamed("Panelist").settles;
const attendee = entityNamed("Attendee").settles;

describe("rows under a parent are due", () => {
  it.each([
    ["when they were never read", attendee, parent(now - 900 * day), undefined, true],
    [
      "when the lists say something else, however old",
      attendee,
      parent(now - 900 * day, "b"),
      read(day),
      true,
    ],
    ["registrants of a webinar to come: at every chance", registrant, parent(now + day), read(1000), true],
    ["panelists of a webinar to come: once a day", panelist, parent(now + day), read(25 * hour), true],
    ["not within that day", panelist, parent(now + day), read(23 * hour), false],
    ["a session that ended an hour ago: after minutes", attendee, parent(now - hour), read(7 * 60_000), true],
    ["not at once", attendee, parent(now - hour), read(60_000), false],
    ["one of last week: after most of a day", attendee, parent(now - 7 * day), read(17 * hour), true],
    ["not after half of one", attendee, parent(now - 7 * day), read(12 * hour), false],
    ["a last time when it has settled", attendee, parent(now - 15 * day), read(1.2 * day), true],
    ["and never after that", attendee, parent(now - 30 * day), read(15 * day), false],
    [
      "what never settles: a last time a day after the end",
      panelist,
      parent(now - 2 * day),
      read(1.5 * day),
      true,
    ],
    ["and then only by a complete scan", panelist, parent(now - 9 * day), read(7 * day), false],
    ["at every chance when nobody says when it ends", registrant, parent(undefined), read(1), true],
  ])("%s", (_sentence, settles, state, last, expected) =>
    expect(isDue(settles, state, last, now)).toBe(expected),
  );

  it("at least once after the moment of settling, whenever the runs come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 * 24 }), { minLength: 30, maxLength: 60 }), (gaps) => {
        const end = 20 * hour;
        const settled = end + 14 * day;
        let last: { at: number; fingerprint: string } | undefined;
        let at = 0;
        for (const gap of gaps) {
          at += gap * hour;
          if (isDue(attendee, parent(end), last, at)) last = { at, fingerprint: "a" };
        }
        return at < settled || (last !== undefined && last.at >= settled);
      }),
    );
  });
});

describe("a moment for a new reading", () => {
  it("is after the last one, even when the clock was put back", () => {
    expect(laterThan(undefined, 5).getTime()).toBe(5);
    expect(laterThan(new Date(9), 5).getTime()).toBe(10);
    expect(laterThan(new Date(9), 50).getTime()).toBe(50);
  });
});

describe("a run", () => {
  const run = (state: LedgerRun["state"], ago: number, complete = true): LedgerRun => ({
    ...{
      id: "old",
      state,
      complete,
      begun: new Date(now - ago),
      ended: null,
      counts: {},
      calls: 0,
      summary: null,
    },
  });
  const choose = (last?: LedgerRun, lastComplete?: LedgerRun, complete = false) =>
    chooseRun(last, lastComplete, { complete, completeDays: 7 }, now, () => "new");

  it("is complete the first time, when told, and when the last complete one is too old", () => {
    expect(choose()).toMatchObject({ id: "new", complete: true });
    const done = run("done", day);
    expect(choose(done, done)).toMatchObject({ id: "new", complete: false });
    expect(choose(done, done, true)).toMatchObject({ id: "new", complete: true });
    expect(choose(done, run("done", 7 * day))).toMatchObject({ id: "new", complete: true });
  });

  it("continues what was broken off, unless that is old or less than what is wanted", () => {
    expect(choose(run("running", hour))).toMatchObject({ id: "old", complete: true });
    expect(choose(run("running", 2 * day))).toMatchObject({ id: "new", complete: true });
    const partial = run("stopped", hour, false);
    expect(choose(partial, run("done", day))).toMatchObject({ id: "old", complete: false });
    expect(choose(partial, run("done", day), true)).toMatchObject({ id: "new", complete: true });
  });
});
