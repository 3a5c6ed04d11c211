import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";
import { testNow } from "../testing/host.ts";
import { timeIn } from "../testing/webinars.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

const cancel = (webinarKey: string, query = "") =>
  desk.host.call("DELETE", `${desk.mine}/webinars/${webinarKey}${query}`);

it("answers 204 without a body, and 404 for every read afterwards", async () => {
  const { webinarKey } = await desk.create();
  const reply = await cancel(webinarKey, "?sendCancellationEmails=true");
  expect({ status: reply.status, text: reply.text }).toEqual({ status: 204, text: "" });
  for (const rest of ["", "/registrants", "/sessions", "/audio"]) {
    const gone = await desk.host.call("GET", `${desk.mine}/webinars/${webinarKey}${rest}`);
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({
      errorCode: "NotFound",
      description: "Webinar with specified key does not exist.",
    });
  }
  expect((await cancel(webinarKey)).status).toBe(404);
});

it("wipes all scheduled members of a series, and with deleteAll=false the addressed one alone", async () => {
  const series = { type: "series", times: [timeIn(1), timeIn(8), timeIn(9)] };
  const one = await desk.create(series);
  const other = await desk.create(series);
  expect((await cancel(one.webinarKey, "?deleteAll=false")).status).toBe(204);
  expect(desk.host.world.seriesMembers(one.recurrenceKey ?? "")).toHaveLength(2);
  expect((await cancel(other.webinarKey)).status).toBe(204);
  expect(desk.host.world.seriesMembers(other.recurrenceKey ?? "")).toHaveLength(0);
});

it("leaves members of a series that have taken place", async () => {
  const { recurrenceKey = "" } = await desk.create({
    type: "series",
    times: [timeIn(1), timeIn(8), timeIn(9)],
  });
  desk.host.world.advance(testNow + 2 * 86_400_000);
  const second = desk.host.world.seriesMembers(recurrenceKey)[1]?.webinarKey ?? "";
  expect((await cancel(second)).status).toBe(204);
  expect(desk.host.world.seriesMembers(recurrenceKey)).toHaveLength(1);
});

it("answers 409 in session, and removes a past webinar", async () => {
  const { webinarKey } = await desk.create({ times: [timeIn(1)] });
  desk.host.world.advance(testNow + 86_400_000 + 60_000);
  expect((await cancel(webinarKey)).status).toBe(409);
  desk.host.world.advance(testNow + 2 * 86_400_000);
  expect((await cancel(webinarKey)).status).toBe(204);
});

it("does not mind a JSON content type without a body", async () => {
  const { webinarKey } = await desk.create();
  const headers = { "content-type": "application/json" };
  const reply = await desk.host.call("DELETE", `${desk.mine}/webinars/${webinarKey}`, { headers });
  expect(reply.status).toBe(204);
});
