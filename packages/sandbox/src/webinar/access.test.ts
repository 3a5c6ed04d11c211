import { afterEach, beforeEach, expect, it } from "vitest";
import type { Organizer } from "../world/model.ts";
import { type Desk, openDesk } from "./testing/desk.ts";

let desk: Desk;
let webinarKey: string;
beforeEach(async () => {
  desk = await openDesk();
  webinarKey = (await desk.create()).webinarKey;
});
afterEach(() => desk[Symbol.asyncDispose]());

const of = ({ organizerKey }: Organizer) => `/organizers/${organizerKey}`;

async function get(path: string, as: Organizer): Promise<{ status: number; errorCode: unknown }> {
  const reply = await desk.host.call("GET", path, { as });
  const errorCode = reply.status < 300 ? undefined : (reply.body as { errorCode: unknown }).errorCode;
  return { status: reply.status, errorCode };
}

it("answers 403 for an organizer of another account, and for a colleague without being administrator", async () => {
  const { administrator, colleague, stranger } = desk.host;
  const denied = { status: 403, errorCode: "AccessDenied" };
  expect(await get(`${of(administrator)}/webinars/${webinarKey}`, stranger)).toEqual(denied);
  expect(await get(`${of(administrator)}/webinars/${webinarKey}`, colleague)).toEqual(denied);
  expect(await get(`${of(administrator)}/webinars?${desk.range}`, stranger)).toEqual(denied);
  expect(await get("/organizers/1234567890123456789/insessionWebinars", administrator)).toEqual(denied);
});

it("lets an administrator into the webinars of the account's organizers", async () => {
  const { administrator, colleague, stranger } = desk.host;
  expect((await get(`${of(colleague)}/webinars?${desk.range}`, administrator)).status).toBe(200);
  expect((await get(`${of(stranger)}/webinars?${desk.range}`, administrator)).status).toBe(403);
});

it("answers 404 under one's own key for a webinar that is unknown or somebody else's", async () => {
  const { administrator, colleague } = desk.host;
  const unknown = { status: 404, errorCode: "NotFound" };
  expect(await get(`${of(colleague)}/webinars/${webinarKey}`, colleague)).toEqual(unknown);
  expect(await get(`${of(administrator)}/webinars/1234567890123456789`, administrator)).toEqual(unknown);
  expect(await get(`${of(administrator)}/webinars/${webinarKey}/registrants/42`, administrator)).toEqual(
    unknown,
  );
  expect(await get(`${of(administrator)}/webinars/${webinarKey}/sessions/42`, administrator)).toEqual(
    unknown,
  );
});

it("answers 404 for a key as a careless client rounds it", async () => {
  const rounded = BigInt(Number(webinarKey)).toString();
  expect(rounded).not.toBe(webinarKey);
  expect((await get(`${desk.mine}/webinars/${rounded}`, desk.host.administrator)).status).toBe(404);
});

it("answers 400 for a key that is no number", async () => {
  const { administrator } = desk.host;
  for (const path of [
    "/organizers/me/webinars",
    `${desk.mine}/webinars/next`,
    `${desk.mine}/webinars/${webinarKey}/registrants/first`,
    `${desk.mine}/webinars/${webinarKey}/sessions/last`,
    "/webinars/next/startUrl",
    "/accounts/mine/webinars",
  ])
    expect(await get(path, administrator), path).toEqual({ status: 400, errorCode: "InvalidRequest" });
});

it("opens paths without organizer to organizer, co-organizer and administrator; for others there is nothing", async () => {
  const { administrator, colleague, stranger } = desk.host;
  const path = `/webinars/${webinarKey}/startUrl`;
  expect((await get(path, administrator)).status).toBe(200);
  expect((await get(path, colleague)).status).toBe(404);
  expect((await get(path, stranger)).status).toBe(404);
  await desk.host.call("POST", `${desk.mine}/webinars/${webinarKey}/coorganizers`, {
    body: [{ external: false, organizerKey: colleague.organizerKey }],
  });
  expect((await get(path, colleague)).status).toBe(200);
});

it("lists a whole account for its administrators: 403 for its members, 404 for strangers", async () => {
  const { administrator, colleague, stranger, world } = desk.host;
  const [, , source] = world.organizers;
  const accountKey = administrator.memberships[0]?.accountKey ?? "";
  await desk.host.call("POST", `${of(colleague)}/webinars`, {
    as: colleague,
    body: {
      subject: "Hers",
      times: [{ startTime: "2031-06-01T10:00:00Z", endTime: "2031-06-01T11:00:00Z" }],
    },
  });
  const path = `/accounts/${accountKey}/webinars?${desk.range}`;
  const reply = await desk.host.call("GET", path);
  const { _embedded } = reply.body as {
    _embedded: { webinars: { organizerKey: string; subject: string }[] };
  };
  expect(_embedded.webinars.map(({ subject }) => subject)).toEqual([
    "Winter review",
    "Spring release tour",
    "Hers",
  ]);
  expect(_embedded.webinars.at(-1)?.organizerKey).toBe(colleague.organizerKey);
  expect((await get(path, colleague)).status).toBe(403);
  expect((await get(path, stranger)).status).toBe(404);
  // Administrator of the other account, ordinary member of this one.
  expect(source === undefined ? 0 : (await get(path, source)).status).toBe(403);
});
