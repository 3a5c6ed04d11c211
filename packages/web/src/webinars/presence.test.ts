import { describe, expect, it } from "vitest";
import { byPerson, minutesOf, peakOf, timePresent } from "./presence.ts";
import type { Attendee } from "./webinar.ts";

const start = "2031-05-06T15:00:00Z";
const end = "2031-05-06T15:05:00Z";
const at = (time: string) => `2031-05-06T${time}Z`;

function attendee(registrantKey: string, ...stays: (readonly [string, string])[]): Attendee {
  return {
    registrantKey,
    sessionKey: "1",
    firstName: "A",
    lastName: registrantKey,
    email: `${registrantKey}@example.com`,
    attendance: stays.map(([join, leave]) => ({ joinTime: at(join), leaveTime: at(leave) })),
  };
}

const people = (...attendees: Attendee[]) => minutesOf(attendees, start, end).map((minute) => minute.people);

describe("the people in the room, minute by minute", () => {
  it("are counted in each minute in which they were there at all", () => {
    expect(people(attendee("a", ["15:01:30", "15:03:10"]))).toEqual([0, 1, 1, 1, 0]);
  });

  it("are not counted in the minute on whose stroke they left", () => {
    expect(people(attendee("a", ["15:00:00", "15:02:00"]))).toEqual([1, 1, 0, 0, 0]);
  });

  it("count once where somebody left and came back within a minute", () => {
    expect(people(attendee("a", ["15:00:00", "15:01:10"], ["15:01:40", "15:02:30"]))).toEqual([
      1, 1, 1, 0, 0,
    ]);
  });

  it("count once where somebody was there on two devices, in one row or in two", () => {
    const phone = attendee("a", ["15:01:00", "15:04:00"]);
    expect(people(attendee("a", ["15:00:00", "15:02:30"]), phone)).toEqual([1, 1, 1, 1, 0]);
    expect(people(attendee("a", ["15:00:00", "15:02:30"], ["15:01:00", "15:04:00"]))).toEqual([
      1, 1, 1, 1, 0,
    ]);
  });

  it("are shown before the begin and after the end too, where somebody was there", () => {
    expect(people(attendee("a", ["14:58:30", "15:06:10"]))).toEqual(Array(9).fill(1));
  });

  it("are nobody where nobody came, and where a time makes no sense", () => {
    expect(people()).toEqual([0, 0, 0, 0, 0]);
    expect(people(attendee("a", ["15:04:00", "15:01:00"]))).toEqual([0, 0, 0, 0, 0]);
    expect(peakOf([])).toBeUndefined();
  });

  it("have their peak at the first of the fullest minutes", () => {
    const minutes = minutesOf(
      [attendee("a", ["15:01:00", "15:04:00"]), attendee("b", ["15:02:00", "15:04:00"])],
      start,
      end,
    );
    expect(peakOf(minutes)).toEqual({ at: Date.parse(at("15:02:00")), people: 2 });
  });

  it("take no longer for a full house: 3,000 people of three stays each", () => {
    const crowd = Array.from({ length: 3_000 }, (_, place) =>
      attendee(String(place), ["15:00:00", "15:01:00"], ["15:02:00", "15:03:00"], ["15:04:00", "15:05:00"]),
    );
    expect(minutesOf(crowd, start, end).map((minute) => minute.people)).toEqual([3_000, 0, 3_000, 0, 3_000]);
  });
});

describe("the time somebody was there", () => {
  it("counts time on two devices once, and adds up stays", () => {
    const times = timePresent([
      attendee("a", ["15:00:00", "15:02:00"], ["15:01:00", "15:03:00"]),
      attendee("b", ["15:00:00", "15:01:00"], ["15:02:00", "15:03:00"]),
    ]);
    expect(times.get("a")).toBe(180_000);
    expect(times.get("b")).toBe(120_000);
  });

  it("is one person's, whatever number of rows GoTo has of them", () => {
    expect(
      byPerson([attendee("a", ["15:00:00", "15:01:00"]), attendee("a", ["15:02:00", "15:03:00"])]),
    ).toHaveLength(1);
  });
});
