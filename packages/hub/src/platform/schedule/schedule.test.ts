/** Schedules over changes of daylight-saving time, and the other kinds. */
import { describe, expect, it } from "vitest";
import { nextTime, Schedule, timesBetween } from "./schedule.ts";

/** All times from `from` until `to`, as a scheduler finds them: each from the one before. */
function times(schedule: Schedule, from: string, to: string): string[] {
  const found: string[] = [];
  let at = nextTime(schedule, new Date(Date.parse(from) - 1));
  for (; at !== undefined && at < new Date(to); at = nextTime(schedule, at)) found.push(at.toISOString());
  return found;
}
const zone = "Europe/Madrid";

describe("a schedule over the change to summer time (2031-03-30, 02:00 becomes 03:00 at 01:00 UTC)", () => {
  const day = ["2031-03-29T23:00:00Z", "2031-03-30T22:00:00Z"] as const;

  it.each([
    ["0 * * * *", 23],
    ["*/15 * * * *", 92],
    ["0 */2 * * *", 11],
  ])("of real time, %s, has as many times as the day has", (cron, count) => {
    expect(times({ cron, zone }, ...day)).toHaveLength(count);
  });
  it.each([
    ["30 2 * * *", ["01:00"]],
    ["*/15 2 * * *", ["01:00"]],
    ["0 2,14 * * *", ["01:00", "12:00"]],
    ["30 1-3 * * *", ["00:30", "01:00", "01:30"]],
    ["0 3 * * *", ["01:00"]],
    ["0 7 * * *", ["05:00"]],
  ])("of the time of day, %s, runs once at the change what it skips", (cron, wanted) => {
    expect(times({ cron, zone }, ...day).map((time) => time.slice(11, 16))).toEqual(wanted);
  });
});

describe("a schedule over the change to winter time (2031-10-26, 03:00 becomes 02:00 at 01:00 UTC)", () => {
  const day = ["2031-10-25T22:00:00Z", "2031-10-26T23:00:00Z"] as const;

  it.each([
    ["0 * * * *", 25],
    ["*/15 * * * *", 100],
  ])("of real time, %s, has as many times as the day has", (cron, count) => {
    expect(times({ cron, zone }, ...day)).toHaveLength(count);
  });
  it.each([
    ["30 2 * * *", ["00:30"]],
    ["*/15 2 * * *", ["00:00", "00:15", "00:30", "00:45"]],
    ["0 2,14 * * *", ["00:00", "13:00"]],
    ["30 1-3 * * *", ["23:30", "00:30", "02:30"]],
    ["0 7 * * *", ["06:00"]],
  ])("of the time of day, %s, runs the first time only what comes twice", (cron, wanted) => {
    expect(times({ cron, zone }, ...day).map((time) => time.slice(11, 16))).toEqual(wanted);
  });
  it("does not run again when it is asked within the hour that comes twice", () => {
    expect(nextTime({ cron: "30 2 * * *", zone }, new Date("2031-10-26T01:15:00Z"))?.toISOString()).toBe(
      "2031-10-27T01:30:00.000Z",
    );
  });
});

describe("a schedule in the zone whose clock changes by half an hour (Lord Howe)", () => {
  const there = "Australia/Lord_Howe";
  it("runs at the change what it skips (2031-10-05, 02:00 becomes 02:30 at 15:30 UTC of the day before)", () => {
    const day = ["2031-10-04T13:30:00Z", "2031-10-05T13:00:00Z"] as const;
    expect(times({ cron: "15 2 * * *", zone: there }, ...day)).toEqual(["2031-10-04T15:30:00.000Z"]);
    expect(times({ cron: "*/15 * * * *", zone: there }, ...day)).toHaveLength(94);
  });
  it("runs once what comes twice (2031-04-06, 02:00 becomes 01:30 at 15:00 UTC of the day before)", () => {
    const day = ["2031-04-05T13:00:00Z", "2031-04-06T13:30:00Z"] as const;
    expect(times({ cron: "45 1 * * *", zone: there }, ...day)).toEqual(["2031-04-05T14:45:00.000Z"]);
    expect(times({ cron: "*/15 * * * *", zone: there }, ...day)).toHaveLength(98);
  });
});

describe("a schedule", () => {
  it("of once has one time", () => {
    const once = { once: "2031-01-01T10:00:00+01:00" };
    expect(times(once, "2030-01-01T00:00:00Z", "2032-01-01T00:00:00Z")).toEqual(["2031-01-01T09:00:00.000Z"]);
  });
  it("of an interval has its times on a fixed grid", () => {
    const [from, to] = ["2031-01-01T00:07:00Z", "2031-01-01T01:00:00Z"] as const;
    expect(times({ every: "20 minutes" }, from, to).map((time) => time.slice(11, 16))).toEqual([
      "00:20",
      "00:40",
    ]);
    const shifted = { every: "1 hour", from: "2031-01-01T02:30:00+02:00" };
    expect(times(shifted, from, to).map((time) => time.slice(11, 16))).toEqual(["00:30"]);
    expect(times({ every: "1 day", from: "2031-06-01T05:00:00Z" }, from, "2031-06-02T00:00:00Z")).toEqual([
      "2031-06-01T05:00:00.000Z",
    ]);
  });
  it("counts the times of a stretch", () => {
    const hourly: Schedule = { every: "1 hour" };
    const [from, to] = [new Date("2031-01-01T00:00:00Z"), new Date("2031-01-02T00:00:00Z")];
    expect(timesBetween(hourly, from, to, 1_000)).toBe(24);
    expect(timesBetween(hourly, from, to, 5)).toBe(5);
  });
  it("that cannot be read says so", () => {
    for (const cron of ["every day", "0 7 * *", "61 7 * * *"]) {
      expect(() => nextTime({ cron, zone }, new Date()), cron).toThrow(/cannot be used/);
    }
    for (const hours of ["7", "*"]) {
      const elsewhere = { cron: `0 ${hours} * * *`, zone: "Europe/Atlantis" };
      expect(() => nextTime(elsewhere, new Date())).toThrow(/cannot be used/);
    }
    expect(Schedule.safeParse({ every: "0 minutes" }).success).toBe(false);
  });
});
