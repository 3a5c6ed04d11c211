import { afterEach, beforeEach, expect, it } from "vitest";
import type { Json } from "../../http/json.ts";
import { type Desk, openDesk } from "../testing/desk.ts";

let desk: Desk;
let path: string;
beforeEach(async () => {
  desk = await openDesk();
  path = `${desk.mine}/webinars/${(await desk.create()).webinarKey}`;
});
afterEach(() => desk[Symbol.asyncDispose]());

const guest = (number: number) => ({
  external: true,
  givenName: `Guest ${number}`,
  email: `g${number}@example.com`,
});

async function add(kind: "coorganizers" | "panelists", body: unknown): Promise<Record<string, Json>[]> {
  const reply = await desk.host.call("POST", `${path}/${kind}`, { body });
  expect(reply.status, reply.text).toBe(201);
  return reply.body as Record<string, Json>[];
}

async function statusOf(method: string, rest: string): Promise<number> {
  return (await desk.host.call(method, `${path}/${rest}`)).status;
}

it("adds internal co-organizers by organizerKey and external ones by name, who have no surname", async () => {
  expect((await desk.host.call("GET", `${path}/coorganizers`)).text).toBe("[]");
  const { organizerKey, givenName, familyName, email } = desk.host.colleague;
  const made = await add("coorganizers", [{ external: false, organizerKey }, guest(1)]);
  expect(made).toMatchObject([
    { external: false, memberKey: organizerKey, givenName, surname: familyName, email },
    { external: true, givenName: "Guest 1", email: "g1@example.com" },
  ]);
  expect(Object.keys(made[1] ?? {})).not.toContain("surname");
  const { text, body } = await desk.host.call("GET", `${path}/coorganizers`);
  expect(body).toEqual(made);
  expect(text).toContain(`"memberKey":"${organizerKey}"`);
});

it("finds external co-organizers only with external=true, and internal ones only without", async () => {
  const { organizerKey } = desk.host.colleague;
  const [, outside] = await add("coorganizers", [{ external: false, organizerKey }, guest(1)]);
  const external = String(outside?.memberKey);
  expect(await statusOf("POST", `coorganizers/${external}/resendInvitation`)).toBe(404);
  expect(await statusOf("POST", `coorganizers/${external}/resendInvitation?external=true`)).toBe(204);
  expect(await statusOf("DELETE", `coorganizers/${external}`)).toBe(404);
  expect(await statusOf("DELETE", `coorganizers/${external}?external=true`)).toBe(204);
  expect(await statusOf("DELETE", `coorganizers/${organizerKey}?external=true`)).toBe(404);
  expect(await statusOf("DELETE", `coorganizers/${organizerKey}`)).toBe(204);
  expect(await statusOf("DELETE", `coorganizers/${organizerKey}`)).toBe(404);
  expect(await statusOf("DELETE", "coorganizers/nobody")).toBe(400);
});

it("refuses bad co-organizers, and then adds none of them", async () => {
  const { administrator, colleague, stranger } = desk.host;
  const internal = (organizerKey: string) => ({ external: false, organizerKey });
  const refusal = (...body: unknown[]) => desk.refused("POST", `${path}/coorganizers`, body);
  expect(await refusal()).toContain("at least one");
  expect(await refusal({ organizerKey: colleague.organizerKey })).toContain("external is required");
  expect(await refusal({ external: false })).toContain("organizerKey is required");
  expect(await refusal({ external: true, givenName: "Guest" })).toContain("email is required");
  expect(await refusal(internal(stranger.organizerKey))).toContain("no organizer");
  expect(await refusal(internal(administrator.organizerKey))).toContain("cannot be its co-organizer");
  expect(await refusal(guest(1), guest(1))).toContain("already");
  expect(await refusal(...Array.from({ length: 29 }, (_, number) => guest(number)))).toContain("at most 28");
  expect(await desk.refused("POST", `${path}/coorganizers`, guest(1))).toContain("must be a JSON array");
  expect((await desk.host.call("GET", `${path}/coorganizers`)).text).toBe("[]");
});

it("takes internal co-organizers only for a simulive webinar", async () => {
  const [past] = [...desk.host.world.webinars];
  const asset = past === undefined ? undefined : desk.host.world.recordings(past)[0];
  const recordingAssetKey = asset?.recordingAssetKey;
  const { webinarKey } = await desk.create({ experienceType: "SIMULIVE", recordingAssetKey });
  const body = [guest(1)];
  expect(await desk.refused("POST", `${desk.mine}/webinars/${webinarKey}/coorganizers`, body)).toContain(
    "internal",
  );
});

it("calls a panelist's key panelistKey, a string, when made, and panelistId, a number, when listed", async () => {
  const [made] = await add("panelists", [{ name: "Paula van Panelist", email: "paula@example.com" }]);
  const key = String(made?.panelistKey);
  const { text, body } = await desk.host.call("GET", `${path}/panelists`);
  expect(text).toContain(`"panelistId":${key},`);
  expect(body).toMatchObject([{ name: "Paula van Panelist", firstName: "Paula", lastName: "van Panelist" }]);
  expect(await statusOf("POST", `panelists/${key}/resendInvitation`)).toBe(204);
  expect(await statusOf("DELETE", `panelists/${key}`)).toBe(204);
  expect(await statusOf("DELETE", `panelists/${key}`)).toBe(404);
  expect(await statusOf("POST", `panelists/${key}/resendInvitation`)).toBe(404);
});

it("refuses panelists without name or address, and then adds none", async () => {
  const good = { name: "Paula", email: "paula@example.com" };
  expect(await desk.refused("POST", `${path}/panelists`, [good, { name: "Paul" }])).toContain(
    "email is required",
  );
  expect(await desk.refused("POST", `${path}/panelists`, [good, { email: "p@x.org" }])).toContain(
    "name is required",
  );
  expect((await desk.host.call("GET", `${path}/panelists`)).text).toBe("[]");
});
