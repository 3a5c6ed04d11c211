import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginOf, endOf, parseTime } from "./moment.ts";

const now = Date.parse("2031-03-31T10:30:00Z");
const span = (text: string) => parseTime(text, now, "--from");
const iso = (at: number) => new Date(at).toISOString();

describe("times as people write them", () => {
  it("takes a date for the whole day in UTC, so that a range up to it includes the day", () => {
    expect(iso(beginOf(span("2031-01-31")))).toBe("2031-01-31T00:00:00.000Z");
    expect(iso(endOf(span("2031-01-31")))).toBe("2031-02-01T00:00:00.000Z");
  });

  it("takes a time with its zone for a moment", () => {
    for (const [text, moment] of [
      ["2031-01-31T15:00Z", "2031-01-31T15:00:00.000Z"],
      ["2031-01-31T15:00:10.25z", "2031-01-31T15:00:10.250Z"],
      ["2031-01-31 15:00+02:00", "2031-01-31T13:00:00.000Z"],
      ["2031-01-31T15:00-0530", "2031-01-31T20:30:00.000Z"],
    ] as const) {
      expect(iso(beginOf(span(text)))).toBe(moment);
      expect(iso(endOf(span(text)))).toBe(moment);
    }
  });

  it("counts relative times from now, months by the calendar", () => {
    for (const [text, moment] of [
      ["now", "2031-03-31T10:30:00.000Z"],
      ["-30d", "2031-03-01T10:30:00.000Z"],
      ["+2h", "2031-03-31T12:30:00.000Z"],
      ["-90m", "2031-03-31T09:00:00.000Z"],
      ["-1w", "2031-03-24T10:30:00.000Z"],
      ["-1mo", "2031-02-28T10:30:00.000Z"],
      ["+1y", "2032-03-31T10:30:00.000Z"],
    ] as const) {
      expect(iso(beginOf(span(text)))).toBe(moment);
    }
    expect([iso(beginOf(span("today"))), iso(endOf(span("today")))]).toEqual([
      "2031-03-31T00:00:00.000Z",
      "2031-04-01T00:00:00.000Z",
    ]);
    expect(iso(beginOf(span("yesterday")))).toBe("2031-03-30T00:00:00.000Z");
    expect(iso(endOf(span("tomorrow")))).toBe("2031-04-02T00:00:00.000Z");
  });

  it("refuses days and times that do not exist, and says which forms there are", () => {
    for (const text of [
      "2031-02-30",
      "2031-13-01",
      "2031-01-01T25:00Z",
      "next week",
      "01.02.2031",
      "-30",
      "",
    ]) {
      expect(() => span(text)).toThrow(
        expect.objectContaining({ code: "time.malformed", remedy: expect.stringContaining("-30d") }),
      );
    }
  });

  it("does not guess a zone", () => {
    expect(() => span("2031-01-31T15:00")).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining("2031-01-31T15:00Z") }),
    );
  });

  it("reads back every moment it can write", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(32503680000000), noInvalidDate: true }),
        (date) => {
          expect(beginOf(span(date.toISOString()))).toBe(date.getTime());
        },
      ),
    );
  });
});
