import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";
import { testNow } from "../testing/host.ts";
import { timeIn } from "../testing/webinars.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

it("sends two keys as numbers and one as a string, in the same object", async () => {
  const { webinarKey } = await desk.create();
  const { text } = await desk.host.call("GET", `${desk.mine}/webinars/${webinarKey}`);
  const { organizerKey, memberships } = desk.host.administrator;
  expect(text).toContain(`"webinarKey":${webinarKey},`);
  expect(text).toContain(`"organizerKey":${organizerKey},`);
  expect(text).toContain(`"accountKey":"${memberships[0]?.accountKey}"`);
  expect(text).toMatch(/"webinarID":"\d{9}"/);
});

it("shows only times to come of a sequence, and all of them as meeting times", async () => {
  const { webinarKey } = await desk.create({
    type: "sequence",
    recurrenceStart: timeIn(1),
    recurrencePattern: "daily",
    recurrenceEnd: "2031-03-04",
  });
  desk.host.world.advance(testNow + 2.5 * 86_400_000);
  expect((await desk.read(webinarKey)).times).toEqual([timeIn(3), timeIn(4)]);
  const { body } = await desk.host.call("GET", `${desk.mine}/webinars/${webinarKey}/meetingtimes`);
  expect(body).toEqual([timeIn(1), timeIn(2), timeIn(3), timeIn(4)]);
});

it("says that a webinar is in session while it runs, and lists it among those", async () => {
  const { webinarKey } = await desk.create({ times: [timeIn(1)] });
  expect((await desk.host.call("GET", `${desk.mine}/insessionWebinars`)).text).toBe("[]");
  desk.host.world.advance(testNow + 86_400_000 + 60_000);
  expect((await desk.read(webinarKey)).inSession).toBe(true);
  const running = await desk.host.call("GET", `${desk.mine}/insessionWebinars`);
  expect(running.text).toContain(`"webinarKey":${webinarKey},`);
  expect(running.body).toMatchObject([{ inSession: true, coorganizers: [], isOndemand: false }]);
  const earlier = "?fromTime=2031-01-01T00%3A00%3A00Z&toTime=2031-02-01T00%3A00%3A00Z";
  expect((await desk.host.call("GET", `${desk.mine}/insessionWebinars${earlier}`)).text).toBe("[]");
});
