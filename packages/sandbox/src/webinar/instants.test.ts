import { expect, it } from "vitest";
import { instant, instantWithMilliseconds, readDay, readInstant } from "./instants.ts";

it("reads what clients send: Z, offsets, fractions, parts without their zero", () => {
  const at = Date.UTC(2024, 2, 4, 9, 5, 0);
  expect(readInstant("2024-03-04T09:05:00Z")).toBe(at);
  expect(readInstant("2024-03-04T09:05Z")).toBe(at);
  expect(readInstant("2024-3-4T9:5:0Z")).toBe(at);
  expect(readInstant("2024-03-04T11:05:00+02:00")).toBe(at);
  expect(readInstant("2024-03-04T04:05:00-0500")).toBe(at);
  expect(readInstant("2024-03-04T09:05:00.123456Z")).toBe(at + 123);
});

it("takes nothing for an instant that is none", () => {
  for (const text of [
    "",
    "tomorrow",
    "2024-03-04",
    "2024-03-04T09:05:00",
    "2024-02-30T09:05:00Z",
    "2024-13-01T09:05:00Z",
    "2024-03-04T25:05:00Z",
    "2024-03-04T09:05:00 02:00",
    "1709543100000",
  ])
    expect(readInstant(text), text).toBeUndefined();
});

it("reads a day, and no day that is not there", () => {
  expect(readDay("2016-12-01")).toEqual({ year: 2016, month: 12, day: 1 });
  expect(readDay("2024-02-29")).toEqual({ year: 2024, month: 2, day: 29 });
  expect(readDay("2023-02-29")).toBeUndefined();
  expect(readDay("2016-12-01T00:00:00Z")).toBeUndefined();
});

it("writes instants without milliseconds in replies and with them in events", () => {
  const at = Date.UTC(2026, 2, 2, 9, 14, 55, 120);
  expect(instant(at)).toBe("2026-03-02T09:14:55Z");
  expect(instantWithMilliseconds(at)).toBe("2026-03-02T09:14:55.120Z");
});
