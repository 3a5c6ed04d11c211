import { expect, it } from "vitest";
import { emptyPlan, planOf, scheduleOf } from "./schedule.ts";

const zone = "Europe/Madrid";

it("a schedule that the form can say comes back from it as it was", () => {
  for (const schedule of [
    { cron: "0 6 * * *", zone },
    { cron: "30 7 * * 1-5", zone },
    { cron: "5 18 * * 1,3,7", zone },
    { cron: "0 9 31 * *", zone: "UTC" },
    { every: "15 minutes" },
    { every: "1 hour" },
    { every: "2 days", from: "2031-01-01T00:00:00Z" },
    { once: "2031-05-01T07:00:00.000Z" },
    { after: "other-flow" },
  ])
    expect(scheduleOf(planOf(schedule, zone))).toEqual(schedule);
});

it("a cron expression of another shape stays one", () => {
  expect(planOf({ cron: "*/5 8-18 * * 1-5", zone }, "UTC")).toMatchObject({
    kind: "cron",
    cron: "*/5 8-18 * * 1-5",
    zone,
  });
});

it("what is missing is no schedule, and never is null", () => {
  const plan = emptyPlan(zone);
  expect(scheduleOf({ ...plan, kind: "weekly", days: [] })).toBeUndefined();
  expect(scheduleOf({ ...plan, kind: "daily", time: "" })).toBeUndefined();
  expect(scheduleOf({ ...plan, kind: "once" })).toBeUndefined();
  // What is over would never run.
  expect(scheduleOf({ ...plan, kind: "once", at: "2020-01-01T09:00" })).toBeUndefined();
  expect(scheduleOf({ ...plan, kind: "after" })).toBeUndefined();
  expect(scheduleOf({ ...plan, kind: "never" })).toBeNull();
});
