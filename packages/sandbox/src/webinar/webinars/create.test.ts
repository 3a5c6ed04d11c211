import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";
import { timeIn, webinarBody } from "../testing/webinars.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

it("answers the key as a string above 2^53, and no recurrenceKey for a single session", async () => {
  const reply = await desk.host.call("POST", `${desk.mine}/webinars`, { body: webinarBody() });
  expect(reply.text).toMatch(/^\{"webinarKey":"\d{19}"\}$/);
});

it("takes zone, locale and mail settings from the body, else from the profile", async () => {
  const { webinarKey } = await desk.create({
    timeZone: "europe/london",
    locale: "de_DE",
    emailSettings: { reminderEmail: { enabled: false } },
  });
  expect(await desk.read(webinarKey)).toMatchObject({ timeZone: "Europe/London", locale: "de_DE" });
  expect(desk.host.world.webinar(webinarKey)?.emailSettings).toMatchObject({
    confirmationEmail: { enabled: true },
    reminderEmail: { enabled: false },
  });
  const plain = await desk.create({ timeZone: undefined });
  expect(await desk.read(plain.webinarKey)).toMatchObject({ timeZone: "America/New_York", locale: "en_US" });
});

it("makes one webinar per time of a series, with a shared recurrenceKey, and names the first in time", async () => {
  const made = await desk.create({ type: "series", times: [timeIn(9), timeIn(7), timeIn(8)] });
  const { _embedded } = await desk.list();
  const members = (_embedded?.webinars ?? []).filter(({ recurrenceType }) => recurrenceType === "series");
  expect(members.map(({ times }) => times)).toEqual([[timeIn(7)], [timeIn(8)], [timeIn(9)]]);
  expect(members[0]?.webinarKey).toBe(made.webinarKey);
  expect(new Set(members.map(({ webinarKey }) => webinarKey)).size).toBe(3);
  expect(made.recurrenceKey).toMatch(/^\d{19}$/);
  expect(desk.host.world.seriesMembers(made.recurrenceKey ?? "")).toHaveLength(3);
});

it("expands a sequence in its zone across the change to summer time, into one webinar", async () => {
  const made = await desk.create({
    type: "sequence",
    times: undefined,
    recurrenceStart: { startTime: "2031-03-23T16:00:00Z", endTime: "2031-03-23T17:00:00Z" },
    recurrencePattern: "weekly",
    recurrenceEnd: "2031-04-06",
  });
  expect(made).toEqual({ webinarKey: made.webinarKey });
  const webinar = await desk.read(made.webinarKey);
  expect(webinar.type).toBe("sequence");
  expect(webinar.times.map(({ startTime }) => startTime)).toEqual([
    "2031-03-23T16:00:00Z",
    "2031-03-30T15:00:00Z",
    "2031-04-06T15:00:00Z",
  ]);
});

it.each([
  ["subject is required", { subject: undefined }],
  ["subject has 129 characters", { subject: "x".repeat(129) }],
  ["description has 2049 characters", { description: "x".repeat(2049) }],
  ["times is required", { times: undefined }],
  ["endTime must be after", { times: [{ startTime: timeIn(7).endTime, endTime: timeIn(7).startTime }] }],
  ["must lie in the future", { times: [timeIn(-1)] }],
  ["endTime is required", { times: [{ startTime: timeIn(7).startTime }] }],
  ["must be ISO 8601", { times: [{ startTime: "tomorrow", endTime: "later" }] }],
  ["exactly one item", { times: [timeIn(7), timeIn(8)] }],
  ["two or more items", { type: "series" }],
  ["type must be one of", { type: "weekly" }],
  ["needs recurrenceStart", { type: "sequence" }],
  ["timeZone must be one of", { timeZone: "Mars/Olympus" }],
  ["locale must be one of", { locale: "de-DE" }],
  ["experienceType must be one of", { experienceType: "CINEMA" }],
  ["needs recordingAssetKey", { experienceType: "SIMULIVE" }],
  ["no completed recording asset", { experienceType: "SIMULIVE", recordingAssetKey: "5820913746120055301" }],
  ["must be true or false", { isOndemand: "perhaps" }],
])("refuses with 400: %s", async (reason, changes) => {
  expect(await desk.refused("POST", `${desk.mine}/webinars`, webinarBody(changes))).toContain(reason);
});

it("refuses a sequence whose pattern or end is missing, too early or with a time", async () => {
  const sequence = {
    type: "sequence",
    recurrenceStart: timeIn(7),
    recurrencePattern: "daily",
    recurrenceEnd: "2031-03-20",
  };
  const refusal = (changes: Record<string, unknown>) =>
    desk.refused("POST", `${desk.mine}/webinars`, webinarBody({ ...sequence, ...changes }));
  expect(await refusal({ recurrencePattern: undefined })).toContain("recurrencePattern");
  expect(await refusal({ recurrencePattern: "hourly" })).toContain("recurrencePattern");
  expect(await refusal({ recurrenceEnd: undefined })).toContain("recurrenceEnd is required");
  expect(await refusal({ recurrenceEnd: "2031-03-20T00:00:00Z" })).toContain("must be a date");
  expect(await refusal({ recurrenceEnd: "2031-03-01" })).toContain("must not be before");
  expect(await refusal({ recurrenceEnd: "2131-03-01" })).toContain("more than 1000");
});

it("makes a simulive webinar from a recording, with the polls and survey of what was recorded", async () => {
  const [past] = [...desk.host.world.webinars];
  const recording = past === undefined ? undefined : desk.host.world.recordings(past)[0];
  const { webinarKey } = await desk.create({
    experienceType: "SIMULIVE",
    recordingAssetKey: recording?.recordingAssetKey,
  });
  expect((await desk.read(webinarKey)).experienceType).toBe("simulive");
  const made = desk.host.world.webinar(webinarKey);
  expect(made?.polls).toEqual(past?.polls);
  expect(made?.survey).toEqual(past?.survey);
});

it("takes what careless clients send: null for nothing, booleans as strings, no description", async () => {
  const { webinarKey } = await desk.create({
    description: undefined,
    locale: null,
    isPasswordProtected: "false",
  });
  expect(await desk.read(webinarKey)).toMatchObject({ description: "", isPasswordProtected: false });
});
