import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHttp } from "../platform/http/http.ts";
import type { Http } from "../platform/http/types.ts";
import { createLog } from "../platform/log/log.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";
import type { Audit, AuditEntry } from "./audit/audit.ts";
import { installGuard } from "./guard.ts";
import { permissionNames, permissionsOf, roleNames } from "./permissions.ts";
import { actorOf } from "./principal.ts";
import {
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

/** One operation of the API, with the permission that its description names. */
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly permission: string | undefined;
}

describe("every route of the API", () => {
  let hub: TestHub;
  let operations: readonly Operation[];
  beforeAll(async () => {
    hub = await startTestHub();
    const { paths } = hub.app.http.swagger() as {
      paths: Record<string, Record<string, { description?: string; security?: unknown }>>;
    };
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { description = "" }]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{[^}]+\}/g, "unknown"),
        permission: description.endsWith("For agents alone, by their token.")
          ? "agent"
          : /^(?:(?!Needs the).)*Needs the permission (\S+)\.$/s.exec(description)?.[1],
      })),
    );
    expect(operations.length).toBeGreaterThan(60);
  });
  afterAll(() => hub.close());

  /** The status of each operation that does not fit what is expected. */
  async function statuses(caller: Caller, wanted: (operation: Operation) => readonly number[] | undefined) {
    const wrong: string[] = [];
    for (const operation of operations) {
      const expected = wanted(operation);
      if (expected === undefined) continue;
      const { method, path } = operation;
      const { status } = await caller.request(method, path);
      if (!expected.includes(status)) wrong.push(`${method} ${path}: ${status}, not ${expected}`);
    }
    return wrong;
  }

  it("refuses who is not known", async () => {
    expect(await statuses(nobody(hub.app), () => [401])).toEqual([]);
  });

  it.each([
    ["a wrong key", "Bearer rostrum_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["a key of another form", "Bearer x"],
    ["another scheme", "Basic eDp5"],
    ["an empty key", "Bearer "],
  ])("refuses %s", async (_what, authorization) => {
    const caller = callerWith(hub.app, { authorization });
    expect(await statuses(caller, () => [401])).toEqual([]);
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
    expect(await statuses(caller, () => [401])).toEqual([]);
  });

  it("declares a permission, or that everybody who is known may come", () => {
    const names = new Set<string>([...permissionNames, "agent"]);
    const open = operations.filter(({ permission }) => permission === undefined).map(({ path }) => path);
    expect(new Set(open)).toEqual(
      new Set([
        "/api/v1/me",
        "/api/v1/me/password",
        "/api/v1/me/sessions",
        "/api/v1/me/sessions/unknown",
        "/api/v1/runs/unknown",
      ]),
    );
    expect(operations.filter(({ permission }) => permission !== undefined && !names.has(permission))).toEqual(
      [],
    );
  });

  it.each(roleNames)("lets a person in or not as the table of roles says: %s", async (role) => {
    const { browser: page } = await addPerson(hub.app, role);
    const allowed = permissionsOf(role);
    const may = ({ permission }: Operation) =>
      permission === undefined || [...allowed].some((one) => one === permission);
    expect(await statuses(page, (operation) => (may(operation) ? undefined : [403]))).toEqual([]);
    // What is let through finds nothing of that name, or a body that does not fit; the last three are made from nothing.
    const through = [200, 201, 204, 400, 404, 409];
    const own = (path: string) => path.startsWith("/api/v1/me") || path.endsWith("-links");
    expect(
      await statuses(page, (operation) => (may(operation) && !own(operation.path) ? through : undefined)),
    ).toEqual([]);
  });

  it("lets a key in for its scope alone", async () => {
    const key = withKey(hub.app, await addKey(hub.app, "one scope", ["audit:read"]));
    const beyond = ({ permission }: Operation) => permission !== undefined && permission !== "audit:read";
    expect(await statuses(key, (operation) => (beyond(operation) ? [403] : undefined))).toEqual([]);
    expect((await key.request("GET", "/api/v1/audit")).status).toBe(200);
  });

  it("takes no change from a session that another site brought about", async () => {
    const { browser: page } = await addPerson(hub.app, "administrator", "victim@acme.example");
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      const forged = callerWith(hub.app, { cookie: page.cookies(), ...headers });
      const wrong = await statuses(forged, ({ method }) => (method === "GET" ? undefined : [403]));
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
