import { describe, expect, test } from "vitest";
import { type Started, start } from "../testing/started.ts";
import { invalidToken } from "./errors.ts";

const webinars = "O/webinars?fromTime=2000-01-01T00:00:00Z&toTime=2100-01-01T00:00:00Z";
const small = { webinars: 3, registrants: 4, attendees: 2 };

async function connected(options: Parameters<typeof start>[0] = {}): Promise<Started> {
  const started = await start({ size: small, ...options });
  await started.connect();
  return started;
}

describe("the gateway", () => {
  test("answers absent, unknown and dead tokens with 403 and InvalidToken, not 401", async () => {
    await using started = await connected();
    const { token } = started;
    started.sandbox.control.tokens.expire("access");
    for (const authorization of ["", "Bearer x", `Bearer ${token}`, `Basic ${token}`]) {
      const reply = await started.call(webinars, { headers: { authorization } });
      expect([reply.status, reply.json]).toEqual([403, invalidToken().body]);
      expect(reply.headers.get("x-amzn-errortype")).toBe("UnauthorizedException");
    }
  });

  test("answers a path that is not routed with 404 and NOT_FOUND", async () => {
    await using started = await connected();
    for (const path of ["/G2W/rest/v2/nowhere", "/G2W/rest/organizers/1/webinars", "/nothing"]) {
      const reply = await started.call(path);
      expect([reply.status, reply.json.errorCode]).toEqual([404, "NOT_FOUND"]);
    }
  });

  test("answers a body that is no JSON with 400", async () => {
    await using started = await connected();
    const reply = await started.call("O/webinars", { method: "POST", body: "{not json" });
    expect([reply.status, reply.json.errorCode]).toEqual([400, "InvalidRequest"]);
  });

  test("counts every call by operation, status and API", async () => {
    await using started = await connected();
    await started.call(webinars);
    await started.call(webinars, { headers: { authorization: "" } });
    await started.call("/identity/v1/Users/me");
    const { operations, apis, tokens, recent } = started.sandbox.control.calls.snapshot();
    expect(operations.getWebinars).toEqual({ calls: 2, outcomes: { 200: 1, 403: 1 } });
    expect(apis.webinar).toMatchObject({ calls: 2, rateLimited: 0, peakPerSecond: 2 });
    expect(apis.identity).toMatchObject({ calls: 1 });
    expect(tokens.issued).toEqual({ personal_access_token: 1 });
    expect(recent[0]).toMatchObject({ operation: "getIdentityMe", method: "GET", outcome: 200 });
    started.sandbox.control.calls.reset();
    expect(started.sandbox.control.calls.snapshot()).toMatchObject({ calls: 0, recent: [] });
  });
});

describe("the rate limit", () => {
  test.each(["bucket", "sliding"] as const)(
    "as a %s answers what is beyond ten at once with 429",
    async (mode) => {
      await using started = await connected({ limit: { mode } });
      const all = await Promise.all(Array.from({ length: 30 }, () => started.call(webinars)));
      const limited = all.filter(({ status }) => status === 429);
      // A slow machine lets a few more through as the seconds go by.
      expect(limited.length).toBeGreaterThan(10);
      expect(limited[0]?.json.errorCode).toBe("RateLimitExceeded");
      for (const header of ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining"])
        expect(limited[0]?.headers.has(header)).toBe(false);
      expect(started.sandbox.control.calls.snapshot().apis.webinar?.rateLimited).toBe(limited.length);
      expect((await started.call("/identity/v1/Users/me")).status).toBe(200);
    },
  );
});

describe("latency", () => {
  test("delays every answer by at least what is set", async () => {
    await using started = await connected({ latency: { ms: 40, jitter: 10 } });
    const before = performance.now();
    await started.call(webinars);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });
});

describe("ordered faults", () => {
  test("a status, with its body and headers, so many times", async () => {
    await using started = await connected();
    const { faults } = started.sandbox.control;
    faults.order({ kind: "status", operation: "getWebinars", status: 503, times: 1 });
    expect((await started.call(webinars)).status).toBe(503);
    expect((await started.call(webinars)).status).toBe(200);
    const headers = { "retry-after": "1" };
    faults.order({ kind: "status", operation: "*", status: 429, times: 1, body: { my: "body" }, headers });
    const reply = await started.call(webinars);
    expect([reply.status, reply.json, reply.headers.get("retry-after")]).toEqual([429, { my: "body" }, "1"]);
  });

  test("a reset", async () => {
    await using started = await connected();
    started.sandbox.control.faults.order({ kind: "reset", operation: "*", times: 1 });
    await expect(started.call(webinars)).rejects.toThrow();
    expect(started.sandbox.control.calls.snapshot().operations.getWebinars?.outcomes).toEqual({
      reset: 1,
    });
  });

  test("an answer that never comes, which does not keep the sandbox from closing", async () => {
    const started = await connected();
    started.sandbox.control.faults.order({ kind: "timeout", operation: "*" });
    const hanging = started.call(webinars).catch((error: Error) => error.message);
    const outcome = () => started.sandbox.control.calls.snapshot().operations.getWebinars?.outcomes;
    await expect.poll(outcome).toEqual({ timeout: 1 });
    await started.sandbox.close();
    expect(await hanging).toBe("fetch failed");
  });

  test.each(["matching", "missing"] as const)(
    "cut JSON, with the length %s, that ends cleanly",
    async (length) => {
      await using started = await connected();
      const whole = (await started.call(webinars)).text;
      started.sandbox.control.faults.order({ kind: "cut", operation: "*", length });
      const reply = await fetch(`${started.url}/identity/v1/Users/me`, {
        headers: { authorization: `Bearer ${started.token}` },
      });
      expect(reply.headers.has("content-length")).toBe(length === "matching");
      await expect(reply.json()).rejects.toThrow(SyntaxError);
      expect(whole.length).toBeGreaterThan(100);
    },
  );

  test("HTML instead of JSON", async () => {
    await using started = await connected();
    started.sandbox.control.faults.order({ kind: "html", operation: "*", status: 200 });
    const reply = await started.call(webinars);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(reply.text).toMatch(/^<html>/);
  });

  test("a slow body that is right in the end", async () => {
    await using started = await connected();
    const whole = (await started.call(webinars)).text;
    started.sandbox.control.faults.order({ kind: "slow", operation: "*", milliseconds: 60 });
    const before = performance.now();
    expect((await started.call(webinars)).text).toBe(whole);
    expect(performance.now() - before).toBeGreaterThanOrEqual(50);
  });

  test("a token that dies every third call", async () => {
    await using started = await connected();
    started.sandbox.control.faults.order({ kind: "killToken", operation: "*", every: 3 });
    const statuses = [];
    for (let call = 0; call < 7; call++) {
      const { status } = await started.call(webinars);
      statuses.push(status);
      if (status === 403) await started.connect();
    }
    expect(statuses).toEqual([200, 200, 403, 200, 200, 403, 200]);
  });

  test("unknown fields in every object, and nothing else changed", async () => {
    await using started = await connected();
    const plain = (await started.call(webinars)).json;
    started.sandbox.control.faults.order({ kind: "extraFields", operation: "*" });
    const { json } = await started.call(webinars);
    expect(json.page).toEqual({ ...plain.page, addedByTheSandbox: expect.anything() });
    expect(json._embedded.webinars[0]).toHaveProperty("addedByTheSandbox");
    expect(json._embedded.webinars).toMatchObject(plain._embedded.webinars);
  });

  test("an answer lost after the work was done", async () => {
    await using started = await connected();
    started.sandbox.control.faults.order({
      kind: "reset",
      operation: "createWebinar",
      times: 1,
      after: true,
    });
    const body = JSON.stringify({
      subject: "Made though nobody was told",
      times: [{ startTime: "2031-06-01T10:00:00Z", endTime: "2031-06-01T11:00:00Z" }],
    });
    await expect(started.call("O/webinars", { method: "POST", body })).rejects.toThrow();
    expect((await started.call(webinars)).text).toContain("Made though nobody was told");
  });

  test("on the token server", async () => {
    await using started = await connected();
    started.sandbox.control.faults.order({ kind: "status", operation: "token", status: 500, times: 1 });
    expect((await started.tokenRequest({ grant_type: "refresh_token" })).status).toBe(500);
    expect((await started.call(webinars)).status).toBe(200);
  });
});

test("a bug in an operation becomes a 500 with a line in the log, and the sandbox goes on", async () => {
  const lines: string[] = [];
  await using started = await connected({ log: (line) => lines.push(line) });
  const { world } = started.sandbox;
  Object.defineProperty(world, "webinarsOf", {
    value() {
      throw new Error("broken on purpose");
    },
  });
  const reply = await started.call(webinars);
  expect([reply.status, reply.json.errorCode]).toEqual([500, "InternalError"]);
  expect(reply.text).not.toContain("broken on purpose");
  expect(lines).toEqual([expect.stringMatching(/getWebinars .*broken on purpose/s)]);
  expect((await started.call("/identity/v1/Users/me")).status).toBe(200);
});

test("a sandbox can be closed twice, and before it listens", async () => {
  const started = await start({ size: small });
  await started.sandbox.close();
  await started.sandbox.close();
  await expect(fetch(started.url)).rejects.toThrow();
});
