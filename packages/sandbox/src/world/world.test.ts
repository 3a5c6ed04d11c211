import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presence } from "./attendance.ts";
import { countRows } from "./counts.ts";
import { keyAt } from "./keys.ts";
import { personAt } from "./people.ts";
import { seedContents } from "./seeding/seed.ts";
import { sizeOf } from "./seeding/size.ts";
import { always, baseDate, day, mainOwner, webinarsOf, worldOf } from "./testing/worlds.ts";
import { World } from "./world.ts";

describe("a seeded world", () => {
  test("is the same for the same seed, and another for another", () => {
    const read = (seed: number) => {
      const world = worldOf({ webinars: 14 }, { seed });
      return webinarsOf(world).map((webinar) => [
        webinar,
        world.registrants(webinar),
        world.sessions(webinar).map((session) => world.attendees(webinar, session)),
      ]);
    };
    expect(read(7)).toEqual(read(7));
    expect(read(8)).not.toEqual(read(7));
  });

  test("moves with its base date and changes nothing else", () => {
    const later = new World({
      contents: seedContents({ seed: 7, baseDate: baseDate + 3 * day }),
      now: baseDate + 3 * day,
    });
    const [moved, here] = [webinarsOf(later), webinarsOf(worldOf())];
    expect(moved.map(({ webinarKey }) => webinarKey)).toEqual(here.map(({ webinarKey }) => webinarKey));
    expect(moved.map(({ times }) => times[0]?.startTime)).toEqual(
      here.map(({ times }) => (times[0]?.startTime ?? 0) + 3 * day),
    );
  });

  const borders = [0, 1, 19, 20, 21, 199, 200, 201];
  test.each(borders)(
    "holds exactly %i webinars, registrants, attendees or sessions when asked to",
    (count) => {
      const webinars = worldOf({ webinars: count, upcoming: 0, registrants: 5, attendees: 3 });
      expect(webinarsOf(webinars)).toHaveLength(count);
      const people = worldOf({ webinars: 2, upcoming: 0, registrants: count, attendees: count });
      for (const webinar of webinarsOf(people)) {
        expect(people.registrants(webinar)).toHaveLength(count);
        expect(people.sessions(webinar).map((session) => people.attendees(webinar, session).length)).toEqual([
          count,
        ]);
      }
      const sessions = worldOf({ webinars: 1, upcoming: 0, registrants: 3, attendees: 2, sessions: count });
      expect(webinarsOf(sessions).flatMap((webinar) => sessions.sessions(webinar))).toHaveLength(count);
    },
  );

  test("has 40 webinars with exactly 200 registrants and 120 attendees each when asked to", () => {
    const world = worldOf({ webinars: 40, upcoming: 0, registrants: 200, attendees: 120 });
    const counts = countRows(world, { owner: mainOwner(world), ...always });
    expect(counts).toMatchObject({
      Webinar: 40,
      Registrant: 8000,
      Session: 40,
      Attendee: 4800,
      AttendeeRollup: 4800,
    });
  });

  test("refuses sizes that cannot be, and says what to change", () => {
    expect(() => sizeOf({ registrants: 10, attendees: 11 })).toThrow(/Raise registrants/);
    expect(() => sizeOf({ webinars: 3, upcoming: 4 })).toThrow(/upcoming/);
    expect(() => sizeOf({ polls: { from: 3, to: 1 } })).toThrow(/polls/);
  });

  test("counts what a complete read returns, without reading", () => {
    const world = worldOf();
    const owner = mainOwner(world);
    const read = {
      Registrant: 0,
      Session: 0,
      Attendee: 0,
      AttendeePollAnswer: 0,
      AttendeeQuestion: 0,
      AttendeeSurveyAnswer: 0,
      SessionPoll: 0,
      SessionSurvey: 0,
      SessionQuestion: 0,
      AttendeeRollup: 0,
      Recording: world.recordingAssetsOf(owner).length,
    };
    for (const webinar of webinarsOf(world)) {
      read.Registrant += world.registrants(webinar).length;
      read.AttendeeRollup += world.attendeesOfAllSessions(webinar, 0, 1e9).page.length;
      for (const session of world.sessions(webinar)) {
        read.Session++;
        read.SessionPoll += world.polls(webinar, session).length;
        read.SessionSurvey += world.surveys(webinar, session).length;
        read.SessionQuestion += world.questions(webinar, session).length;
        for (const attendee of world.attendees(webinar, session)) {
          read.Attendee++;
          read.AttendeePollAnswer += world.attendeePolls(webinar, attendee).length;
          read.AttendeeSurveyAnswer += world.attendeeSurveys(webinar, attendee).length;
          read.AttendeeQuestion += world.attendeeQuestions(webinar, attendee).length;
        }
      }
    }
    expect(read.AttendeePollAnswer).toBeGreaterThan(1000);
    expect(countRows(world, { owner, ...always })).toMatchObject(read);
  });

  test("holds a million attendees, of whom only those who are read are made", () => {
    const world = worldOf({ webinars: 500, upcoming: 0, registrants: 2200, attendees: 2000 });
    expect(countRows(world, { owner: mainOwner(world), ...always }).Attendee).toBe(1_000_000);
    const [webinar] = webinarsOf(world);
    if (webinar === undefined) throw new Error("no webinar");
    const first = world.registrants(webinar);
    // Reading enough others makes the world forget this one; it comes back the same.
    for (const other of webinarsOf(world).slice(1, 30)) world.registrants(other);
    expect(world.registrants(webinar)).not.toBe(first);
    expect(world.registrants(webinar)).toEqual(first);
  });

  test("has webinars of every kind, and people with hard names", () => {
    const world = worldOf();
    const webinars = webinarsOf(world);
    expect(new Set(webinars.map(({ kind }) => kind))).toEqual(
      new Set(["single_session", "series", "sequence"]),
    );
    expect(new Set(webinars.map(({ experience }) => experience))).toEqual(
      new Set(["classic", "broadcast", "simulive"]),
    );
    expect(webinars.some(({ questions }) => questions.some(({ required }) => required))).toBe(true);
    expect(webinars.some(({ plan }) => plan.restartedTimes.length > 0)).toBe(true);
    const names = webinars.flatMap((webinar) =>
      world.registrants(webinar).map((one) => `${one.firstName} ${one.lastName}`),
    );
    for (const hard of [
      /'/,
      /,/,
      /"/,
      /\p{Script=Han}/u,
      /\p{Script=Arabic}/u,
      /\p{Emoji_Presentation}/u,
      /\p{M}/u,
      /<b>/,
      /.{100}/,
    ])
      expect(names.some((name) => hard.test(name))).toBe(true);
    const comments = webinars.flatMap((webinar) =>
      world.registrants(webinar).map((one) => one.details.questionsAndComments ?? ""),
    );
    expect(comments.some((text) => text.includes("\n"))).toBe(true);
  });

  test("gives every address once per webinar, and only valid ones", () => {
    const addresses = Array.from({ length: 3000 }, (_, number) => personAt(7, number).email);
    expect(new Set(addresses.map((address) => address.toLowerCase())).size).toBe(3000);
    for (const address of addresses)
      expect(address).toMatch(/^[a-z0-9'-]+(\.[a-z0-9'-]+)*@example\.(com|org)$/);
  });

  test("has no key twice, and none that fits a double", () => {
    const world = worldOf();
    const keys = webinarsOf(world).flatMap((webinar) => [
      webinar.webinarKey,
      ...world.registrants(webinar).map(({ registrantKey }) => registrantKey),
      ...world.sessions(webinar).map(({ sessionKey }) => sessionKey),
      ...webinar.questions.flatMap(({ questionKey, answers }) => [
        questionKey,
        ...(answers ?? []).map(({ answerKey }) => answerKey),
      ]),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[4-9]\d{18}$/);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(0x7ff_ffff),
        fc.nat(),
        fc.nat(0x7ff_ffff),
        fc.nat(),
        (seed, a, b, c, d) => {
          expect(keyAt(seed, "registrant", a, b) === keyAt(seed, "registrant", c, d)).toBe(
            a === c && b === d,
          );
        },
      ),
    );
  });
});

describe("attendance", () => {
  test("lies within its session, in order of joining, an overlap counted once", () => {
    const world = worldOf();
    let [overlaps, comebacks] = [0, 0];
    for (const webinar of webinarsOf(world))
      for (const session of world.sessions(webinar))
        for (const { intervals, attendanceTimeInSeconds } of world.attendees(webinar, session)) {
          let reached = session.startTime;
          for (const { joinTime, leaveTime } of intervals) {
            expect(joinTime).toBeGreaterThanOrEqual(session.startTime);
            expect(leaveTime).toBeGreaterThanOrEqual(joinTime);
            expect(leaveTime).toBeLessThanOrEqual(session.endTime);
            if (joinTime < reached && reached > session.startTime) overlaps++;
            else if (reached > session.startTime) comebacks++;
            reached = Math.max(reached, leaveTime);
          }
          expect(attendanceTimeInSeconds * 1000).toBeLessThanOrEqual(session.endTime - session.startTime);
        }
    expect(overlaps).toBeGreaterThan(10);
    expect(comebacks).toBeGreaterThan(10);
    expect(
      presence([
        { joinTime: 0, leaveTime: 10_000 },
        { joinTime: 5000, leaveTime: 7000 },
        { joinTime: 12_000, leaveTime: 13_000 },
      ]),
    ).toBe(11);
  });

  test("has two sessions for one time when the host had to restart", () => {
    const world = worldOf();
    const webinar = webinarsOf(world).find(({ plan }) => plan.restartedTimes.length > 0);
    if (webinar === undefined) throw new Error("nobody restarted");
    const [first, second, ...rest] = world.sessions(webinar);
    expect(rest).toEqual([]);
    expect(first?.endTime).toBeLessThan(second?.startTime ?? 0);
    expect([first?.timeIndex, second?.timeIndex]).toEqual([0, 0]);
  });

  test("pages over all sessions as if they were one list, from any place", () => {
    const world = worldOf({ webinars: 1, upcoming: 0, registrants: 9, attendees: 7, sessions: 3 });
    const [webinar] = webinarsOf(world);
    if (webinar === undefined) throw new Error("no webinar");
    const all = world.sessions(webinar).flatMap((session) => world.attendees(webinar, session));
    fc.assert(
      fc.property(fc.nat(25), fc.integer({ min: 1, max: 25 }), (offset, limit) => {
        const { total, page } = world.attendeesOfAllSessions(webinar, offset, limit);
        expect(total).toBe(21);
        expect(page).toEqual(all.slice(offset, offset + limit));
      }),
    );
  });
});
