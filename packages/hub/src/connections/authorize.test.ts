import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

const callback = "http://localhost:8080/connections/callback";
let sandbox: Sandbox;
let hub: TestHub;
let alias: string;
let count = 0;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  hub = await startTestHub();
  hub.app.announce({ forPrograms: "http://127.0.0.1:8080", forPeople: "http://localhost:8080" });
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
});
beforeEach(async () => {
  count += 1;
  const { clientId, clientSecret } = sandbox.credentials;
  const { body } = await hub.request("POST", "/api/v1/connections", {
    name: `Browser ${count}`,
    oauthClient: { clientId, clientSecret, apiAddress: sandbox.url, authenticationAddress: sandbox.url },
  });
  alias = (body as { alias: string }).alias;
});
afterEach(() => sandbox.control.tokens.set({ autoApprove: true, rotation: "reuse-omit" }));

interface Begun {
  readonly id: string;
  readonly url: string;
  readonly redirectAddress: string;
}

async function begin(wish: Record<string, unknown> = {}): Promise<Begun> {
  const { status, body, text } = await hub.request("POST", `/api/v1/connections/${alias}/authorize`, wish);
  if (status !== 201) throw new Error(text);
  return body as Begun;
}

/** What a browser does: goes to GoTo (which consents by itself) and comes back with the query. */
async function visit(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "").search;
}

/** The browser at the hub's door; no access token, as browsers have none. */
function arrive(search: string, language = "en") {
  return hub.app.http.inject({
    url: `/connections/callback${search}`,
    headers: { "accept-language": language },
  });
}

const outcomeOf = async ({ id }: Begun) =>
  (await hub.request("GET", `/api/v1/connections/${alias}/authorize/${id}`)).body;
const show = async () => (await hub.request("GET", `/api/v1/connections/${alias}`)).body;

describe("consent in the browser", () => {
  it("goes out with state and PKCE, and comes back as a working connection", async () => {
    expect(await show()).toMatchObject({ state: "unfinished" });
    const begun = await begin();
    const asked = new URL(begun.url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      redirect_uri: callback,
      scope: "identity:scim.me collab:",
      code_challenge_method: "S256",
    });
    expect(await outcomeOf(begun)).toEqual({ state: "waiting" });
    const page = await arrive(await visit(begun.url));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("olivia@demo.example");
    expect(page.headers["content-type"]).toContain("text/html");
    expect(await outcomeOf(begun)).toEqual({ state: "done", alias });
    expect(await show()).toMatchObject({
      state: "working",
      consent: "refresh-token",
      sentence: expect.stringContaining("consent good for 30 more days"),
    });
  });

  it("tells the person the result in their language", async () => {
    const page = await arrive(await visit((await begin()).url), "es-MX,es;q=0.9,en;q=0.5");
    expect(page.body).toContain('<html lang="es">');
    expect(page.body).toContain("Conectado");
  });

  it("is not done twice with the same state", async () => {
    const search = await visit((await begin()).url);
    expect((await arrive(search)).statusCode).toBe(200);
    const second = await arrive(search);
    expect(second.statusCode).toBe(400);
    expect(second.body).toContain("not, or no longer, waited for");
    expect(await show()).toMatchObject({ state: "working" });
  });

  it.each(["", "?code=x", "?code=x&state=guessed", "?state=guessed", "?code=x&code=y&state=a"])(
    "is refused for a callback that nobody began (%s)",
    async (search) => {
      const page = await arrive(search);
      expect(page.statusCode).toBe(400);
      expect(await show()).toMatchObject({ state: "unfinished" });
    },
  );

  it("that was declined leaves everything as it was, and says so", async () => {
    const begun = await begin();
    const state = new URL(begun.url).searchParams.get("state") ?? "";
    const page = await arrive(`?error=access_denied&error_description=No&state=${state}`);
    expect(page.statusCode).toBe(400);
    expect(page.body).toContain("declined");
    expect(await outcomeOf(begun)).toMatchObject({
      state: "failed",
      error: { message: expect.stringContaining("declined") },
    });
  });

  it("shows what GoTo says as text and never as markup", async () => {
    const state = new URL((await begin()).url).searchParams.get("state") ?? "";
    const page = await arrive(`?error=%3Cscript%3Ealert(1)%3C/script%3E&state=${state}`);
    expect(page.body).not.toContain("<script>");
    expect(page.body).toContain("&#60;script&#62;");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it("with a code that GoTo does not take says so to the page and to who waits", async () => {
    const begun = await begin();
    const state = new URL(begun.url).searchParams.get("state") ?? "";
    expect((await arrive(`?code=wrong&state=${state}`)).statusCode).toBe(400);
    expect(await outcomeOf(begun)).toMatchObject({ state: "failed" });
  });
});

describe("consent of a person in two accounts", () => {
  it("asks on the page which one, and keeps nothing until then", async () => {
    sandbox.control.tokens.set({ autoApprove: "inaki@demo.example" });
    const begun = await begin();
    const page = await arrive(await visit(begun.url), "es");
    expect(page.body).toContain("¿Qué cuenta?");
    expect(page.body).toContain("Müller &#38; Söhne");
    expect(await show()).toMatchObject({ state: "unfinished" });
    const [, south] = sandbox.world.organizers[2]?.memberships ?? [];
    const state = new URL(begun.url).searchParams.get("state") ?? "";
    const chosen = await hub.app.http.inject({
      method: "POST",
      url: "/connections/callback",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ state, account: south?.accountKey ?? "" }).toString(),
    });
    expect(chosen.statusCode).toBe(200);
    expect(await outcomeOf(begun)).toEqual({ state: "done", alias });
    expect(await show()).toMatchObject({ state: "working", accountKey: south?.accountKey });
  });

  it("does not ask when it was said before", async () => {
    sandbox.control.tokens.set({ autoApprove: "inaki@demo.example" });
    expect((await arrive(await visit((await begin({ account: "Demo account" })).url))).statusCode).toBe(200);
    expect(await show()).toMatchObject({ state: "working", accountName: "Demo account" });
  });
});

describe("consenting again in the browser", () => {
  it("brings a dead connection back to life, under the same id", async () => {
    await arrive(await visit((await begin()).url));
    const { connectionId, goto } = await hub.app.connections.clientFor(alias);
    sandbox.control.tokens.revoke();
    const test = await hub.request("POST", `/api/v1/connections/${alias}/test`);
    expect(test.status).toBe(424);
    expect(await show()).toMatchObject({
      state: "dead",
      sentence: expect.stringContaining("Authorize it again"),
    });
    await arrive(await visit((await begin()).url));
    expect(await show()).toMatchObject({ state: "working" });
    expect((await hub.app.connections.clientFor(alias)).connectionId).toBe(connectionId);
    // Whoever held a client from before goes on with it.
    expect(await goto.identity.me()).toMatchObject({ email: "olivia@demo.example" });
    await goto.close();
  });

  it("as somebody else is refused, and the former consent works on", async () => {
    await arrive(await visit((await begin()).url));
    sandbox.control.tokens.set({ autoApprove: "nadia@demo.example" });
    const page = await arrive(await visit((await begin()).url));
    expect(page.statusCode).toBe(400);
    expect(page.body).toContain("belongs to olivia@demo.example");
    expect((await hub.request("POST", `/api/v1/connections/${alias}/test`)).status).toBe(200);
    await arrive(await visit((await begin({ allowOtherOwner: true })).url));
    expect(await show()).toMatchObject({ email: "nadia@demo.example" });
  });

  it.each(["reuse-omit", "reuse-return", "rotate"] as const)(
    "survives the token regime %s",
    async (rotation) => {
      sandbox.control.tokens.set({ rotation });
      await arrive(await visit((await begin()).url));
      for (let round = 0; round < 3; round += 1) {
        sandbox.control.tokens.expire("access");
        expect((await hub.request("POST", `/api/v1/connections/${alias}/test`)).status).toBe(200);
      }
    },
  );
});
