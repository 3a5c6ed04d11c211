import { describe, expect, it } from "vitest";
import { funnelOf } from "./funnel.ts";
import { registrationsByDay } from "./registrations.ts";
import { favouritesOf, tallyOf } from "./tally.ts";
import type { Attendee, Registrant, Session } from "./webinar.ts";
import { cellOf, fileName } from "./workbook.ts";

const person = (registrantKey: string) =>
  ({ registrantKey, firstName: "A", lastName: "B", email: `${registrantKey}@example.com` }) as const;
const registrant = (key: string, registrationDate: string): Registrant => ({
  ...person(key),
  registrationDate,
  status: "APPROVED",
});
const session = (sessionKey: string, day: string): Session => ({
  sessionKey,
  startTime: `${day}T15:00:00Z`,
  endTime: `${day}T16:00:00Z`,
  registrantsAttended: 0,
  registrantCount: 0,
});
const stay = (key: string, sessionKey: string, day: string, until: string): Attendee => ({
  ...person(key),
  sessionKey,
  attendance: [{ joinTime: `${day}T15:00:00Z`, leaveTime: `${day}T${until}:00Z` }],
});

describe("the funnel", () => {
  const registrants = ["a", "b", "c"].map((key) => registrant(key, "2031-05-01T10:00:00Z"));
  const sessions = [session("1", "2031-05-06"), session("2", "2031-05-13")];

  it("counts somebody who came to two sessions once", () => {
    const attendees = [stay("a", "1", "2031-05-06", "15:10"), stay("a", "2", "2031-05-13", "15:10")];
    expect(funnelOf(registrants, sessions, attendees)).toEqual({ registered: 3, attended: 1, completed: 0 });
  });

  it("counts as completed who was there for three quarters of a session, to the minute", () => {
    const attendees = [stay("a", "1", "2031-05-06", "15:45"), stay("b", "1", "2031-05-06", "15:44")];
    expect(funnelOf(registrants, sessions, attendees)).toEqual({ registered: 3, attended: 2, completed: 1 });
  });
});

describe("registrations by the day", () => {
  it("add up, with the days on which nobody registered", () => {
    const days = registrationsByDay(
      ["2031-02-27T12:00:00Z", "2031-03-01T12:00:00Z", "2031-02-27T13:00:00Z"].map((date, place) =>
        registrant(String(place), date),
      ),
    );
    expect(days).toEqual([
      { day: "2031-02-27", registered: 2, total: 2 },
      { day: "2031-02-28", registered: 0, total: 2 },
      { day: "2031-03-01", registered: 1, total: 3 },
    ]);
  });

  it("are none where nobody registered", () => {
    expect(registrationsByDay([])).toEqual([]);
  });
});

describe("the answers to a question", () => {
  const sums = { sessionKey: "1", position: 1, question: "How useful was it?" };
  const choice = (text: string, percentage: number) => ({ text, percentage });

  it("are counted in people from GoTo's shares", () => {
    const tally = tallyOf({
      ...sums,
      numberOfResponses: 43,
      responses: [choice("Yes", 60.47), choice("No", 39.53)],
    });
    expect(tally).toMatchObject({ kind: "choices", answers: [{ people: 26 }, { people: 17 }] });
    expect(favouritesOf(tally).map(({ text }) => text)).toEqual(["Yes"]);
  });

  it("may be level, or none", () => {
    const level = tallyOf({
      ...sums,
      numberOfResponses: 2,
      responses: [choice("Yes", 50), choice("No", 50)],
    });
    expect(favouritesOf(level)).toHaveLength(2);
    expect(favouritesOf(tallyOf({ ...sums, numberOfResponses: 0, responses: [choice("Yes", 0)] }))).toEqual(
      [],
    );
  });

  it("are a list of texts where they are long, of several lines, or too many for choices", () => {
    const kind = (responses: { text: string; percentage: number }[]) =>
      tallyOf({ ...sums, numberOfResponses: 10, responses }).kind;
    expect(kind([choice("Line one\nLine two", 100)])).toBe("texts");
    expect(kind([choice("x".repeat(81), 100)])).toBe("texts");
    expect(kind(Array.from({ length: 11 }, (_, place) => choice(String(place), 9)))).toBe("texts");
    expect(kind([choice("1", 50), choice("2", 50)])).toBe("choices");
  });
});

describe("a workbook of people", () => {
  const webinar = {
    subject: "Q&A: what's next?",
    times: [{ startTime: "2031-01-31T23:30:00Z", endTime: "2031-02-01T00:30:00Z" }],
    timeZone: "Europe/Madrid",
  };

  it("is named after the webinar and its day by its own clock, without signs that a disk does not take", () => {
    expect(fileName(webinar, "Asistentes")).toBe("Q&A what's next 2031-02-01 Asistentes.xlsx");
  });

  it("has moments by the webinar's clock, and nothing where GoTo tells none", () => {
    const came = { name: "Came", type: "dateTime", read: (at: number) => at } as const;
    expect(cellOf(came, Date.parse("2031-07-01T10:00:09Z"), webinar.timeZone)).toBe("2031-07-01T12:00:09");
    expect(cellOf(came, Number.POSITIVE_INFINITY, webinar.timeZone)).toBeNull();
  });
});
