/**
 * A whole day of schedules with the clock moved minute by minute, over both changes of daylight-saving time: a real hub
 * with its jobs on a real database, and the runs of its history held against a walk over the clock on the wall that
 * shares no code with the product. On Postgres two hubs look at once.
 */

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";
import { type MovedClock, movedClock } from "../testing/moved-clock.ts";

const minute = 60_000;
/** Loops of one hub that sleep by the clock; it is moved when all of them do, or one would miss the move. */
const loopsOfHub = 3;

/** Zone, and the local days on which its clocks change; 2031 for all. */
const days = [
  { zone: "Europe/Madrid", day: "2031-03-30", hours: 23, on: "embedded" },
  { zone: "Europe/Madrid", day: "2031-10-26", hours: 25, on: "embedded" },
  { zone: "Australia/Lord_Howe", day: "2031-10-05", hours: 23.5, on: "postgres" },
  { zone: "Australia/Lord_Howe", day: "2031-04-06", hours: 24.5, on: "postgres" },
] as const;

/** "2031-03-30 02:30", as a clock in that zone shows it. */
function wallText(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

/** The minutes at which the clock shows that day, with what it shows. */
function minutesOf(day: string, zone: string): { at: number; wall: string }[] {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const all: { at: number; wall: string }[] = [];
  for (let at = noon - 1_800 * minute; at < noon + 1_800 * minute; at += minute) {
    const wall = wallText(at, zone);
    if (wall.startsWith(day)) all.push({ at, wall: wall.slice(11) });
  }
  return all;
}

/** What is to run, told without the product's own code: by looking at the clock every minute. */
function expectedTimes(day: string, zone: string) {
  const minutes = minutesOf(day, zone);
  const shown = (fits: (wall: string) => boolean) =>
    minutes.filter(({ wall }) => fits(wall)).map(({ at }) => at);
  const once = shown((wall) => wall === "02:30");
  // Not shown at all: at the first minute that comes after it.
  const atTheChange = minutes.find(({ wall }) => wall > "02:30")?.at;
  return {
    hourly: shown((wall) => wall.endsWith(":00")),
    quarters: shown((wall) => /:(00|15|30|45)$/.test(wall)),
    nightly: [once[0] ?? atTheChange],
    halfhours: minutes.filter(({ at }) => at % (30 * minute) === 0).map(({ at }) => at),
  };
}

const schedules = (zone: string) => ({
  hourly: { cron: "0 * * * *", zone },
  quarters: { cron: "*/15 * * * *", zone },
  nightly: { cron: "30 2 * * *", zone },
  halfhours: { every: "30 minutes" },
});

interface RunAnswer {
  readonly state: string;
  readonly reason: string;
  readonly dueAt: string;
  readonly requestedAt: string;
  readonly missed: number;
}

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(["embedded", "postgres"] as const)("a day of schedules, on the %s database", (kind) => {
  // A day takes half a minute: some on either database. All of them held on both when this was written.
  it.each(days.filter(({ on }) => on === kind))(
    "$zone on $day, which has $hours hours",
    {
      timeout: 240_000,
    },
    async ({ zone, day, hours }) => {
      const minutes = minutesOf(day, zone);
      expect(minutes).toHaveLength(hours * 60);
      const first = minutes[0]?.at ?? 0;
      const clock = movedClock(new Date(first - minute));
      await using world = await openWorld(kind, clock);
      for (const [name, schedule] of Object.entries(schedules(zone))) {
        await world.ask("PUT", `/flows/${name}`, {
          source: { endpoint: "csv", table: "one.csv" },
          target: { endpoint: "ndjson", table: `${name}.ndjson`, write: "replace" },
          schedule,
        });
        await world.ask("PUT", `/flows/${name}/schedule`, { on: true });
      }
      await world.work();
      for (const { at } of minutes) await world.moveTo(at);

      for (const [name, times] of Object.entries(expectedTimes(day, zone))) {
        const { runs } = (await world.ask("GET", `/flows/${name}/runs?limit=200`)) as { runs: RunAnswer[] };
        const begun = runs.toReversed();
        expect(
          begun.map(({ dueAt }) => Date.parse(dueAt)),
          name,
        ).toEqual(times);
        expect(
          begun.map(({ requestedAt }) => Date.parse(requestedAt)),
          name,
        ).toEqual(times);
        expect(new Set(begun.map(({ state, reason, missed }) => `${state} ${reason} ${missed}`))).toEqual(
          new Set(["done schedule 0"]),
        );
      }
    },
  );
});

/** Hubs on one database and one clock, with a file of one row as the source of all flows. */
async function openWorld(kind: "embedded" | "postgres", clock: MovedClock) {
  const environment: Record<string, string> =
    kind === "embedded" ? {} : { DATABASE_URL: await postgres.newDatabase() };
  const hubs: TestHub[] = [];
  for (let count = kind === "embedded" ? 1 : 2; count > 0; count--)
    hubs.push(await startTestHub({ environment, clock }));
  const [hub] = hubs;
  if (hub === undefined) throw new Error("there is a hub");
  for (const { folder } of hubs) await writeFile(path.join(folder, "files", "one.csv"), "name\r\nAnn\r\n");
  const ask = async (method: string, address: string, json?: unknown) => {
    const { status, body } = await hub.request(method, `/api/v1${address}`, json);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  };
  const { sql } = hub.app.database;
  const nextDue = async () => {
    const { next } = await sql
      .selectFrom("flow")
      .select(({ fn }) => fn.min("next_run_at").as("next"))
      .executeTakeFirstOrThrow();
    return next?.getTime() ?? Number.POSITIVE_INFINITY;
  };
  const alive = () =>
    sql.selectFrom("flow_run").select("id").where("state", "in", ["waiting", "running"]).execute();
  let next = 0;
  return {
    ask,
    async work() {
      next = await nextDue();
      for (const one of hubs) await one.app.flows.work();
    },
    /** Moves the clock, and waits until all that is due by then has run. */
    async moveTo(at: number) {
      await vi.waitUntil(() => clock.sleepers() === loopsOfHub * hubs.length, {
        timeout: 30_000,
        interval: 2,
      });
      clock.moveTo(new Date(at));
      if (next > at) return;
      // Asked seldom: the embedded database answers nobody else meanwhile.
      await expect.poll(nextDue, { timeout: 30_000, interval: 20 }).toBeGreaterThan(at);
      await expect.poll(alive, { timeout: 30_000, interval: 20 }).toEqual([]);
      next = await nextDue();
    },
    async [Symbol.asyncDispose]() {
      for (const one of hubs) await one.close();
    },
  };
}
