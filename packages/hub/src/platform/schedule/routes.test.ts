/** The next times of a schedule that nobody has kept yet. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestHub } from "../../testing/hub.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
const times = async (schedule: unknown, count?: number) =>
  hub.request("POST", "/api/v1/schedules/times", { schedule, ...(count === undefined ? {} : { count }) });

it("five times of an interval, each after the other", async () => {
  const { status, body } = await times({ every: "15 minutes" });
  expect(status).toBe(200);
  const moments = (body as { times: string[] }).times.map((time) => Date.parse(time));
  expect(moments).toHaveLength(5);
  for (const [place, moment] of moments.slice(1).entries())
    expect(moment - (moments[place] ?? 0)).toBe(900_000);
});

it("none of what is over, and words for what cannot be used", async () => {
  expect((await times({ once: "2001-01-01T00:00:00Z" }, 1)).body).toEqual({ times: [] });
  const { status, body } = await times({ cron: "61 * * * *", zone: "UTC" });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { code: "schedule.unusable" } });
});
