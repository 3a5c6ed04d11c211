import { describe, expect, it } from "vitest";
import { momentOf, wallTimeOf, zoneLike } from "../language/wall-time.ts";
import {
  createRow,
  meetingsOf,
  mistakesIn,
  newPlan,
  type Plan,
  planOf,
  updateRow,
  whyFixed,
} from "./plan.ts";
import type { Webinar } from "./webinar.ts";

const now = Date.parse("2031-05-01T09:20:00Z");
const plan: Plan = {
  ...newPlan("Europe/Brussels", "en_US", now),
  subject: "Heat pumps",
  meetings: [{ date: "2031-05-06", time: "15:00", minutes: 60 }],
};
const webinar: Webinar = {
  webinarKey: "1",
  webinarID: "123-456-789",
  subject: "Heat pumps",
  times: [{ startTime: "2031-05-06T13:00:00Z", endTime: "2031-05-06T14:30:00Z" }],
  timeZone: "Europe/Brussels",
  recurrenceType: "single_session",
};

describe("the clock on the wall", () => {
  it("shows summer and winter of its zone, and leads back to the same moment", () => {
    for (const at of ["2031-01-15T13:30:00Z", "2031-07-15T13:30:00Z"].map((text) => Date.parse(text))) {
      expect(momentOf(wallTimeOf(at, "America/New_York"), "America/New_York")).toBe(at);
    }
    expect(wallTimeOf(Date.parse("2031-07-15T23:30:00Z"), "Asia/Tokyo")).toEqual({
      date: "2031-07-16",
      time: "08:30",
    });
  });

  it("has no time that clocks jump over, and the first of two that they show twice", () => {
    expect(momentOf({ date: "2031-03-30", time: "02:30" }, "Europe/Brussels")).toBeUndefined();
    const twice = momentOf({ date: "2031-10-26", time: "02:30" }, "Europe/Brussels");
    expect(twice).toBe(Date.parse("2031-10-26T00:30:00Z"));
    expect(momentOf({ date: "", time: "02:30" }, "Europe/Brussels")).toBeUndefined();
  });

  it("is of the nearest zone of GoTo's that runs alike all year", () => {
    const zones = ["Africa/Harare", "Europe/London", "Europe/Brussels", "MIT"];
    expect(zoneLike("Europe/Madrid", zones, now)).toBe("Europe/Brussels");
    expect(zoneLike("Europe/London", zones, now)).toBe("Europe/London");
    expect(zoneLike("Asia/Tokyo", zones, now)).toBeUndefined();
    expect(zoneLike("No/Where", zones, now)).toBeUndefined();
  });
});

describe("a planned webinar", () => {
  const mistakes = (change: Partial<Plan>, isNew = true) =>
    Object.fromEntries(mistakesIn({ ...plan, ...change }, isNew, now));

  it("is right as it begins but for its title", () => {
    const fresh = newPlan("Europe/Brussels", "en_US", now);
    expect(Object.fromEntries(mistakesIn(fresh, true, now))).toEqual({ subject: "required" });
  });

  it("becomes a row in UTC, with the mails of its own", () => {
    expect(createRow(plan)).toMatchObject({
      subject: "Heat pumps",
      recurrenceType: "single_session",
      times: [{ startTime: "2031-05-06T13:00:00Z", endTime: "2031-05-06T14:00:00Z" }],
      timeZone: "Europe/Brussels",
      emailSettings: { reminderEmail: { enabled: true } },
    });
  });

  it("is a sequence by its first meeting and a pattern", () => {
    const row = createRow({ ...plan, kind: "sequence", until: "2031-05-27" });
    expect(row).toMatchObject({
      startTime: "2031-05-06T13:00:00Z",
      recurrencePattern: "weekly",
      recurrenceEnd: "2031-05-27",
    });
    expect(row).not.toHaveProperty("times");
    expect(mistakes({ kind: "sequence", until: "2031-05-05" })).toEqual({ until: "before" });
  });

  it("says where its times are wrong", () => {
    const meeting = { date: "2031-05-06", time: "15:00", minutes: 60 } as const;
    expect(mistakes({ meetings: [{ ...meeting, date: "2031-04-30" }] })).toEqual({
      "meetings.0.date": "past",
    });
    expect(mistakes({ meetings: [{ ...meeting, time: "" }] })).toEqual({ "meetings.0.time": "required" });
    expect(mistakes({ meetings: [{ ...meeting, minutes: "" }] })).toEqual({
      "meetings.0.minutes": "minutes",
    });
    expect(mistakes({ kind: "series", meetings: [meeting, meeting] })).toEqual({
      "meetings.1.time": "twice",
    });
    expect(mistakes({ meetings: [{ date: "2032-03-28", time: "02:30", minutes: 60 }] })).toEqual({
      "meetings.0.time": "noTime",
    });
    expect(meetingsOf({ ...plan, meetings: [{ ...meeting, time: "" }] })).toBeUndefined();
  });

  it("needs a recording to run as if live, and texts of GoTo's lengths", () => {
    expect(mistakes({ experience: "simulive" })).toEqual({ recording: "required" });
    expect(mistakes({ subject: "x".repeat(129), description: "x".repeat(2049) })).toEqual({
      subject: "tooLong",
      description: "tooLong",
    });
  });

  it("is read from GoTo's and sent back as it was, without the mails that GoTo does not show", () => {
    expect(updateRow("1", planOf(webinar, now), false)).toEqual({
      webinarKey: "1",
      subject: "Heat pumps",
      description: "",
      times: webinar.times,
      timeZone: "Europe/Brussels",
      locale: "en_US",
    });
  });

  it("cannot be changed when it runs, is over, belongs to a series, or has begun", () => {
    const later = Date.parse("2031-05-06T15:00:00Z");
    expect(whyFixed(webinar, now)).toBeUndefined();
    expect(whyFixed(webinar, later)).toBe("over");
    expect(whyFixed({ ...webinar, inSession: true }, now)).toBe("running");
    expect(whyFixed({ ...webinar, recurrenceType: "series" }, now)).toBe("series");
    const next = { startTime: "2031-05-13T13:00:00Z", endTime: "2031-05-13T14:00:00Z" };
    const begun: Webinar = { ...webinar, recurrenceType: "sequence", times: [...webinar.times, next] };
    expect(whyFixed(begun, later)).toBe("begun");
  });
});
