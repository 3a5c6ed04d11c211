import { expect, it } from "vitest";
import { daysOf } from "./days.ts";
import { nextOf } from "./upcoming.ts";

it("registrations add up by the day, and none is lost before the first", () => {
  const now = new Date(2031, 2, 31, 9);
  const at = (month: number, day: number, hour: number) => new Date(2031, month, day, hour).toISOString();
  const days = daysOf(
    ["1", "2"],
    [
      { webinar: "1", at: at(0, 5, 12) },
      { webinar: "1", at: at(2, 30, 23) },
      { webinar: "1", at: at(2, 31, 0) },
      { webinar: "2", at: at(2, 29, 1) },
      { webinar: "2", at: "not an instant" },
      { webinar: "other", at: at(2, 29, 1) },
    ],
    3,
    now,
  );
  expect(days.map(({ date }) => date.getDate())).toEqual([29, 30, 31]);
  expect(days.map(({ registered }) => registered)).toEqual([
    { 1: 1, 2: 1 },
    { 1: 2, 2: 1 },
    { 1: 3, 2: 1 },
  ]);
});

it("a webinar that two connections show stands there once, with both", () => {
  const seen = { webinarKey: "1", subject: "Heat pumps", times: [{ startTime: "2031-01-01T09:00:00Z" }] };
  const coming = nextOf(
    [
      { ...seen, connection: "main" },
      { ...seen, connection: "second" },
    ],
    new Date("2030-12-31T00:00:00Z"),
  );
  expect(coming.map(({ connections }) => connections)).toEqual([["main", "second"]]);
});
