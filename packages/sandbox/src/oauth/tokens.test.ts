import { createHash } from "node:crypto";
import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../sandbox.ts";
import { request, type Started, start } from "../testing/started.ts";
import type { TokenSettings } from "./settings.ts";
import { Browser } from "./testing.ts";

/** A grant by code: its refresh token and its access token. */
async function grantByCode(started: Started, parameters: Record<string, string> = {}) {
  const browser = new Browser(started);
  const target = await browser.walk(browser.authorizeUrl(parameters));
  const code = target.searchParams.get("code") ?? "";
  const redirect_uri = "http://localhost:8080/connections/callback";
  const reply = await started.tokenRequest({ grant_type: "authorization_code", code, redirect_uri });
  return { code, redirect_uri, reply };
}

function refresh(started: Started, refresh_token: string) {
  return started.tokenRequest({ grant_type: "refresh_token", refresh_token });
}

async function isAlive(started: Started, token: string): Promise<boolean> {
  const reply = await started.call("/identity/v1/Users/me", {
    headers: { authorization: `Bearer ${token}` },
  });
  return reply.status === 200;
}

function withTokens(tokens: Partial<TokenSettings>): SandboxOptions {
  return { tokens: { autoApprove: true, ...tokens } };
}

describe("the code grant", () => {
  test("gives a long signed token, a refresh token, and no keys of the owner", async () => {
    await using started = await start(withTokens({}));
    const { reply } = await grantByCode(started);
    const { access_token, ...rest } = reply.json;
    expect(rest).toEqual({
      token_type: "Bearer",
      refresh_token: expect.any(String),
      expires_in: 3600,
      scope: "collab: identity: identity:scim.me",
      principal: "olivia@demo.example",
    });
    expect(access_token.length).toBeGreaterThan(1000);
    const jwks = (await request(`${started.url}/oauth/jwks.json`)).json;
    const { payload, protectedHeader } = await jwtVerify(access_token, createLocalJWKSet(jwks));
    expect(protectedHeader).toMatchObject({ alg: "RS512", kid: expect.stringMatching(/^oauthv2\.lm/) });
    expect(payload).toMatchObject({ sub: started.sandbox.credentials.organizerKey, sc: rest.scope });
  });

  test("takes a code once; the second use also ends the tokens of the first", async () => {
    await using started = await start(withTokens({}));
    const { code, redirect_uri, reply } = await grantByCode(started);
    expect(await isAlive(started, reply.json.access_token)).toBe(true);
    const again = await started.tokenRequest({ grant_type: "authorization_code", code, redirect_uri });
    expect([again.status, again.json.error]).toEqual([400, "invalid_grant"]);
    expect(await isAlive(started, reply.json.access_token)).toBe(false);
  });

  test("demands the redirect_uri of the authorize request, and grants only ticked scopes", async () => {
    await using started = await start(withTokens({}));
    const browser = new Browser(started);
    const target = await browser.walk(browser.authorizeUrl({ scope: "collab: voice.all" }));
    const code = target.searchParams.get("code") ?? "";
    const wrong = await started.tokenRequest({
      grant_type: "authorization_code",
      code,
      redirect_uri: "http://localhost/callback",
    });
    expect(wrong.json.error).toBe("invalid_grant");
    const { reply } = await grantByCode(started, { scope: "collab: voice.all" });
    expect(reply.json.scope).toBe("collab:");
  });

  test("verifies PKCE when a challenge was sent", async () => {
    await using started = await start(withTokens({}));
    const verifier = "a-verifier-of-at-least-forty-three-characters-long";
    const code_challenge = createHash("sha256").update(verifier).digest("base64url");
    const challenge = { code_challenge, code_challenge_method: "S256" };
    const without = await grantByCode(started, challenge);
    expect(without.reply.json.error).toBe("invalid_grant");
    const form = { grant_type: "authorization_code", code: without.code, redirect_uri: without.redirect_uri };
    const wrong = await started.tokenRequest({ ...form, code_verifier: `${verifier}x` });
    expect(wrong.json.error).toBe("invalid_grant");
    const right = await started.tokenRequest({ ...form, code_verifier: verifier });
    expect(right.status).toBe(200);
  });

  test("lets a public client in by PKCE alone", async () => {
    await using started = await start(withTokens({}));
    const client = started.sandbox.world.clients.find(({ clientSecret }) => clientSecret === null);
    const verifier = "v".repeat(50);
    const browser = new Browser(started);
    const target = await browser.walk(
      browser.authorizeUrl({
        client_id: client?.clientId ?? "",
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      }),
    );
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: client?.clientId ?? "",
      code: target.searchParams.get("code") ?? "",
      redirect_uri: "http://localhost:8080/connections/callback",
      code_verifier: verifier,
    });
    expect((await request(`${started.url}/oauth/token`, { method: "POST", body })).status).toBe(200);
  });

  test("refuses a code that is too old", async () => {
    await using started = await start(withTokens({ codeTtl: 0 }));
    const { reply } = await grantByCode(started);
    expect(reply.json).toMatchObject({ error: "invalid_grant" });
  });
});

describe("a refresh", () => {
  test("keeps the refresh token and does not send it, by default", async () => {
    await using started = await start(withTokens({}));
    const { reply } = await grantByCode(started);
    for (let round = 0; round < 3; round++) {
      const refreshed = await refresh(started, reply.json.refresh_token);
      expect(refreshed.status).toBe(200);
      expect(refreshed.json).not.toHaveProperty("refresh_token");
    }
  });

  test("sends the same refresh token back in the regime of about 2020", async () => {
    await using started = await start(withTokens({ rotation: "reuse-return" }));
    const { reply } = await grantByCode(started);
    const refreshed = await refresh(started, reply.json.refresh_token);
    expect(refreshed.json.refresh_token).toBe(reply.json.refresh_token);
  });

  test("uses the refresh token up in the regime of 2017", async () => {
    await using started = await start(withTokens({ rotation: "rotate" }));
    const { reply } = await grantByCode(started);
    const second = await refresh(started, reply.json.refresh_token);
    const used = await refresh(started, reply.json.refresh_token);
    expect([used.status, used.json.error]).toEqual([400, "invalid_grant"]);
    expect((await refresh(started, second.json.refresh_token)).status).toBe(200);
  });

  test("brings a new refresh token in every regime when the old one is about to run out", async () => {
    await using started = await start(withTokens({ refreshTtl: 1000 }));
    const { reply } = await grantByCode(started);
    started.sandbox.control.tokens.set({ refreshTtl: 100_000 });
    const refreshed = await refresh(started, reply.json.refresh_token);
    expect(refreshed.json.refresh_token).not.toBe(reply.json.refresh_token);
    expect(refreshed.json.refresh_token).toEqual(expect.any(String));
  });

  test.each([
    ["kill", false],
    ["keep", true],
  ] as const)(
    "with the old access token set to %s leaves it alive: %s",
    async (oldAccessTokenOnRefresh, alive) => {
      await using started = await start(withTokens({ oldAccessTokenOnRefresh }));
      const { reply } = await grantByCode(started);
      const refreshed = await refresh(started, reply.json.refresh_token);
      expect(await isAlive(started, reply.json.access_token)).toBe(alive);
      expect(await isAlive(started, refreshed.json.access_token)).toBe(true);
    },
  );

  test("of eight at once in the regime of 2017 lets exactly one through", async () => {
    await using started = await start(withTokens({ rotation: "rotate" }));
    const { reply } = await grantByCode(started);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => refresh(started, reply.json.refresh_token)),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(started.sandbox.control.calls.snapshot().tokens).toMatchObject({
      issued: { authorization_code: 1, refresh_token: 1 },
      refused: { invalid_grant: 7 },
    });
  });

  test("fails once the refresh token has run out or the consent was taken back", async () => {
    await using started = await start(withTokens({}));
    const one = await grantByCode(started);
    expect(started.sandbox.control.tokens.expire("refresh")).toBe(1);
    expect((await refresh(started, one.reply.json.refresh_token)).json.error).toBe("invalid_grant");
    const two = await grantByCode(started);
    expect(started.sandbox.control.tokens.revoke()).toBeGreaterThan(0);
    expect(await isAlive(started, two.reply.json.access_token)).toBe(false);
    expect((await refresh(started, two.reply.json.refresh_token)).json.error).toBe("invalid_grant");
  });
});

describe("other grants", () => {
  test("a personal access token gives an access token and no refresh token", async () => {
    await using started = await start();
    const { personalAccessToken: pat } = started.sandbox.credentials;
    const reply = await started.tokenRequest({ grant_type: "personal_access_token", pat });
    expect(reply.json).toMatchObject({ expires_in: 3600, principal: "olivia@demo.example" });
    expect(reply.json).not.toHaveProperty("refresh_token");
    const wrong = await started.tokenRequest({ grant_type: "personal_access_token", pat: `${pat}x` });
    expect(wrong.json.error).toBe("invalid_grant");
  });

  test("a client must have personal access tokens switched on", async () => {
    await using started = await start();
    const client = started.sandbox.world.clients.find(({ name }) => name === "Narrow client");
    const body = new URLSearchParams({
      grant_type: "personal_access_token",
      pat: started.sandbox.credentials.personalAccessToken,
      client_id: client?.clientId ?? "",
      client_secret: client?.clientSecret ?? "",
    });
    const reply = await request(`${started.url}/oauth/token`, { method: "POST", body });
    expect(reply.json.error).toBe("unauthorized_client");
  });

  test("the password grant is refused, as to every new client", async () => {
    await using started = await start();
    const reply = await started.tokenRequest({ grant_type: "password", username: "a", password: "b" });
    expect([reply.status, reply.json.error]).toEqual([401, "unauthorized_client"]);
  });

  test("the second generation's address still describes the owner", async () => {
    await using started = await start();
    const {
      clientId,
      clientSecret,
      personalAccessToken: pat,
      organizerKey,
      accountKey,
    } = started.sandbox.credentials;
    const body = new URLSearchParams({
      grant_type: "personal_access_token",
      pat,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const reply = await request(`${started.url}/oauth/v2/token`, { method: "POST", body });
    expect(reply.json).toMatchObject({
      organizer_key: organizerKey,
      account_key: accountKey,
      platform: "GLOBAL",
    });
  });
});

describe("errors of the token server", () => {
  test("an unknown client and a wrong secret", async () => {
    await using started = await start();
    const { clientId } = started.sandbox.credentials;
    for (const pair of ["nobody:nothing", `${clientId}:wrong`]) {
      const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
      const reply = await started.tokenRequest(
        { grant_type: "refresh_token" },
        { headers: { authorization } },
      );
      expect(reply.status).toBe(401);
      expect(reply.json).toEqual({ error: "invalid_client", error_description: "client not found" });
      expect(reply.headers.get("www-authenticate")).toBe("Basic");
    }
  });

  test.each([
    [{ grant_type: "client_credentials" }, "unsupported_grant_type"],
    [{ grant_type: "refresh_token" }, "invalid_request"],
    [{ grant_type: "authorization_code" }, "invalid_request"],
    [{}, "invalid_request"],
    [{ grant_type: "refresh_token", refresh_token: "nonsense" }, "invalid_grant"],
  ])("%o is answered with %s", async (form, error) => {
    await using started = await start();
    const reply = await started.tokenRequest(form as unknown as Record<string, string>);
    expect([reply.status, reply.json.error]).toEqual([400, error]);
  });

  test("a JSON body is not offered", async () => {
    await using started = await start();
    const reply = await started.tokenRequest(
      {},
      { body: "{}", headers: { "content-type": "application/json" } },
    );
    expect([reply.status, reply.json.error]).toEqual([400, "invalid_request"]);
  });
});

describe("what stands beside the token server", () => {
  test("revoking ends a token, and a refresh token with its whole grant", async () => {
    await using started = await start(withTokens({ oldAccessTokenOnRefresh: "keep" }));
    const { reply } = await grantByCode(started);
    const { clientId, clientSecret } = started.sandbox.credentials;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const post = (path: string, token: string) =>
      request(`${started.url}${path}`, {
        method: "POST",
        body: new URLSearchParams({ token }),
        headers: { authorization },
      });
    expect((await post("/oauth/introspect", reply.json.access_token)).json).toMatchObject({
      active: true,
      client_id: clientId,
      sub: started.sandbox.credentials.organizerKey,
    });
    expect((await post("/oauth/revoke", reply.json.refresh_token)).status).toBe(200);
    expect((await post("/oauth/introspect", reply.json.access_token)).json).toEqual({ active: false });
    expect(await isAlive(started, reply.json.access_token)).toBe(false);
    expect((await post("/oauth/revoke", "unknown")).status).toBe(200);
  });

  test("the metadata names the sandbox's own addresses and what GoTo's names", async () => {
    await using started = await start();
    const { json } = await request(`${started.url}/.well-known/oauth-authorization-server`);
    expect(json).toMatchObject({
      issuer: started.url,
      token_endpoint: `${started.url}/oauth/token`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
    });
    expect(json).not.toHaveProperty("scopes_supported");
  });

  test("credentials follow from the seed, so that a restarted sandbox is still known", async () => {
    await using one = await start({ seed: 7 });
    await using two = await start({ seed: 7 });
    await using other = await start({ seed: 8 });
    expect(two.sandbox.credentials).toEqual(one.sandbox.credentials);
    expect(other.sandbox.credentials.clientSecret).not.toBe(one.sandbox.credentials.clientSecret);
  });
});
