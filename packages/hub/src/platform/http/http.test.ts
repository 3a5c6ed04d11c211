import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { HubError } from "../errors.ts";
import { createLog } from "../log/log.ts";
import { registerProductPages } from "../pages/product-pages.ts";
import { registerCheckRoutes, registerHealthRoutes } from "./checks.ts";
import { createHttp } from "./http.ts";
import type { Http } from "./types.ts";

const logged: string[] = [];
let http: Http;
let databaseAnswers = true;

beforeAll(async () => {
  const checks = [
    {
      name: "Database",
      vital: true,
      run: async () => {
        if (!databaseAnswers) throw new Error("connection refused");
        return [{ state: "ok", sentence: "It answers." } as const];
      },
    },
  ];
  http = await createHttp({
    log: createLog("debug", { write: (line) => void logged.push(line) }),
    // Lets everybody in and marks its routes; the real one is tested in access/.
    guard(scope) {
      scope.addHook("onRequest", async (_request, reply) => void reply.header("guarded", "yes"));
    },
    translators: [
      (error) => (error instanceof RangeError ? new HubError({ ...words, kind: "rejected" }) : undefined),
    ],
    api(scope) {
      registerCheckRoutes(scope, checks);
      scope.get("/known", async () => {
        throw new HubError({ ...words, details: { nearest: "Webinar" } });
      });
      scope.get("/foreign", async () => {
        throw new RangeError("inner text");
      });
      scope.get("/fault", async () => {
        throw new Error("planted: inner text of a fault");
      });
      scope.post(
        "/typed",
        {
          schema: {
            summary: "Typed",
            body: z.object({ limit: z.number().int().max(9) }),
            response: { 200: z.object({}) },
          },
        },
        async () => ({}),
      );
      scope.get("/rows", async (_request, reply) =>
        reply.type("application/x-ndjson").send(
          Readable.from(
            (async function* () {
              yield "{}\n";
              throw new Error("in the middle");
            })(),
          ),
        ),
      );
    },
    open(root) {
      registerHealthRoutes(root, checks);
      registerProductPages(root, "/nowhere");
    },
  });
});
afterAll(() => http.close());

const words = {
  kind: "usage",
  code: "entity.unknown",
  message: "There is no entity Webiner.",
  meaning: "Nothing was read.",
  remedy: "Did you mean Webinar?",
} as const;
const get = (url: string, headers: Record<string, string> = {}) => http.inject({ url, headers });

describe("the API", () => {
  it("is behind the guard, and the pages are not", async () => {
    for (const url of ["/api/v1/known", "/api/v1/checks"]) {
      expect((await get(url)).headers.guarded).toBe("yes");
    }
    for (const url of ["/", "/healthz", "/api/v1/openapi.json"]) {
      expect((await get(url)).headers.guarded).toBeUndefined();
    }
  });

  it("takes no forms: those are for pages", async () => {
    const answer = await http.inject({
      method: "POST",
      url: "/api/v1/typed",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: "limit=1",
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.code).toBe("request.ctp-invalid-media-type");
  });

  it("answers an error of ours with what happened, what it means and what to do", async () => {
    const answer = await get("/api/v1/known");
    expect(answer.statusCode).toBe(400);
    const { kind: _, ...rest } = words;
    expect(answer.json()).toEqual({ error: { ...rest, details: { nearest: "Webinar" } } });
  });

  it("answers an error of another maker in a room's words", async () => {
    expect((await get("/api/v1/foreign")).statusCode).toBe(422);
  });

  it("tells nothing of a fault's inside, and logs it whole", async () => {
    const answer = await get("/api/v1/fault");
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("planted");
    expect(answer.body).not.toContain(".ts");
    expect(logged.join("")).toContain("planted: inner text of a fault");
  });

  it("names the part of a request that does not fit", async () => {
    const answer = await http.inject({
      method: "POST",
      url: "/api/v1/typed",
      payload: { limit: 10 },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: "request.invalid",
      message: expect.stringContaining("limit"),
    });
  });

  it("says so when a body is no JSON", async () => {
    const answer = await http.inject({
      method: "POST",
      url: "/api/v1/typed",
      headers: { "content-type": "application/json" },
      payload: "{ half",
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.meaning).toContain("nothing was done");
  });

  it("answers what there is not with 404 in the same shape, to those who may ask", async () => {
    expect((await get("/api/v1/nothing")).json().error.code).toBe("path.unknown");
  });

  it("breaks off rows that cannot be finished, so that they do not look whole", async () => {
    await expect(get("/api/v1/rows")).rejects.toThrow(/destroyed|aborted/);
  });

  it("describes itself, openly and without data", async () => {
    const { paths } = (await get("/api/v1/openapi.json")).json();
    expect(Object.keys(paths)).toContain("/api/v1/typed");
  });
});

describe("the pages that are not built yet", () => {
  it.each([
    ["en-US,en;q=0.9", "Rostrum is running"],
    ["es-ES,es;q=0.9,en;q=0.8", "Rostrum está en marcha"],
    ["de-DE, es;q=0.2, en;q=0.1", "Rostrum está en marcha"],
    ["fr", "Rostrum is running"],
  ])("for %s begin with %s", async (language, title) => {
    const answer = await get("/", { "accept-language": language });
    expect(answer.body).toContain(`<h1>${title}</h1>`);
  });

  it("carry headers that keep them from being framed, guessed or cached", async () => {
    for (const url of ["/", "/api/v1/known", "/nothing", "/healthz"]) {
      const { headers } = await get(url);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });
});

describe("health", () => {
  it("is told to everybody, and readiness follows what is vital", async () => {
    expect((await get("/healthz")).json()).toEqual({ status: "ok" });
    expect((await get("/readyz")).json()).toEqual({ status: "ready" });
    databaseAnswers = false;
    const answer = await get("/readyz", {});
    expect([answer.statusCode, answer.json().error.message]).toEqual([503, "Not ready: Database."]);
    expect((await get("/api/v1/checks")).json().checks).toMatchObject([
      { name: "Database", state: "failed" },
    ]);
  });
});
