import { describe, expect, test } from "vitest";
import { type Started, start } from "../testing/started.ts";

/** Connects as the organizer with this address, by personal access token. */
async function connectAs(started: Started, email: string): Promise<void> {
  const { world } = started.sandbox;
  const organizer = world.organizers.find((one) => one.email === email);
  const pat = world.personalAccessTokens.find((token) => token.organizerKey === organizer?.organizerKey);
  const reply = await started.tokenRequest({ grant_type: "personal_access_token", pat: pat?.token ?? "" });
  started.token = reply.json.access_token;
}

describe("identity", () => {
  test("tells organizer key and account keys as strings, also of a person in two accounts", async () => {
    await using started = await start();
    await connectAs(started, "inaki@demo.example");
    const { status, json } = await started.call("/identity/v1/Users/me");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^\d{19}$/),
      userName: "inaki@demo.example",
      timezone: "Europe/Brussels",
    });
    const { accounts } = json["urn:scim:schemas:extension:getgo:1.0"];
    expect(accounts).toEqual([
      { value: expect.stringMatching(/^\d{19}$/), display: "Demo account", entitlements: [] },
      { value: expect.stringMatching(/^\d{19}$/), display: expect.any(String), entitlements: ["acctadmin"] },
    ]);
  });

  test("answers a dead token with 401, an empty body and a challenge", async () => {
    await using started = await start();
    const reply = await started.call("/identity/v1/Users/me", { headers: { authorization: "Bearer dead" } });
    expect([reply.status, reply.text]).toEqual([401, ""]);
    expect(reply.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });
});

describe("the Admin API", () => {
  test("tells an administrator who he is and who else there is", async () => {
    await using started = await start();
    await started.connect();
    const { organizerKey, accountKey } = started.sandbox.credentials;
    const me = await started.call("/admin/rest/v1/me");
    expect(me.json).toMatchObject({
      key: organizerKey,
      accountKey,
      accounts: [{ key: accountKey, name: "Demo account" }],
    });
    expect(me.json.createTime).toEqual(expect.any(Number));
    const users = await started.call(`/admin/rest/v1/accounts/${accountKey}/users?offset=1&pageSize=2`);
    expect(users.json).toMatchObject({ fromIndex: 1, toIndex: 2, total: 4 });
    expect(users.json.results).toHaveLength(2);
  });

  test("answers somebody without admin rights, and a dead token, with 401 not.authenticated", async () => {
    await using started = await start();
    await connectAs(started, "helene@demo.example");
    for (const authorization of [`Bearer ${started.token}`, "Bearer dead"]) {
      const reply = await started.call("/admin/rest/v1/me", { headers: { authorization } });
      expect([reply.status, reply.json.errorCode]).toEqual([401, "not.authenticated"]);
    }
  });
});
