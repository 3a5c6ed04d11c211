import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHttp } from "../platform/http/http.ts";
import type { Http } from "../platform/http/types.ts";
import { createLog } from "../platform/log/log.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";
import { type Operation, operationsOf, pathWith } from "../testing/requests.ts";
import type { Audit, AuditEntry } from "./audit/audit.ts";
import { installGuard } from "./guard.ts";
import { permissionNames, permissionsOf, roleNames } from "./permissions.ts";
import { actorOf } from "./principal.ts";
import {
  type Answer,
  addKey,
  addPerson,
  browser,
  type Caller,
  callerWith,
  codeOf,
  local,
  nobody,
  pathOf,
  withKey,
} from "./testing/callers.ts";

/** A server with the guard in front of some routes, and what it wrote into an audit log. */
async function startGuarded(routes: (http: Http) => void): Promise<{ http: Http; recorded: AuditEntry[] }> {
  const recorded: AuditEntry[] = [];
  const accountedFor = new WeakSet<object>();
  const audit: Pick<Audit, "recordAlone" | "nothingChanged" | "isAccountedFor"> = {
    async recordAlone(who, entry) {
      accountedFor.add(who);
      recorded.push(entry);
    },
    nothingChanged: (who) => void accountedFor.add(who),
    isAccountedFor: (who) => accountedFor.has(who),
  };
  const http = await createHttp({
    log: createLog("silent"),
    translators: [],
    guard: (scope) =>
      installGuard(scope, {
        audit,
        publicOrigin: undefined,
        authenticate: async () => ({
          actor: { kind: "local", id: null, name: "test", address: null },
          permissions: new Set(permissionNames),
          personId: undefined,
          sessionId: undefined,
        }),
      }),
    api(scope) {
      routes(scope);
      scope.post("/remembers", { config: { permission: "entities:write" } }, async (request) => {
        await audit.recordAlone(actorOf(request), { action: "remembered", kind: "test", id: null });
        return {};
      });
    },
    open() {},
  });
  return { http, recorded };
}

describe("the guard", () => {
  it("keeps an app from starting that has a route without a permission, however deep", async () => {
    await expect(startGuarded((http) => http.get("/open", async () => ({})))).rejects.toThrow(
      "The route GET /api/v1/open declares no permission",
    );
    const nested = startGuarded((http) => {
      http.register(async (scope) => scope.post("/deep/open", async () => ({})));
    });
    await expect(nested).rejects.toThrow("/api/v1/deep/open declares no permission");
  });

  it("writes a change down that its room forgot, and nothing else", async () => {
    const { http, recorded } = await startGuarded((scope) => {
      scope.post("/forgets", { config: { permission: "entities:write" } }, async () => ({}));
      scope.post("/reads", { config: { permission: "entities:read" } }, async () => ({}));
      scope.get("/gets", { config: { permission: "entities:write" } }, async () => ({}));
      scope.post("/fails", { config: { permission: "entities:write" } }, async (_request, reply) =>
        reply.code(409).send({}),
      );
    });
    for (const name of ["forgets?with=query", "reads", "fails", "remembers"]) {
      await http.inject({ method: "POST", url: `/api/v1/${name}` });
    }
    await http.inject({ url: "/api/v1/gets" });
    expect(recorded).toEqual([
      { action: "request", kind: "request", id: "POST /api/v1/forgets", after: { status: 200 } },
      { action: "remembered", kind: "test", id: null },
    ]);
    await http.close();
  });
});

describe("every route of the API", () => {
  let hub: TestHub;
  let operations: readonly (Operation & { readonly url: string })[];
  beforeAll(async () => {
    hub = await startTestHub();
    const all = operationsOf(hub.app.http.swagger());
    // What is open to all is named here, one by one; everything else is behind the guard, and below.
    const open = all.filter((operation) => operation.open).map(({ method, path }) => `${method} ${path}`);
    expect(open.toSorted()).toEqual(["get /healthz", "get /readyz"]);
    operations = all
      .filter((operation) => !operation.open)
      .map((operation) => ({ ...operation, url: pathWith(operation, () => "unknown") }));
    expect(operations.length).toBeGreaterThan(120);
  });
  afterAll(() => hub.close());

  /** The operations whose answer is not as expected. */
  async function refusals(
    caller: Caller,
    wanted: (operation: Operation) => ((answer: Answer) => boolean) | undefined,
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const operation of operations) {
      const fits = wanted(operation);
      if (fits === undefined) continue;
      const { method, url } = operation;
      const answer = await caller.request(method.toUpperCase(), url);
      if (!fits(answer)) wrong.push(`${method} ${url}: ${answer.status} ${codeOf(answer) ?? ""}`);
    }
    return wrong;
  }
  const is =
    (...statuses: readonly number[]) =>
    ({ status }: Answer) =>
      statuses.includes(status);

  it("refuses who is not known", async () => {
    expect(await refusals(nobody(hub.app), () => is(401))).toEqual([]);
  });

  it.each([
    ["a wrong key", "Bearer rostrum_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["a key of another form", "Bearer x"],
    ["another scheme", "Basic eDp5"],
    ["an empty key", "Bearer "],
  ])("refuses %s", async (_what, authorization) => {
    const caller = callerWith(hub.app, { authorization });
    expect(await refusals(caller, () => is(401))).toEqual([]);
    const { headers, text } = await caller.request("GET", "/api/v1/me");
    expect(headers["www-authenticate"]).toContain("Bearer");
    expect(text).toContain("rostrum keys create");
  });

  it("refuses the access token with something more or less", async () => {
    const { accessToken } = hub.app;
    for (const token of [`${accessToken}x`, accessToken.slice(0, -1), accessToken.toUpperCase()]) {
      expect((await withKey(hub.app, token).request("GET", "/api/v1/me")).status).toBe(401);
    }
  });

  it("refuses a made-up session", async () => {
    const caller = callerWith(hub.app, {
      cookie: "rostrum.session_token=abc.def",
      origin: "http://localhost",
    });
    expect(await refusals(caller, () => is(401))).toEqual([]);
  });

  it("declares a permission, or that everybody who is known may come", () => {
    const names = new Set<string>([...permissionNames, "agent"]);
    const forAll = operations.filter(({ permission }) => permission === undefined);
    expect(forAll.filter(({ path }) => !/^\/api\/v1\/(me|runs)(\/|$)/.test(path))).toEqual([]);
    expect(operations.filter(({ permission }) => permission !== undefined && !names.has(permission))).toEqual(
      [],
    );
    const used = new Set(operations.map(({ permission }) => permission));
    expect(permissionNames.filter((name) => !used.has(name) && name !== "keys:all")).toEqual([]);
  });

  /** Exactly what the table says: let through, however it then ends, or refused by the guard. */
  const asTheTableSays =
    (allowed: ReadonlySet<string>) =>
    ({ permission }: Operation) =>
    (answer: Answer) => {
      const code = permission === "agent" ? "access.agents-only" : "access.not-allowed";
      const refused = answer.status === 403 && codeOf(answer) === code;
      const may = permission === undefined || allowed.has(permission);
      // What is let through finds nothing of that name, or no body; it is no fault and not taken for somebody unknown.
      return may ? !refused && answer.status !== 401 && answer.status < 500 : refused;
    };
  /** These end what the caller comes with; they are tried elsewhere. */
  const keepsTheCaller = ({ method, path }: Operation) =>
    !(method === "delete" && path.endsWith("/me/sessions"));

  it.each(roleNames)("lets a person in or not as the table of roles says: %s", async (role) => {
    const { browser: page } = await addPerson(hub.app, role);
    const fits = asTheTableSays(permissionsOf(role));
    expect(await refusals(page, (one) => (keepsTheCaller(one) ? fits(one) : undefined))).toEqual([]);
  });

  it.each(permissionNames)("lets a key in for its one scope alone: %s", async (scope) => {
    const key = withKey(hub.app, await addKey(hub.app, `only ${scope}`, [scope]));
    expect(await refusals(key, asTheTableSays(new Set([scope])))).toEqual([]);
  });

  it("takes a scope from a key when its owner's role no longer has it", async () => {
    const { browser: page, email } = await addPerson(hub.app, "operator", "former@acme.example");
    const made = await page.request("POST", "/api/v1/api-keys", {
      json: { name: "of former", scopes: ["connections:read", "connections:write"] },
    });
    const key = withKey(hub.app, (made.body as { key: string }).key);
    expect((await key.request("DELETE", "/api/v1/connections/unknown")).status).toBe(404);
    await local(hub.app).request("PATCH", `/api/v1/people/${email}`, { json: { role: "viewer" } });
    expect(await refusals(key, asTheTableSays(new Set(["connections:read"])))).toEqual([]);
  });

  it("takes no change from a session that another site brought about", async () => {
    const { browser: page } = await addPerson(hub.app, "administrator", "victim@acme.example");
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      const forged = callerWith(hub.app, { cookie: page.cookies(), ...headers });
      const wrong = await refusals(forged, ({ method }) => (method === "get" ? undefined : is(403)));
      expect(wrong).toEqual([]);
      expect(codeOf(await forged.request("POST", "/api/v1/teams", { json: { name: "x" } }))).toBe(
        "access.foreign-origin",
      );
    }
    expect((await page.request("POST", "/api/v1/teams", { json: { name: "own" } })).status).toBe(201);
  });

  it("answers HEAD as it answers GET", async () => {
    expect((await nobody(hub.app).request("HEAD", "/api/v1/people")).status).toBe(401);
    expect((await local(hub.app).request("HEAD", "/api/v1/people")).status).toBe(200);
  });

  it("counts a key before a session, so that a wrong key is never covered by a cookie", async () => {
    const page = browser(hub.app);
    await page.request("POST", "/sign-in", {
      form: { email: "victim@acme.example", password: "the password of victim@acme.example" },
    });
    const both = await page.request("GET", "/api/v1/me", { headers: { authorization: "Bearer wrong" } });
    expect(both.status).toBe(401);
  });
});

describe("a hub behind a proxy", () => {
  let hub: TestHub;
  const forwarded = {
    "x-forwarded-for": "203.0.113.5",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "hub.acme.example",
  };
  afterEach(() => hub.close());

  async function addressOf(environment: Record<string, string>, from: string): Promise<string | undefined> {
    hub = await startTestHub({ environment });
    const here = local(hub.app);
    const made = { json: { name: "team" }, headers: forwarded, address: from };
    expect((await here.request("POST", "/api/v1/teams", made)).status).toBe(201);
    const { body } = await here.request("GET", "/api/v1/audit?limit=1");
    return (body as { entries: { actor: { address: string } }[] }).entries[0]?.actor.address;
  }

  it("takes nobody's word for where a request comes from", async () => {
    expect(await addressOf({}, "127.0.0.1")).toBe("127.0.0.1");
  });

  it("takes the word of the proxies that it was told of, and of no other", async () => {
    const environment = { ROSTRUM_TRUSTED_PROXIES: "loopback, 10.0.0.0/8" };
    expect(await addressOf(environment, "10.1.2.3")).toBe("203.0.113.5");
    await hub.close();
    expect(await addressOf(environment, "192.0.2.1")).toBe("192.0.2.1");
  });

  it("signs people in under its public address, with a cookie for https alone", async () => {
    hub = await startTestHub({ environment: { ROSTRUM_PUBLIC_URL: "https://hub.acme.example" } });
    const made = await local(hub.app).request("POST", "/api/v1/setup-links");
    expect(made.text).toContain("https://hub.acme.example/setup/");
    const form = { email: "root@acme.example", name: "Rosa", password: "a password of mine" };
    const headers = { origin: "https://hub.acme.example" };
    const done = await nobody(hub.app).request("POST", pathOf(made), { form, headers });
    expect(done.status).toBe(303);
    const [cookie = ""] = [done.headers["set-cookie"] ?? []].flat() as string[];
    expect(cookie).toMatch(/^__Secure-rostrum\.session_token=.*; Secure/);
    const session = callerWith(hub.app, { cookie: cookie.split(";")[0] ?? "", ...headers });
    expect((await session.request("POST", "/api/v1/teams", { json: { name: "team" } })).status).toBe(201);
  });
});
