import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

let sandbox: Sandbox;
let hub: TestHub;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  hub = await startTestHub();
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});

/** Adds a connection and gives its alias. */
async function add(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const { status, body, text } = await hub.request("POST", "/api/v1/connections", {
    ...sandboxConnection(sandbox, name),
    ...more,
  });
  if (status !== 201) throw new Error(text);
  return (body as { alias: string }).alias;
}

const errorOf = (body: unknown) =>
  (body as { error: { code: string; message: string; remedy: string } }).error;
const tokenOf = (index: number) => sandbox.world.personalAccessTokens[index]?.token ?? "";

describe("adding a connection by personal access token", () => {
  it("finishes it at once and says in a sentence whose it is", async () => {
    const { status, body } = await hub.request(
      "POST",
      "/api/v1/connections",
      sandboxConnection(sandbox, "Acme Événements"),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      alias: "acme_evenements",
      state: "working",
      consent: "personal-access-token",
      email: "olivia@demo.example",
      organizerKey: sandbox.credentials.organizerKey,
      accountKey: sandbox.credentials.accountKey,
      accountName: "Demo account",
      sentence: expect.stringMatching(
        /^Working\. Signed in as olivia@demo\.example, organizer of Demo account; renews itself/,
      ),
    });
  });

  it("tells no secret in any answer, nor in the log", async () => {
    await add("Secrets");
    await hub.request("POST", "/api/v1/connections/secrets/test");
    const answers = await Promise.all(
      ["connections", "connections/secrets", "oauth-clients", "checks"].map((path) =>
        hub.request("GET", `/api/v1/${path}`),
      ),
    );
    const everything = answers.map((answer) => answer.text).join("") + hub.logged();
    for (const secret of [
      sandbox.credentials.clientSecret,
      sandbox.credentials.personalAccessToken,
      "eyJ",
      hub.app.accessToken,
    ]) {
      expect(everything).not.toContain(secret);
    }
  });

  it("keeps nothing of it when GoTo refuses the token, and says what to do", async () => {
    const { status, body } = await hub.request("POST", "/api/v1/connections", {
      ...sandboxConnection(sandbox, "Refused"),
      personalAccessToken: "pat.wrong",
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(errorOf(body).remedy).not.toBe("");
    expect((await hub.request("GET", "/api/v1/connections/refused")).status).toBe(404);
  });

  it("leaves no OAuth client behind either when it fails", async () => {
    const before = (await hub.request("GET", "/api/v1/oauth-clients")).text;
    const connection = sandboxConnection(sandbox, "Bad three");
    const { status } = await hub.request("POST", "/api/v1/connections", {
      ...connection,
      oauthClient: { ...connection.oauthClient, clientId: "nope" },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect((await hub.request("GET", "/api/v1/oauth-clients")).text).toBe(before);
  });

  it("is refused with a wrong client secret, in words that name it", async () => {
    const connection = sandboxConnection(sandbox, "Wrong secret");
    const { status, body } = await hub.request("POST", "/api/v1/connections", {
      ...connection,
      oauthClient: { ...connection.oauthClient, clientSecret: "wrong" },
    });
    expect(status).toBe(422);
    expect(errorOf(body).code).toBe("goto.oauth-client-refused");
    // The client is one that others are connected with: its right secret is back.
    expect((await hub.request("POST", "/api/v1/connections/acme_evenements/test")).status).toBe(200);
  });

  it.each(["http://example.com", "http://10.0.0.1:8090", "https://user:x@api.getgo.com"])(
    "is refused for the host %s",
    async (apiAddress) => {
      const connection = sandboxConnection(sandbox, "Elsewhere");
      const { status, body } = await hub.request("POST", "/api/v1/connections", {
        ...connection,
        oauthClient: { ...connection.oauthClient, clientId: "another", apiAddress },
      });
      expect([status, errorOf(body).code]).toEqual([400, "address.refused"]);
    },
  );

  it("lets a person in two accounts choose, and never takes the first by itself", async () => {
    const [, south] = sandbox.world.organizers[2]?.memberships ?? [];
    const given = { ...sandboxConnection(sandbox, "Two accounts"), personalAccessToken: tokenOf(2) };
    const refused = await hub.request("POST", "/api/v1/connections", given);
    expect(refused.status).toBe(409);
    expect(errorOf(refused.body)).toMatchObject({
      code: "connection.choose-account",
      message: expect.stringContaining("Müller & Söhne “Süd”"),
    });
    const added = await hub.request("POST", "/api/v1/connections", {
      ...given,
      account: "Müller & Söhne “Süd”",
    });
    expect(added.body).toMatchObject({ alias: "two_accounts", accountKey: south?.accountKey });
  });
});

describe("the name of a connection", () => {
  it("and its alias can be changed; the old alias is gone", async () => {
    const alias = await add("Before");
    const { body } = await hub.request("PATCH", `/api/v1/connections/${alias}`, {
      name: "After",
      alias: "after",
    });
    expect(body).toMatchObject({ name: "After", alias: "after", state: "working" });
    expect((await hub.request("GET", "/api/v1/connections/before")).status).toBe(404);
  });

  it("may not take another's alias, in whatever case", async () => {
    const [one] = [await add("One"), await add("Other")];
    const { status, body } = await hub.request("PATCH", `/api/v1/connections/${one}`, { alias: "OTHER" });
    expect([status, errorOf(body).code]).toEqual([409, "connection.alias-taken"]);
  });

  it("that is wrong is answered with the nearest right one", async () => {
    await add("Heat pumps");
    const { status, body } = await hub.request("GET", "/api/v1/connections/heat_pump");
    expect([status, errorOf(body).remedy]).toEqual([404, 'Did you mean "heat_pumps"?']);
  });
});

describe("testing a connection", () => {
  it("says who, which account, and whether the clocks agree", async () => {
    const alias = await add("Test me");
    const { body } = await hub.request("POST", `/api/v1/connections/${alias}/test`);
    expect(body).toMatchObject({
      email: "olivia@demo.example",
      organizerKey: sandbox.credentials.organizerKey,
      accountName: "Demo account",
      clockSkewSeconds: 0,
      sentence: expect.stringMatching(/^Works\. Signed in as olivia@demo\.example.*the clocks agree\.$/),
    });
  });

  it("works on when GoTo kills the token", async () => {
    const alias = await add("Killed");
    sandbox.control.tokens.expire("access");
    expect((await hub.request("POST", `/api/v1/connections/${alias}/test`)).status).toBe(200);
  });
});

describe("removing a connection", () => {
  it("is refused while something uses it, names the users, and is done when forced", async () => {
    const alias = await add("Used");
    const connection = await hub.app.connections.clientFor(alias);
    await connection.goto.close();
    let using = true;
    hub.app.connections.uses.register(async (id) =>
      using && id === connection.connectionId ? [{ kind: "flow", name: "nightly" }] : [],
    );
    const refused = await hub.request("DELETE", `/api/v1/connections/${alias}`);
    expect(refused.status).toBe(409);
    expect(errorOf(refused.body).message).toContain("flow nightly");
    expect((await hub.request("GET", `/api/v1/connections/${alias}`)).body).toMatchObject({
      usedBy: [{ kind: "flow", name: "nightly" }],
      sentence: expect.stringContaining("used by 1 flow"),
    });
    expect((await hub.request("DELETE", `/api/v1/connections/${alias}?force=true`)).status).toBe(204);
    using = false;
    expect((await hub.request("GET", `/api/v1/connections/${alias}`)).status).toBe(404);
  });

  it("revokes the consent at GoTo when nobody else lives on it", async () => {
    const alias = await add("Helene", { personalAccessToken: tokenOf(1) });
    const grantsOf = () =>
      sandbox.control.tokens.list().filter((grant) => grant.organizer.includes("helene"));
    const before = grantsOf().length;
    await hub.request("DELETE", `/api/v1/connections/${alias}`);
    expect(before).toBeGreaterThan(0);
    expect(grantsOf().flatMap((grant) => grant.accessTokens)).toEqual([]);
  });

  it("does not end another connection of the same person", async () => {
    const [one, other] = [await add("Twin one"), await add("Twin two")];
    await hub.request("DELETE", `/api/v1/connections/${one}`);
    expect((await hub.request("POST", `/api/v1/connections/${other}/test`)).status).toBe(200);
  });
});

describe("consenting again by personal access token", () => {
  it("keeps the connection's id, for those who use it", async () => {
    const alias = await add("Again");
    const before = await hub.app.connections.clientFor(alias);
    const { status } = await hub.request("POST", `/api/v1/connections/${alias}/personal-access-token`, {
      personalAccessToken: tokenOf(0),
    });
    const after = await hub.app.connections.clientFor(alias);
    expect([status, after.connectionId]).toEqual([200, before.connectionId]);
    // The client that somebody took before goes on working too.
    expect(await before.goto.identity.me()).toMatchObject({ email: "olivia@demo.example" });
    await Promise.all([before.goto.close(), after.goto.close()]);
  });

  it("does not silently become another person's; the former consent stays", async () => {
    const alias = await add("Mine");
    const path = `/api/v1/connections/${alias}/personal-access-token`;
    const refused = await hub.request("POST", path, { personalAccessToken: tokenOf(4) });
    expect([refused.status, errorOf(refused.body).code]).toEqual([409, "connection.other-owner"]);
    expect((await hub.request("POST", `/api/v1/connections/${alias}/test`)).body).toMatchObject({
      email: "olivia@demo.example",
    });
    const told = await hub.request("POST", path, { personalAccessToken: tokenOf(4), allowOtherOwner: true });
    expect(told.body).toMatchObject({ email: "nadia@demo.example" });
  });
});

describe("which connection is meant", () => {
  it("is asked for when there are several, and clear when there is one", async () => {
    await expect(hub.app.connections.clientFor(undefined)).rejects.toMatchObject({
      code: "connection.which",
    });
  });
});
