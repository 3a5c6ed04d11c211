import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import { describeOnBothDatabases } from "../../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";
import { addKey, addPerson, codeOf, local, withKey } from "../testing/callers.ts";

const day = 24 * 60 * 60 * 1000;

describeOnBothDatabases("API keys", (databases) => {
  let hub: TestHub;
  const time = { ahead: 0 };
  beforeAll(async () => {
    const clock = { ...systemClock, now: () => Date.now() + time.ahead };
    hub = await startTestHub({ database: await databases.shared(), clock });
  });
  afterAll(() => hub.close());

  const list = async () => {
    const { body } = await local(hub.app).request("GET", "/api/v1/api-keys");
    return (body as { apiKeys: { name: string; lastUsedAt: string | null; beginning: string }[] }).apiKeys;
  };

  it("do what their scopes say and nothing else", async () => {
    const key = withKey(hub.app, await addKey(hub.app, "reader", ["entities:read"]));
    expect((await key.request("GET", "/api/v1/entities")).status).toBe(200);
    const refused = await key.request("GET", "/api/v1/connections");
    expect([refused.status, codeOf(refused)]).toEqual([403, "access.not-allowed"]);
    expect(refused.text).toContain("rostrum keys create NAME --scope connections:read");
    expect((await key.request("GET", "/api/v1/me")).body).toEqual({
      kind: "key",
      name: "reader",
      person: null,
      teams: [],
      permissions: ["entities:read"],
    });
  });

  it("are shown once, and recognised by their beginning", async () => {
    const key = await addKey(hub.app, "shown once", ["entities:read"]);
    expect(key).toMatch(/^rostrum_[A-Za-z0-9_-]{43}$/);
    const found = (await list()).find(({ name }) => name === "shown once");
    expect(key.startsWith(found?.beginning ?? "?")).toBe(true);
    const database = await databases.shared();
    const rows = await database.sql.selectFrom("api_key").selectAll().execute();
    expect(JSON.stringify([await list(), rows])).not.toContain(key);
  });

  it("need no proof of origin: no other site can send them", async () => {
    const key = withKey(
      hub.app,
      await addKey(hub.app, "cross", ["keys:read", "keys:write", "entities:read"]),
    );
    const made = await key.request("POST", "/api/v1/api-keys", {
      json: { name: "crossed", scopes: ["entities:read"] },
      headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    });
    expect(made.status).toBe(201);
  });

  it("end when they are revoked", async () => {
    const key = withKey(hub.app, await addKey(hub.app, "ends", ["entities:read"]));
    expect((await key.request("GET", "/api/v1/me")).status).toBe(200);
    expect((await local(hub.app).request("DELETE", "/api/v1/api-keys/ENDS")).status).toBe(204);
    const refused = await key.request("GET", "/api/v1/me");
    expect([refused.status, codeOf(refused)]).toEqual([401, "access.wrong-token"]);
    expect(codeOf(await local(hub.app).request("DELETE", "/api/v1/api-keys/ends"))).toBe("key.unknown");
  });

  it("say when they were used, to the minute", async () => {
    const key = withKey(hub.app, await addKey(hub.app, "used", ["entities:read"]));
    const used = async () => (await list()).find(({ name }) => name === "used")?.lastUsedAt ?? null;
    expect(await used()).toBeNull();
    await key.request("GET", "/api/v1/me");
    const first = await used();
    expect(first).not.toBeNull();
    await key.request("GET", "/api/v1/me");
    expect(await used()).toBe(first);
    time.ahead += 61_000;
    await key.request("GET", "/api/v1/me");
    expect(await used()).not.toBe(first);
  });

  it("are bound by their owner's role as it is now, and by what their maker may do", async () => {
    const person = await addPerson(hub.app, "operator", "maker@acme.example");
    const make = (name: string, scopes: readonly string[]) =>
      person.browser.request("POST", "/api/v1/api-keys", { json: { name, scopes } });
    const tooWide = await make("too wide", ["entities:read", "people:write"]);
    expect([tooWide.status, codeOf(tooWide)]).toEqual([403, "key.scope-too-wide"]);
    const made = await make("of the maker", ["entities:read", "connections:write"]);
    const key = withKey(hub.app, (made.body as { key: string }).key);
    const edit = () => key.request("PATCH", "/api/v1/connections/none", { json: {} });
    expect((await edit()).status).toBe(404);
    await local(hub.app).request("PATCH", "/api/v1/people/maker@acme.example", { json: { role: "viewer" } });
    expect((await edit()).status).toBe(403);
    expect((await key.request("GET", "/api/v1/entities")).status).toBe(200);
  });

  it("of others are seen and revoked by administrators alone", async () => {
    const [one, two] = [
      await addPerson(hub.app, "operator", "one@acme.example"),
      await addPerson(hub.app, "operator", "two@acme.example"),
    ];
    await one.browser.request("POST", "/api/v1/api-keys", {
      json: { name: "of one", scopes: ["entities:read"] },
    });
    expect((await two.browser.request("GET", "/api/v1/api-keys")).body).toEqual({ apiKeys: [] });
    expect((await two.browser.request("DELETE", "/api/v1/api-keys/of%20one")).status).toBe(404);
    expect((await one.browser.request("GET", "/api/v1/api-keys")).text).toContain("of one");
    const admin = await addPerson(hub.app, "administrator", "admin@acme.example");
    expect((await admin.browser.request("DELETE", "/api/v1/api-keys/of%20one")).status).toBe(204);
  });

  it("are called by one name each", async () => {
    await addKey(hub.app, "once", ["entities:read"]);
    const again = await local(hub.app).request("POST", "/api/v1/api-keys", {
      json: { name: "ONCE", scopes: ["entities:read"] },
    });
    expect([again.status, codeOf(again)]).toEqual([409, "key.name-taken"]);
  });

  it("end by themselves, and say so", async () => {
    const made = await local(hub.app).request("POST", "/api/v1/api-keys", {
      json: { name: "short", scopes: ["entities:read"], expiresInDays: 1 },
    });
    const key = withKey(hub.app, (made.body as { key: string }).key);
    expect((await key.request("GET", "/api/v1/me")).status).toBe(200);
    time.ahead += day;
    const refused = await key.request("GET", "/api/v1/me");
    expect([refused.status, codeOf(refused)]).toEqual([401, "access.key-expired"]);
    expect((await list()).map(({ name }) => name)).toContain("short");
  });
});
