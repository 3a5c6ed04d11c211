import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Network, NetworkAnswer, NetworkRequest, Random } from "../ports.ts";
import { createSimulatedClock } from "../testing/simulated-clock.ts";
import type { Grant } from "./grant.ts";
import { createOAuth, understandTokenReply } from "./oauth.ts";

const clock = createSimulatedClock();
const random: Random = { next: () => 0, bytes: (count) => new Uint8Array(count).fill(7) };
const endpoints = { authentication: "https://auth.example.test" };
const full = {
  access_token: "access",
  token_type: "Bearer",
  refresh_token: "refresh",
  expires_in: 3600,
  scope: "identity:scim.me collab:",
  principal: "organizer@example.test",
};

function answer(status: number, body: unknown): NetworkAnswer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}

/** A network that answers the same to everything and remembers what it was asked. */
function networkAnswering(reply: NetworkAnswer) {
  const requests: NetworkRequest[] = [];
  const network: Network = {
    async send(request) {
      requests.push(request);
      return reply;
    },
    async close() {},
  };
  const form = () => Object.fromEntries(new URLSearchParams(requests.at(-1)?.body));
  return { network, requests, form };
}

function setUp(
  reply: NetworkAnswer,
  client: { clientId: string; clientSecret?: string } = { clientId: "id", clientSecret: "s=cret/+" },
) {
  const { network, requests, form } = networkAnswering(reply);
  return { oauth: createOAuth({ client, network, endpoints, clock, random }), requests, form };
}

const grant: Grant = {
  accessToken: "old access",
  expiresAt: 0,
  renewal: { kind: "refresh-token", refreshToken: "old refresh" },
  scopes: ["collab:"],
  principal: "somebody@example.test",
  consentedAt: 11,
  refreshTokenSince: 22,
};

describe("asking for consent", () => {
  it("sends the person to GoTo with state, scopes that are encoded whole, and a PKCE challenge", () => {
    const { oauth } = setUp(answer(200, full));
    const request = oauth.authorizationRequest({
      redirectUri: "http://localhost:8080/back?x=1",
      scopes: ["identity:scim.me", "collab:"],
    });
    const url = new URL(request.url);
    expect(url.origin + url.pathname).toBe("https://auth.example.test/oauth/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: "id",
      redirect_uri: "http://localhost:8080/back?x=1",
      state: request.state,
      scope: "identity:scim.me collab:",
      code_challenge_method: "S256",
      code_challenge: createHash("sha256").update(request.codeVerifier).digest("base64url"),
    });
    expect(url.search).toContain("collab%3A");
    expect(request.codeVerifier.length).toBeGreaterThanOrEqual(43);
  });

  it("leaves the scope out when none is asked for, which means all", () => {
    const { oauth } = setUp(answer(200, full));
    expect(oauth.authorizationRequest({ redirectUri: "http://x.test/" }).url).not.toContain("scope=");
  });
});

describe("the token endpoint", () => {
  it("exchanges a code for a grant", async () => {
    const { oauth, requests, form } = setUp(answer(200, full));
    const made = await oauth.exchangeCode({ code: "c", redirectUri: "http://x.test/", codeVerifier: "v" });
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: "https://auth.example.test/oauth/token",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
        authorization: `Basic ${Buffer.from("id:s=cret/+").toString("base64")}`,
      },
    });
    expect(form()).toEqual({
      grant_type: "authorization_code",
      code: "c",
      redirect_uri: "http://x.test/",
      code_verifier: "v",
    });
    expect(made).toEqual({
      accessToken: "access",
      expiresAt: clock.now() + 3_600_000,
      renewal: { kind: "refresh-token", refreshToken: "refresh" },
      scopes: ["identity:scim.me", "collab:"],
      principal: "organizer@example.test",
      consentedAt: clock.now(),
      refreshTokenSince: clock.now(),
    });
  });

  it("names a client without a secret in the form", async () => {
    const { oauth, requests, form } = setUp(answer(200, full), { clientId: "public" });
    await oauth.exchangeCode({ code: "c", redirectUri: "http://x.test/" });
    expect(form()).toMatchObject({ client_id: "public" });
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it("keeps the old refresh token, scopes and principal when the reply has none", async () => {
    const { oauth, form } = setUp(answer(200, { access_token: "new", expires_in: 3600 }));
    expect(await oauth.renew(grant)).toEqual({
      ...grant,
      accessToken: "new",
      expiresAt: clock.now() + 3_600_000,
    });
    expect(form()).toEqual({ grant_type: "refresh_token", refresh_token: "old refresh" });
  });

  it("keeps the date of a refresh token that is handed back unchanged, and notes that of a new one", async () => {
    const same = setUp(answer(200, { ...full, refresh_token: "old refresh" }));
    expect((await same.oauth.renew(grant)).refreshTokenSince).toBe(22);
    const rotated = setUp(answer(200, full));
    expect(await rotated.oauth.renew(grant)).toMatchObject({
      renewal: { refreshToken: "refresh" },
      refreshTokenSince: clock.now(),
      consentedAt: 11,
    });
  });

  it("exchanges a personal access token, and exchanges it again to renew", async () => {
    const { oauth, form, requests } = setUp(answer(200, full));
    const made = await oauth.exchangePersonalAccessToken("pat");
    expect(form()).toEqual({ grant_type: "personal_access_token", pat: "pat" });
    expect(made.renewal).toEqual({ kind: "personal-access-token", personalAccessToken: "pat" });
    expect((await oauth.renew(made)).renewal).toEqual(made.renewal);
    expect(form()).toEqual({ grant_type: "personal_access_token", pat: "pat" });
    expect(requests.length).toBe(2);
  });

  it("revokes by refresh token", async () => {
    const { oauth, requests, form } = setUp(answer(200, {}));
    await oauth.revoke(grant);
    expect(requests[0]?.url).toBe("https://auth.example.test/oauth/revoke");
    expect(form()).toEqual({ token: "old refresh", token_type_hint: "refresh_token" });
  });

  it("asks for a new consent when GoTo refuses the refresh token, or never gave one", async () => {
    const { oauth, requests } = setUp(answer(400, { error: "invalid_grant", error_description: "expired" }));
    await expect(oauth.renew(grant)).rejects.toMatchObject({
      code: "authorization-dead",
      action: "reauthorise",
      reason: "refused",
      errorCode: "invalid_grant",
    });
    await expect(oauth.renew({ ...grant, renewal: { kind: "refresh-token" } })).rejects.toMatchObject({
      reason: "no-refresh-token",
    });
    expect(requests.length).toBe(1);
  });

  it("tells a wrong client from a wrong grant", async () => {
    const wrongClient = setUp(
      answer(401, { error: "invalid_client", error_description: "client not found" }),
    );
    await expect(wrongClient.oauth.renew(grant)).rejects.toMatchObject({ code: "oauth-client-refused" });
    const wrongCode = setUp(answer(400, { error: "invalid_grant" }));
    await expect(
      wrongCode.oauth.exchangeCode({ code: "c", redirectUri: "http://x.test/" }),
    ).rejects.toMatchObject({
      code: "invalid-request",
      errorCode: "invalid_grant",
    });
    const away = setUp(answer(503, {}));
    await expect(away.oauth.renew(grant)).rejects.toMatchObject({ code: "server", action: "retry" });
  });

  it("shows no secret in any error", async () => {
    const secrets = ["old refresh", "old access", "s=cret", "pat-secret", "leaked"];
    const broken: NetworkAnswer = {
      status: 200,
      headers: {},
      body: Buffer.from('{"access_token":"leaked","expires_in":'),
    };
    for (const reply of [
      broken,
      answer(200, { access_token: "leaked" }),
      answer(400, { error: "invalid_grant" }),
      answer(500, {}),
    ]) {
      const { oauth } = setUp(reply);
      for (const failing of [oauth.renew(grant), oauth.exchangePersonalAccessToken("pat-secret")]) {
        const error = await failing.then(
          () => undefined,
          (reason: Error) =>
            `${reason.message} ${JSON.stringify(reason)} ${reason.stack} ${String(reason.cause)}`,
        );
        for (const secret of secrets) expect(error).not.toContain(secret);
      }
    }
  });
});

describe("a token reply", () => {
  it("needs only an access token and how long it lasts, as a number or as digits", () => {
    expect(understandTokenReply(answer(200, { access_token: "a", expires_in: "30758399" }))).toMatchObject({
      accessToken: "a",
      expiresInMs: 30758399000,
      refreshToken: undefined,
      scopes: undefined,
    });
    expect(
      understandTokenReply(answer(200, { ...full, refresh_token: null, token_type: undefined })),
    ).toMatchObject({
      refreshToken: undefined,
    });
    for (const body of [
      {},
      { access_token: "a" },
      { access_token: "", expires_in: 1 },
      { access_token: "a", expires_in: "" },
      null,
      [],
    ]) {
      expect(understandTokenReply(answer(200, body))).toMatchObject({ code: "unexpected-answer" });
    }
  });
});
