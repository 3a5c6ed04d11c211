import fc from "fast-check";
import { expect, it } from "vitest";
import { instant } from "./instants.ts";
import { mostTimes, timesOfSequence } from "./recurrence.ts";
import { acceptedZone, instantOf, wallTimeAt } from "./zones.ts";

const hour = 3_600_000;

function startsOf(
  start: string,
  pattern: "daily" | "weekly" | "monthly",
  last: string,
  zone: string,
): string[] {
  const startTime = Date.parse(start);
  const [year = 0, month = 0, day = 0] = last.split("-").map(Number);
  const times = timesOfSequence(
    { startTime, endTime: startTime + hour },
    pattern,
    { year, month, day },
    zone,
  );
  for (const time of times) expect(time.endTime - time.startTime).toBe(hour);
  return times.map((time) => instant(time.startTime));
}

it("repeats up to and including the last day", () => {
  expect(startsOf("2026-05-04T15:00:00Z", "weekly", "2026-05-25", "Europe/Amsterdam")).toEqual([
    "2026-05-04T15:00:00Z",
    "2026-05-11T15:00:00Z",
    "2026-05-18T15:00:00Z",
    "2026-05-25T15:00:00Z",
  ]);
  expect(startsOf("2026-05-04T15:00:00Z", "weekly", "2026-05-24", "Europe/Amsterdam")).toHaveLength(3);
});

it("takes the last day in the webinar's zone and not in UTC", () => {
  // 23:30 in Los Angeles on the 4th is the 5th in UTC.
  expect(startsOf("2026-05-05T06:30:00Z", "daily", "2026-05-05", "America/Los_Angeles")).toEqual([
    "2026-05-05T06:30:00Z",
    "2026-05-06T06:30:00Z",
  ]);
});

it("keeps the wall clock time when summer time begins and ends", () => {
  expect(startsOf("2031-03-23T16:00:00Z", "weekly", "2031-04-06", "Europe/Amsterdam")).toEqual([
    "2031-03-23T16:00:00Z",
    "2031-03-30T15:00:00Z",
    "2031-04-06T15:00:00Z",
  ]);
  expect(startsOf("2031-10-25T15:00:00Z", "daily", "2031-10-27", "Europe/Amsterdam")).toEqual([
    "2031-10-25T15:00:00Z",
    "2031-10-26T16:00:00Z",
    "2031-10-27T16:00:00Z",
  ]);
});

it("moves a time that summer time skips on by the hour that is skipped", () => {
  // 02:30 does not exist in Amsterdam on 30 March 2031.
  expect(startsOf("2031-03-29T01:30:00Z", "daily", "2031-03-31", "Europe/Amsterdam")).toEqual([
    "2031-03-29T01:30:00Z",
    "2031-03-30T01:30:00Z",
    "2031-03-31T00:30:00Z",
  ]);
});

it("has a month that lacks the day on its last day", () => {
  expect(startsOf("2031-01-31T10:00:00Z", "monthly", "2031-05-01", "GMT")).toEqual([
    "2031-01-31T10:00:00Z",
    "2031-02-28T10:00:00Z",
    "2031-03-31T10:00:00Z",
    "2031-04-30T10:00:00Z",
  ]);
});

it("gives nothing when the last day lies before the first, and stops beyond the most", () => {
  expect(startsOf("2031-01-31T10:00:00Z", "daily", "2031-01-30", "GMT")).toEqual([]);
  expect(startsOf("2031-01-31T10:00:00Z", "daily", "9999-01-30", "GMT")).toHaveLength(mostTimes + 1);
});

it("finds an instant again from its wall time, in every accepted zone", () => {
  const zones = ["America/St_Johns", "Asia/Katmandu", "Africa/Casablanca", "Pacific/Tongatapu", "MIT", "GMT"];
  const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2036-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (zone, date) => {
      const wall = wallTimeAt(date.getTime(), zone);
      const again = instantOf(wall, zone);
      // In the hour that comes twice the first is meant.
      expect(wallTimeAt(again, zone)).toEqual(wall);
      expect([0, hour]).toContain(Math.abs(date.getTime() - again));
    }),
    { numRuns: 200 },
  );
});

it("accepts GoTo's zones in any letter case and no others", () => {
  expect(acceptedZone("europe/amsterdam")).toBe("Europe/Amsterdam");
  expect(acceptedZone("mit")).toBe("MIT");
  expect(acceptedZone("Europe/Atlantis")).toBeUndefined();
});
