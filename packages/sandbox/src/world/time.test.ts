import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Agenda } from "./agenda.ts";
import { countRows } from "./counts.ts";
import type { Happening } from "./happening.ts";
import { always, baseDate, createWebinar, day, mainOwner, webinarsOf, worldOf } from "./testing/worlds.ts";

describe("time", () => {
  test("runs what lies between: joins in order, surveys after the end, each once", () => {
    const world = worldOf({ webinars: 6, upcoming: 6, registrants: 20, attendees: 15, surveyQuestions: 2 });
    const happenings: Happening[] = [];
    world.listen((happening) => happenings.push(happening));
    world.advance(baseDate + 100 * day);
    const joined = happenings.filter(
      (one) => one.type === "registrant joined" && one.webinar.organizerKey === mainOwner(world).organizerKey,
    );
    const counts = countRows(world, { owner: mainOwner(world), ...always });
    expect(joined).toHaveLength(counts.Attendee);
    expect(counts.Attendee).toBe(90);
    expect(happenings.map(({ at }) => at)).toEqual(
      happenings.map(({ at }) => at).toSorted((one, other) => one - other),
    );
    expect(happenings.filter(({ type }) => type === "survey submitted")).not.toHaveLength(0);
  });

  test("gives the same attendance whether it was run in one move or step by step", () => {
    const attendance = (steps: number) => {
      const world = worldOf({ webinars: 4, upcoming: 4, registrants: 20, attendees: 15 });
      world.listen(() => {});
      for (let step = 1; step <= steps; step++) world.advance(baseDate + (100 * day * step) / steps);
      return webinarsOf(world).map((webinar) =>
        world.sessions(webinar).map((session) => world.attendees(webinar, session)),
      );
    };
    expect(attendance(1)).toEqual(attendance(977));
  });

  test("shows a webinar in session while it runs, and its session once the data is there", () => {
    const world = worldOf({ webinars: 1, upcoming: 1, registrants: 5, attendees: 5 }, { dataDelay: 600_000 });
    const [webinar] = webinarsOf(world);
    const [slot] = webinar?.times ?? [];
    if (webinar === undefined || slot === undefined) throw new Error("no webinar");
    expect(world.isScheduled(webinar)).toBe(true);
    world.advance(slot.startTime);
    expect([world.isInSession(webinar), world.isScheduled(webinar)]).toEqual([true, false]);
    world.advance(slot.endTime);
    expect([world.isInSession(webinar), world.sessions(webinar).length]).toEqual([false, 0]);
    expect(world.sessionsOf(mainOwner(world), 0, 8e15)).toHaveLength(0);
    world.advance(slot.endTime + 600_000);
    expect(world.sessions(webinar)).toHaveLength(1);
    expect(world.sessionsOf(mainOwner(world), 0, 8e15)).toHaveLength(1);
  });

  test("runs a webinar once though its time was changed, at the new time, with whoever registered by then", () => {
    const world = worldOf({ webinars: 0, othersWebinars: 0 });
    const joined: string[] = [];
    world.listen((happening) => {
      if (happening.type === "registrant joined") joined.push(happening.registrant.email);
    });
    const [webinar] = createWebinar(world, baseDate + day);
    if (webinar === undefined) throw new Error("no webinar");
    world.addRegistrant(webinar, { firstName: "Ada", lastName: "A", email: "ada@example.com" });
    world.updateWebinar(webinar, {
      times: [{ startTime: baseDate + 2 * day, endTime: baseDate + 2 * day + 3_600_000 }],
    });
    world.updateWebinar(webinar, { subject: "New", times: webinar.times });
    world.advance(baseDate + 2 * day - 1);
    expect(joined).toEqual([]);
    world.advance(baseDate + 2 * day + 1800_000);
    world.addRegistrant(webinar, { firstName: "Ben", lastName: "B", email: "ben@example.com" });
    world.advance(baseDate + 3 * day);
    const late = world.addRegistrant(webinar, { firstName: "Eve", lastName: "E", email: "eve@example.com" });
    expect(joined).toEqual(["ada@example.com"]);
    expect(late.type).toBe("LATE");
    expect(world.sessions(webinar).map(({ attendeeCount }) => attendeeCount)).toEqual([1]);
  });

  test("never goes back", () => {
    const world = worldOf();
    world.advance(baseDate - 1);
    expect(world.now).toBe(baseDate);
  });
});

describe("changes", () => {
  test("a series makes one webinar for each time, a sequence one for all", () => {
    const world = worldOf({ webinars: 0 });
    const series = createWebinar(world, baseDate + day, "series", 3);
    expect(series.map(({ times }) => times.length)).toEqual([1, 1, 1]);
    expect(new Set(series.map(({ recurrenceKey }) => recurrenceKey)).size).toBe(1);
    expect(world.seriesMembers(series[0]?.recurrenceKey ?? "")).toEqual(series);
    expect(createWebinar(world, baseDate + day, "sequence", 3).map(({ times }) => times.length)).toEqual([3]);
  });

  test("under manual approval a registrant waits, and comes once approved", () => {
    const world = worldOf();
    const webinar = webinarsOf(world).find(
      ({ approval, times }) => approval === "MANUAL" && (times[0]?.startTime ?? 0) > baseDate,
    );
    if (webinar === undefined) throw new Error("none with manual approval");
    const [one, two] = ["one", "two"].map((name) =>
      world.addRegistrant(webinar, { firstName: name, lastName: name, email: `${name}@example.com` }),
    );
    if (one === undefined || two === undefined) throw new Error("nobody registered");
    expect([one.status, two.status]).toEqual(["WAITING", "WAITING"]);
    world.decideRegistrant(webinar, one, "APPROVED");
    world.advance(baseDate + 100 * day);
    const [session] = world.sessions(webinar);
    if (session === undefined) throw new Error("it did not run");
    expect(world.attendee(webinar, session, one.registrantKey)).toBeDefined();
    expect(world.attendee(webinar, session, two.registrantKey)).toBeUndefined();
    expect(session.attendeeCount).toBe(world.attendees(webinar, session).length);
  });

  test("a deleted registrant is gone from every list, a deleted webinar with all of its own", () => {
    const world = worldOf({ webinars: 2, upcoming: 2, registrants: 5, attendees: 5 });
    const [first, second] = webinarsOf(world);
    const gone = first && world.registrants(first)[2];
    if (first === undefined || second === undefined || gone === undefined) throw new Error("nothing there");
    world.deleteRegistrant(first, gone);
    expect(world.registrant(first, gone.registrantKey)).toBeUndefined();
    expect(world.registrantByEmail(first, gone.email.toUpperCase())).toBeUndefined();
    world.deleteWebinar(second);
    world.advance(baseDate + 100 * day);
    expect(webinarsOf(world)).toEqual([first]);
    expect(countRows(world, { owner: mainOwner(world), ...always })).toMatchObject({
      Registrant: 4,
      Attendee: 4,
    });
  });
});

test("the agenda gives entries in order of time, and of entering at the same time", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (instants) => {
      const agenda = new Agenda<readonly [number, number]>();
      instants.forEach((at, order) => {
        agenda.add(at, [at, order]);
      });
      const taken = Array.from(instants, () => agenda.take(100));
      expect(taken).toEqual(
        instants
          .map((at, order) => [at, order] as const)
          .toSorted((one, other) => one[0] - other[0] || one[1] - other[1]),
      );
      expect(agenda.take(100)).toBeUndefined();
    }),
  );
});
