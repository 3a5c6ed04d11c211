/** A day's schedule with the clock moved across both changes of daylight-saving time. */
import { describe, expect, it } from "vitest";
import type { Schedule } from "./definition.ts";
import { nextTime } from "./due.ts";

/** All times from `from` until `to`, as the scheduler finds them: each from the one before. */
function times(schedule: Schedule, from: string, to: string): string[] {
  const found: string[] = [];
  for (let at = nextTime(schedule, new Date(from)); at && at < new Date(to); at = nextTime(schedule, at)) {
    found.push(at.toISOString());
  }
  return found;
}
const zone = "Europe/Madrid";

describe("a schedule over the change to summer time (2031-03-30, 02:00 becomes 03:00)", () => {
  const day = ["2031-03-29T23:00:00Z", "2031-03-30T22:00:00Z"] as const;

  it("has 23 full hours", () => {
    expect(times({ cron: "0 * * * *", zone }, "2031-03-29T22:59:59Z", day[1])).toHaveLength(23);
  });
  it("runs once what was to run in the hour that is not there", () => {
    expect(times({ cron: "30 2 * * *", zone }, ...day)).toHaveLength(1);
  });
  it("keeps the time of day", () => {
    expect(times({ cron: "0 7 * * *", zone }, "2031-03-29T00:00:00Z", "2031-03-31T12:00:00Z")).toEqual([
      "2031-03-29T06:00:00.000Z",
      "2031-03-30T05:00:00.000Z",
      "2031-03-31T05:00:00.000Z",
    ]);
  });
});

describe("a schedule over the change to winter time (2031-10-26, 03:00 becomes 02:00)", () => {
  const day = ["2031-10-25T22:00:00Z", "2031-10-26T23:00:00Z"] as const;

  it("runs once what falls into the hour that comes twice", () => {
    expect(times({ cron: "30 2 * * *", zone }, ...day)).toHaveLength(1);
  });
  it("keeps the time of day", () => {
    expect(times({ cron: "0 7 * * *", zone }, ...day)).toEqual(["2031-10-26T06:00:00.000Z"]);
  });
  it("runs every quarter of an hour of the real time", () => {
    expect(times({ cron: "*/15 * * * *", zone }, "2031-10-25T21:59:59Z", day[1])).toHaveLength(100);
  });
});

describe("a schedule", () => {
  it("of once has one time", () => {
    const once = { once: "2031-01-01T10:00:00+01:00" };
    expect(times(once, "2030-01-01T00:00:00Z", "2032-01-01T00:00:00Z")).toEqual(["2031-01-01T09:00:00.000Z"]);
  });
  it("that cannot be read says so", () => {
    expect(() => nextTime({ cron: "every day", zone }, new Date())).toThrow(/cannot be used/);
    expect(() => nextTime({ cron: "0 7 * * *", zone: "Europe/Atlantis" }, new Date())).toThrow(
      /cannot be used/,
    );
  });
});
