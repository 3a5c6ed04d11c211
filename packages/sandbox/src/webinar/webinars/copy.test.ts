import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";
import { timeIn } from "../testing/webinars.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

const copy = (webinarKey: string, body: unknown, as = desk.host.administrator) =>
  desk.host.call("PUT", `/webinars/${webinarKey}/copy`, { body, as });

it("answers 201 with the key alone, and takes over what the body leaves out", async () => {
  const { webinarKey } = await desk.create({ locale: "fr_FR" });
  const reply = await copy(webinarKey, { subject: "Copy", times: [timeIn(20)] });
  expect(reply.status).toBe(201);
  expect(reply.text).toMatch(/^\{"webinarKey":"\d{19}"\}$/);
  const made = await desk.read((reply.body as { webinarKey: string }).webinarKey);
  expect(made).toMatchObject({
    subject: "Copy",
    description: "What changed and why",
    locale: "fr_FR",
    timeZone: "America/New_York",
    times: [timeIn(20)],
  });
});

it("makes a sequence from times, and no series from a series", async () => {
  const series = await desk.create({ type: "series", times: [timeIn(7), timeIn(8)] });
  const body = { subject: "Copy", type: "sequence", times: [timeIn(20), timeIn(21)] };
  const reply = await copy(series.webinarKey, body);
  const made = await desk.read((reply.body as { webinarKey: string }).webinarKey);
  expect(made).toMatchObject({ type: "sequence", times: body.times });
  expect((await copy(series.webinarKey, { ...body, type: "series" })).status).toBe(400);
  expect((await copy(series.webinarKey, { subject: "Copy" })).status).toBe(400);
  expect((await copy(series.webinarKey, { times: [timeIn(20)] })).status).toBe(400);
});

it("refuses a sequence from a simulive webinar", async () => {
  const [past] = [...desk.host.world.webinars];
  const asset = past === undefined ? undefined : desk.host.world.recordings(past)[0];
  const { webinarKey } = await desk.create({
    experienceType: "SIMULIVE",
    recordingAssetKey: asset?.recordingAssetKey,
  });
  const times = [timeIn(20), timeIn(21)];
  expect((await copy(webinarKey, { subject: "Copy", type: "sequence", times })).status).toBe(400);
  expect((await copy(webinarKey, { subject: "Copy", type: "series", times })).status).toBe(201);
});

it("is for the organizer and co-organizers: others in the account are told 403 or 404", async () => {
  const { webinarKey } = await desk.create();
  const body = { subject: "Copy", times: [timeIn(20)] };
  expect((await copy(webinarKey, body, desk.host.colleague)).status).toBe(404);
  await desk.host.call("POST", `${desk.mine}/webinars/${webinarKey}/coorganizers`, {
    body: [{ external: false, organizerKey: desk.host.colleague.organizerKey }],
  });
  const reply = await copy(webinarKey, body, desk.host.colleague);
  expect(reply.status).toBe(201);
  const made = desk.host.world.webinar((reply.body as { webinarKey: string }).webinarKey);
  expect(made?.organizerKey).toBe(desk.host.colleague.organizerKey);
  const theirs = made?.webinarKey ?? "";
  expect((await copy(theirs, body)).status).toBe(403);
});
