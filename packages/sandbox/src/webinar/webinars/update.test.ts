import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";
import { testNow } from "../testing/host.ts";
import { timeIn } from "../testing/webinars.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

const sequence = {
  type: "sequence",
  recurrenceStart: timeIn(1),
  recurrencePattern: "daily",
  recurrenceEnd: "2031-03-04",
};
const put = async (webinarKey: string, body: unknown) => {
  const reply = await desk.host.call("PUT", `${desk.mine}/webinars/${webinarKey}?notifyParticipants=true`, {
    body,
  });
  expect({ status: reply.status, text: reply.text }).toEqual({ status: 202, text: "" });
};

it("keeps a single session's time when the body has none", async () => {
  const { webinarKey } = await desk.create();
  await put(webinarKey, { subject: "New", timeZone: "Europe/Amsterdam" });
  expect(await desk.read(webinarKey)).toMatchObject({
    subject: "New",
    description: "What changed and why",
    times: [timeIn(7)],
    timeZone: "Europe/Amsterdam",
  });
});

it("falls back to the organizer's own zone when the body has none", async () => {
  const { webinarKey } = await desk.create();
  await put(webinarKey, { subject: "New" });
  expect((await desk.read(webinarKey)).timeZone).toBe("America/New_York");
});

it("turns a sequence into a single session when the body has no times, and its times are lost", async () => {
  const { webinarKey } = await desk.create(sequence);
  await put(webinarKey, { subject: "Only a new name" });
  expect(await desk.read(webinarKey)).toMatchObject({ type: "single_session", times: [timeIn(1)] });
  desk.host.world.advance(testNow + 10 * 86_400_000);
  const sessions = await desk.host.call("GET", `${desk.mine}/webinars/${webinarKey}/sessions`);
  expect(sessions.body).toMatchObject({ page: { totalElements: 1 } });
});

it("keeps a sequence with just the times in the body", async () => {
  const { webinarKey } = await desk.create(sequence);
  await put(webinarKey, { times: [timeIn(5), timeIn(2)] });
  expect(await desk.read(webinarKey)).toMatchObject({ type: "sequence", times: [timeIn(2), timeIn(5)] });
});

it("keeps the sessions of a sequence that have taken place", async () => {
  const { webinarKey } = await desk.create(sequence);
  desk.host.world.advance(testNow + 2.5 * 86_400_000);
  await put(webinarKey, { times: [timeIn(5), timeIn(6)] });
  const { body } = await desk.host.call("GET", `${desk.mine}/webinars/${webinarKey}/meetingtimes`);
  expect(body).toEqual([timeIn(1), timeIn(2), timeIn(5), timeIn(6)]);
});

it("leaves of a series only the addressed member when the body has no times", async () => {
  const { webinarKey } = await desk.create({ type: "series", times: [timeIn(7), timeIn(8), timeIn(9)] });
  await put(webinarKey, { subject: "Only a new name" });
  expect(await desk.read(webinarKey)).toMatchObject({ type: "single_session", times: [timeIn(7)] });
  expect((await desk.list()).page).toMatchObject({ totalElements: 2 });
});

it("defines a series anew through any member: kept, moved, made and removed", async () => {
  const made = await desk.create({ type: "series", times: [timeIn(7), timeIn(8), timeIn(9)] });
  const recurrenceKey = made.recurrenceKey ?? "";
  const keys = () =>
    desk.host.world
      .seriesMembers(recurrenceKey)
      .map(({ webinarKey, times }) => `${webinarKey} ${times[0]?.startTime}`);
  const [first = "", , third = ""] = keys();
  await put(made.webinarKey, { subject: "New", times: [timeIn(7), timeIn(9), timeIn(10), timeIn(11)] });
  const after = keys();
  expect(after).toHaveLength(4);
  expect(after[0]).toBe(first);
  expect(after[1]).toBe(third);
  const { _embedded } = await desk.list();
  const members = _embedded?.webinars.filter(({ recurrenceType }) => recurrenceType === "series") ?? [];
  expect(members.map(({ subject }) => subject)).toEqual(["New", "New", "New", "New"]);
  expect(members.map(({ times }) => times[0])).toEqual([timeIn(7), timeIn(9), timeIn(10), timeIn(11)]);
  await put(made.webinarKey, { times: [timeIn(9), timeIn(11)] });
  expect(keys()).toHaveLength(2);
  expect((await desk.read(made.webinarKey)).times).toEqual([timeIn(11)]);
});

it("refuses an empty body, a second time for a single session, and a webinar in session or over", async () => {
  const { webinarKey } = await desk.create({ times: [timeIn(1)] });
  const path = `${desk.mine}/webinars/${webinarKey}`;
  expect(await desk.refused("PUT", path, {})).toContain("at least one of");
  expect(await desk.refused("PUT", path, { type: "series" })).toContain("at least one of");
  expect(await desk.refused("PUT", path, { times: [timeIn(2), timeIn(3)] })).toContain("exactly one");
  expect(await desk.refused("PUT", path, { times: [timeIn(-2)] })).toContain("future");
  desk.host.world.advance(testNow + 86_400_000 + 60_000);
  expect(await desk.refused("PUT", path, { subject: "New" })).toContain("in progress");
  desk.host.world.advance(testNow + 2 * 86_400_000);
  expect(await desk.refused("PUT", path, { subject: "New" })).toContain("has ended");
});
