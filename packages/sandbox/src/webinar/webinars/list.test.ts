import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "../testing/desk.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

it("omits _embedded when nothing matches, and past the last page, where the totals stay true", async () => {
  const none = `${desk.mine}/webinars?fromTime=1999-01-01T00%3A00%3A00Z&toTime=1999-12-31T00%3A00%3A00Z`;
  expect((await desk.host.call("GET", none)).body).toEqual({
    page: { size: 20, totalElements: 0, totalPages: 0, number: 0 },
  });
  expect(await desk.list("&page=7")).toEqual({
    page: { size: 20, totalElements: 1, totalPages: 1, number: 7 },
  });
});

it("pages with size, 20 when not given, and ignores parameters it does not know, limit among them", async () => {
  for (let count = 0; count < 21; count++) await desk.create();
  const first = await desk.list("&limit=5&colour=blue");
  expect(first._embedded?.webinars).toHaveLength(20);
  expect(first.page).toEqual({ size: 20, totalElements: 22, totalPages: 2, number: 0 });
  const second = await desk.list("&page=1");
  expect(second._embedded?.webinars).toHaveLength(2);
  const keys = [first, second].flatMap(
    ({ _embedded }) => _embedded?.webinars.map((one) => one.webinarKey) ?? [],
  );
  expect(new Set(keys).size).toBe(22);
  expect((await desk.list("&size=200"))._embedded?.webinars).toHaveLength(22);
});

it("sends every key as a string, the experience in lower case, and the ID spelt as the switch says", async () => {
  const { webinarKey } = await desk.create({ experienceType: "BROADCAST" });
  const item = async () =>
    (await desk.list())._embedded?.webinars.find((one) => one.webinarKey === webinarKey) ?? {};
  const { text } = await desk.host.call("GET", `${desk.mine}/webinars?${desk.range}`);
  expect(text).toContain(`"webinarKey":"${webinarKey}"`);
  expect(await item()).toMatchObject({ experienceType: "broadcast", recurrenceType: "single_session" });
  expect(Object.keys(await item())).toContain("webinarID");
  desk.host.world.switches.webinarIdSpelling = "webinarId";
  expect(Object.keys(await item())).toContain("webinarId");
  expect(Object.keys(await item())).not.toContain("webinarID");
});

it("refuses a missing or broken date, a size above 200, and a page that is no number", async () => {
  const to = "toTime=2031-12-31T00%3A00%3A00Z";
  expect(await desk.refused("GET", `${desk.mine}/webinars?${to}`)).toContain("fromTime is required");
  expect(await desk.refused("GET", `${desk.mine}/webinars?fromTime=2031-01-01T00%3A00%3A00Z`)).toContain(
    "toTime is required",
  );
  expect(await desk.refused("GET", `${desk.mine}/webinars?fromTime=2031-01-01&${to}`)).toContain("ISO 8601");
  expect(
    await desk.refused("GET", `${desk.mine}/webinars?fromTime=2031-01-01T00:00:00+02:00&${to}`),
  ).toContain("%2B");
  expect(await desk.refused("GET", `${desk.mine}/webinars?fromTime=2032-01-01T00:00:00Z&${to}`)).toContain(
    "after",
  );
  expect(await desk.refused("GET", `${desk.mine}/webinars?${desk.range}&size=201`)).toContain(
    "between 1 and 200",
  );
  expect(await desk.refused("GET", `${desk.mine}/webinars?${desk.range}&size=0`)).toContain(
    "between 1 and 200",
  );
  expect(await desk.refused("GET", `${desk.mine}/webinars?${desk.range}&page=-1`)).toContain("page");
});

it("takes dates with an encoded offset and ranges of any width", async () => {
  const wide = "fromTime=1970-01-01T00%3A00%3A00%2B02%3A00&toTime=3000-12-31T00%3A00%3A00Z";
  expect((await desk.host.call("GET", `${desk.mine}/webinars?${wide}`)).status).toBe(200);
});
