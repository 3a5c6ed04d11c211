/** What every answer of a whole hub carries, whichever route or page it comes from. */
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { local, nobody } from "../../access/testing/callers.ts";
import { listen } from "../../server.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";
import { operationsOf } from "../../testing/requests.ts";
import { type Route, routesOf } from "../../testing/routes.ts";
import { places } from "../pages/product-pages.ts";

const expected = {
  "content-security-policy": expect.stringMatching(
    /^default-src 'none'; (?=.*base-uri 'none')(?=.*form-action 'self')(?=.*frame-ancestors 'none').*$/,
  ),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

let hub: TestHub;
let routes: readonly Route[];
beforeAll(async () => {
  hub = await startTestHub();
  routes = routesOf(hub.app.http);
});
afterAll(() => hub.close());

const isProductPage = (path: string) => places.some((place) => place.replace("/*", "*") === path);
const addressed = (path: string) => path.replace(/:\w+/g, "unknown").replace(/\*$/, "/unknown");

describe("every route and page", () => {
  it("is described for programs, or is one of the few that are for browsers", () => {
    const described = new Set(
      operationsOf(hub.app.http.swagger()).map(
        ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
      ),
    );
    expect(described.size).toBeGreaterThan(120);
    const all = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    expect([...described].filter((name) => !all.has(name))).toEqual([]);
    const pages = places.map((place) => `GET ${place}`.replace("/*", "*"));
    expect([...all].filter((name) => !described.has(name) && !pages.includes(name)).toSorted()).toEqual([
      // The page that says that there is none, for people; programs get the answer for programs.
      "GET /*",
      "GET /api",
      "GET /api/",
      "GET /api/js/scalar.js",
      // Say what the nearest right name is.
      "GET /api/v1/entities/:name/:what|:operation",
      "GET /api/v1/openapi.json",
      "GET /assets/:file",
      "GET /connections/callback",
      "GET /invitation/:code",
      "GET /password/:code",
      "GET /setup/:code",
      "GET /sign-in",
      "POST /api/v1/entities/:name/:what|:operation",
      "POST /connections/callback",
      "POST /invitation/:code",
      "POST /password/:code",
      "POST /setup/:code",
      "POST /sign-in",
      "POST /sign-out",
    ]);
  });

  it("is neither framed, guessed, cached nor sent on, whether it is let in or not", async () => {
    for (const caller of [nobody(hub.app), local(hub.app)]) {
      for (const { method, path } of [...routes, { method: "GET", path: "/nothing" }]) {
        const { headers } = await caller.request(method, addressed(path));
        expect(headers, `${method} ${path}`).toMatchObject(expected);
        const cache =
          path === "/api/js/scalar.js"
            ? "public, max-age=3600"
            : isProductPage(path)
              ? "no-cache"
              : "no-store";
        expect(headers["cache-control"], `${method} ${path}`).toBe(cache);
        // Over plain http it would mean nothing.
        expect(headers["strict-transport-security"]).toBeUndefined();
        expect(headers["access-control-allow-origin"]).toBeUndefined();
        expect(headers.server ?? headers["x-powered-by"]).toBeUndefined();
      }
    }
  });

  it("lets pages run no script, but for the reference and the product's pages their own", async () => {
    for (const { method, path } of routes) {
      const { headers } = await nobody(hub.app).request(method, addressed(path));
      const policy = String(headers["content-security-policy"]);
      expect(policy, path).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;]*unsafe-inline/);
      if (isProductPage(path)) expect(policy, path).toContain("script-src 'self';");
      else if (path !== "/api/") expect(policy, path).not.toContain("script-src");
    }
  });

  it("takes no word of other sites: no preflight is answered", async () => {
    const answer = await hub.app.http.inject({
      method: "OPTIONS",
      url: "/api/v1/teams",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("behind TLS", () => {
  it("browsers are told to come back by https only: by the public address, or by a proxy that is trusted", async () => {
    const https = /^max-age=\d{7,}$/;
    const published = await startTestHub({ environment: { ROSTRUM_PUBLIC_URL: "https://hub.acme.example" } });
    const behind = await startTestHub({ environment: { ROSTRUM_TRUSTED_PROXIES: "loopback" } });
    const forwarded = { "x-forwarded-proto": "https" };
    for (const url of ["/", "/sign-in", "/api/v1/me", "/nothing", "/healthz"]) {
      expect((await published.app.http.inject(url)).headers["strict-transport-security"]).toMatch(https);
      const came = await behind.app.http.inject({ url, headers: forwarded });
      expect(came.headers["strict-transport-security"]).toMatch(https);
      // Anybody can say so; only the proxy is believed.
      const claimed = await hub.app.http.inject({ url, headers: forwarded });
      expect(claimed.headers["strict-transport-security"]).toBeUndefined();
    }
    await Promise.all([published.close(), behind.close()]);
  });
});

describe("what is no request", () => {
  beforeAll(() => listen(hub.app));

  it.each([
    ["is no HTTP", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", "request.no-http"],
    [
      "has a head without end",
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`,
      "request.header-too-long",
    ],
  ])("is answered in words when it %s", async (_what, sent, code) => {
    const { port } = hub.app.http.server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      let heard = "";
      const socket = connect(Number(port), "127.0.0.1", () => void socket.write(sent));
      socket.on("data", (data) => {
        heard += String(data);
      });
      socket.on("close", () => resolve(heard)).on("error", reject);
    });
    const [head = "", body = ""] = text.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toContain("x-content-type-options: nosniff");
    expect(JSON.parse(body)).toMatchObject({
      error: { code, message: expect.any(String), meaning: expect.any(String), remedy: expect.any(String) },
    });
  });
});
