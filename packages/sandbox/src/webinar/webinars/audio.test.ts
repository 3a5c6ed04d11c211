import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

it("is replaced by POST: private numbers, then telephone numbers of countries", async () => {
  const { webinarKey } = await desk.create();
  const path = `${desk.mine}/webinars/${webinarKey}/audio`;
  expect((await desk.host.call("GET", path)).body).toMatchObject({ type: "Hybrid" });
  const own = { type: "Private", privateInfo: { attendee: "+1 555 0100", panelist: "+1 555 0101" } };
  expect((await desk.host.call("POST", path, { body: own })).status).toBe(204);
  expect((await desk.host.call("GET", path)).body).toEqual(own);
  const pstn = { type: "PSTN", pstnInfo: { tollCountries: ["DE", "NL"], tollFreeCountries: ["DE", "BR"] } };
  expect((await desk.host.call("POST", path, { body: pstn })).status).toBe(204);
  const reply = (await desk.host.call("GET", path)).body as {
    confCallNumbers: Record<string, { tollFree?: string }>;
  };
  expect(Object.keys(reply.confCallNumbers)).toEqual(["BR", "DE", "NL"]);
  expect(reply.confCallNumbers.DE?.tollFree).toBeDefined();
  expect(reply.confCallNumbers.NL?.tollFree).toBeUndefined();
});

it.each([
  ["type is required", {}],
  ["type must be one of", { type: "HYBRID" }],
  ["needs privateInfo", { type: "Private" }],
  ["attendee is required", { type: "Private", privateInfo: { organizer: "1" } }],
  ["pstnInfo needs", { type: "PSTN", pstnInfo: {} }],
  ["tollCountries must hold", { type: "PSTN", pstnInfo: { tollCountries: ["BR"] } }],
])("refuses with 400: %s", async (reason, body) => {
  const { webinarKey } = await desk.create();
  expect(await desk.refused("POST", `${desk.mine}/webinars/${webinarKey}/audio`, body)).toContain(reason);
});
