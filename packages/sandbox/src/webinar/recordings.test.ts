import { afterEach, beforeEach, expect, it } from "vitest";
import type { RecordingAsset } from "../world/model.ts";
import { startHost, type TestHost, testNow } from "./testing/host.ts";
import { pastWebinar } from "./testing/webinars.ts";

let host: TestHost;
let accountKey: string;
beforeEach(async () => {
  host = await startHost({ webinars: (owner) => [pastWebinar(owner)], uploads: (owner) => uploads(owner) });
  accountKey = host.administrator.memberships[0]?.accountKey ?? "";
});
afterEach(() => host[Symbol.asyncDispose]());

/** Three assets that belong to no webinar, a day apart. */
function uploads({ organizerKey, memberships }: TestHost["administrator"]): RecordingAsset[] {
  return ["Beta", "alpha", "Gamma ray"].map((name, place) => ({
    recordingAssetKey: `481720773300000000${place}`,
    name,
    productName: "GoToWebinar",
    createTime: testNow - (20 + place) * 86_400_000,
    creatorKey: organizerKey,
    accountKey: memberships[0]?.accountKey ?? "",
    totalReferenceCount: 0,
    mp4DownloadUrl: `https://cdn.example.com/${place}.mp4`,
    transcriptDownloadUrl: null,
    recordingShareUrl: `https://attendee.example.com/recording/${place}`,
    webinarKey: null,
  }));
}

type Asset = Record<string, unknown>;

async function search(body: Record<string, unknown>, query = ""): Promise<Asset[]> {
  const reply = await host.call("POST", `/recordingassets/search${query}`, { body: { accountKey, ...body } });
  expect(reply.status, reply.text).toBe(200);
  return (reply.body as { _embedded?: { recordingAssets: Asset[] } })._embedded?.recordingAssets ?? [];
}

const names = (assets: readonly Asset[]) => assets.map(({ name }) => name);

it("sorts by creation, newest first, or by name, and finds part of a name", async () => {
  expect(names(await search({}))).toEqual(["Winter review", "Beta", "alpha", "Gamma ray"]);
  expect(names(await search({ sortOrder: "ASC" }))).toEqual(["Gamma ray", "alpha", "Beta", "Winter review"]);
  const byName = { sortField: "NAME", sortOrder: "ASC" };
  expect(names(await search(byName))).toEqual(["Beta", "Gamma ray", "Winter review", "alpha"]);
  expect(names(await search({ name: "RAY" }))).toEqual(["Gamma ray"]);
});

it("adds share link and webinarKey only when asked, in either way, and never a webinarKey to an upload", async () => {
  const [plain] = await search({});
  expect(Object.keys(plain ?? {})).not.toContain("recordingShareUrl");
  expect(Object.keys(plain ?? {})).not.toContain("webinarKey");
  const [past] = [...host.world.webinars];
  for (const query of [
    "?includes=recordingShareUrl%2CwebinarKey",
    "?includes=recordingShareUrl&includes=webinarKey",
  ]) {
    const [recorded, upload] = await search({}, query);
    expect(recorded).toMatchObject({ webinarKey: past?.webinarKey, recordingShareUrl: expect.any(String) });
    expect(upload).toMatchObject({ recordingShareUrl: expect.any(String) });
    expect(Object.keys(upload ?? {})).not.toContain("webinarKey");
  }
});

it("pages in the HAL shape, without _embedded when nothing is found", async () => {
  const reply = await host.call("POST", "/recordingassets/search?size=3&page=1", { body: { accountKey } });
  expect(reply.body).toMatchObject({ page: { size: 3, totalElements: 4, totalPages: 2, number: 1 } });
  const none = await host.call("POST", "/recordingassets/search", { body: { accountKey, name: "nothing" } });
  expect(none.body).toEqual({ page: { size: 20, totalElements: 0, totalPages: 0, number: 0 } });
});

it("refuses a search without account, with a bad order or include, or in somebody else's account", async () => {
  const status = async (body: unknown, query = "") =>
    (await host.call("POST", `/recordingassets/search${query}`, { body })).status;
  expect(await status({})).toBe(400);
  expect(await status({ accountKey, sortField: "SIZE" })).toBe(400);
  expect(await status({ accountKey, sortOrder: "UP" })).toBe(400);
  expect(await status({ accountKey }, "?includes=everything")).toBe(400);
  expect(await status({ accountKey }, "?size=201")).toBe(400);
  expect(await status({ accountKey: host.stranger.memberships[0]?.accountKey })).toBe(404);
});

it("lets administrators search the assets of an organizer, by time too; others are told 403", async () => {
  const path = `/accounts/${accountKey}/recordingassets/search`;
  const { organizerKey } = host.administrator;
  const range = { fromTime: "2031-02-07T00:00:00Z", toTime: "2031-02-08T23:59:59.999Z" };
  const reply = await host.call("POST", path, { body: { organizerKey, ...range } });
  expect(reply.body).toMatchObject({
    _embedded: { recordingAssets: [{ name: "Beta" }, { name: "alpha" }] },
    page: { totalElements: 2 },
  });
  expect((await host.call("POST", path, { body: {} })).status).toBe(400);
  expect((await host.call("POST", path, { body: { organizerKey, fromTime: "then" } })).status).toBe(400);
  const foreign = { organizerKey: host.stranger.organizerKey };
  expect((await host.call("POST", path, { body: foreign })).status).toBe(404);
  expect((await host.call("POST", path, { body: { organizerKey }, as: host.colleague })).status).toBe(403);
  expect((await host.call("POST", path, { body: { organizerKey }, as: host.stranger })).status).toBe(404);
});

it("answers the recordings of one webinar flat, without limit, with share link and webinarKey always", async () => {
  const [past] = [...host.world.webinars];
  const reply = await host.call("GET", `/webinars/${past?.webinarKey}/recordingAssets?limit=50`);
  expect(reply.body).toMatchObject({
    data: [{ webinarKey: past?.webinarKey, recordingShareUrl: expect.any(String) }],
    total: 1,
    page: 0,
    pageSize: 1,
  });
  expect(Object.keys(reply.body as object)).toEqual(["data", "total", "page", "pageSize"]);
  const beyond = await host.call("GET", `/webinars/${past?.webinarKey}/recordingAssets?page=3`);
  expect(beyond.body).toEqual({ data: [], total: 1, page: 3, pageSize: 0 });
});
