import { describe, expect, it } from "vitest";
import type { Grant } from "../auth/grant.ts";
import { createMemoryGrantStore } from "../auth/memory-store.ts";
import { createTokenSource } from "../auth/token-source.ts";
import { createBudgets } from "../budget/budget.ts";
import { createGoToClient } from "../client.ts";
import { NetworkError, ServerError } from "../errors.ts";
import type { Clock, Random } from "../ports.ts";
import { systemClock } from "../system.ts";
import { type Arrived, sendJson, startServer } from "../testing/http-server.ts";
import { mostWithin } from "../testing/most-within.ts";
import { createSimulatedClock } from "../testing/simulated-clock.ts";
import { defaultRetryPolicy } from "./retry.ts";
import { createTransport } from "./transport.ts";
import type { CallRecord } from "./types.ts";

const random: Random = { next: () => 0.5, bytes: (count) => new Uint8Array(count) };
/** Real time, but nobody sleeps: pauses are noted instead. */
function hurriedClock(): Clock & { slept: number[] } {
  const slept: number[] = [];
  let skipped = 0;
  return {
    slept,
    now: () => systemClock.now() + skipped,
    monotonic: () => systemClock.monotonic() + skipped,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      // The time limit of a refresh, which is never reached here, must not make the clock jump.
      if (ms === 30_000)
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      slept.push(ms);
      skipped += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const grant: Grant = {
  accessToken: "token 0",
  expiresAt: Date.now() + 3_600_000,
  renewal: { kind: "refresh-token", refreshToken: "refresh" },
  scopes: ["collab:"],
  consentedAt: 0,
  refreshTokenSince: 0,
};

type Handler = Parameters<typeof startServer>[0];

/** A client of a server that answers by the handler; tokens count up with each renewal. */
async function setUp(handle: Handler, renewalTrouble: Error[] = []) {
  const server = await startServer(handle);
  const clock = hurriedClock();
  const records: CallRecord[] = [];
  let renewals = 0;
  const oauth = {
    async renew(old: Grant): Promise<Grant> {
      const trouble = renewalTrouble.shift();
      if (trouble !== undefined) throw trouble;
      return { ...old, accessToken: `token ${++renewals}`, expiresAt: clock.now() + 3_600_000 };
    },
  };
  const budgets = createBudgets({ clock, random, limit: { requestsPerSecond: 100 } });
  const client = createGoToClient({
    endpoints: { api: server.url, authentication: server.url },
    tokens: createTokenSource({ store: createMemoryGrantStore({ grant, clock }), oauth, clock }),
    budgets,
    clock,
    random,
    onCall: (record) => records.push(record),
  });
  return {
    server,
    client,
    clock,
    records,
    budget: budgets("webinar"),
    renewals: () => renewals,
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Fails the first times and then answers. */
function after(failures: Handler[], body: unknown = { ok: true }): Handler {
  let count = 0;
  return (request, response) =>
    (failures[count++] ?? ((_, res) => sendJson(res, 200, body)))(request, response);
}

const status =
  (code: number, body: unknown = {}, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    sendJson(response, code, body, headers);
const reset: Handler = (_, response) => {
  response.socket?.resetAndDestroy();
};
const killed = status(403, { int_err_code: "InvalidToken", msg: "Invalid token passed" });
const get = { method: "GET", path: "/G2W/rest/v2/webhooks", expect: "json" } as const;
const post = { method: "POST", path: "/G2W/rest/v2/webhooks", body: { a: 1 } } as const;
const bearer = (request: Arrived | undefined) => request?.headers.authorization;

describe("the transport", () => {
  it("sends the token, the path, the query and the body as JSON, with long numbers unquoted", async () => {
    await using test = await setUp(status(200, '{"key":5820913746120055301}'));
    const reply = await test.client.send({
      method: "POST",
      path: "/G2W/rest/v2/organizers/1/webinars",
      query: {
        fromTime: "2031-01-01T00:00:00+02:00",
        includes: ["a", "b"],
        page: 0,
        flag: false,
        left: undefined,
      },
      body: { subject: "Zoë" },
    });
    expect(reply).toMatchObject({ status: 200, body: { key: "5820913746120055301" } });
    expect(test.server.arrived[0]).toMatchObject({
      method: "POST",
      path: "/G2W/rest/v2/organizers/1/webinars?fromTime=2031-01-01T00%3A00%3A00%2B02%3A00&includes=a%2Cb&page=0&flag=false",
      body: '{"subject":"Zoë"}',
      headers: {
        authorization: "Bearer token 0",
        accept: "application/json",
        "content-type": "application/json",
      },
    });
  });

  it("sends no content type without a body", async () => {
    await using test = await setUp(status(200));
    await test.client.send(get);
    expect(test.server.arrived[0]?.headers["content-type"]).toBeUndefined();
  });

  it("adds to a query that stands in the path", async () => {
    await using test = await setUp(status(200));
    await test.client.send({ ...get, path: "/G2W/rest/v2/webhooks?product=g2w", query: { page: 1 } });
    expect(test.server.arrived[0]?.path).toBe("/G2W/rest/v2/webhooks?product=g2w&page=1");
  });

  it("refuses a path that could lead to another host, before the token goes anywhere", async () => {
    await using test = await setUp(status(200));
    for (const path of ["@evil.test/", "evil.test", ".evil.test/x", ""]) {
      await expect(test.client.send({ method: "GET", path })).rejects.toMatchObject({
        code: "invalid-request",
      });
    }
    expect(test.server.arrived).toEqual([]);
  });

  it("reads again after 5xx, resets, cut JSON, HTML and empty answers", async () => {
    const html: Handler = (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>");
    };
    await using test = await setUp(
      after([
        status(500),
        reset,
        status(200, '{"cut":'),
        html,
        status(200, ""),
        status(503, {}, { "retry-after": "9" }),
      ]),
    );
    expect((await test.client.send(get)).body).toEqual({ ok: true });
    expect(test.server.arrived.length).toBe(7);
    expect(test.records.map((record) => record.error)).toEqual([
      "server",
      "network",
      "network",
      "network",
      "network",
      "server",
      undefined,
    ]);
    expect(test.records.map((record) => record.retry)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Math.max(...test.clock.slept)).toBe(9000);
  });

  it("gives a read up after 8 tries, with the last error", async () => {
    await using test = await setUp(status(502, { errorCode: "Bad", description: "gateway" }));
    await expect(test.client.send(get)).rejects.toMatchObject({
      code: "server",
      status: 502,
      description: "gateway",
    });
    expect(test.server.arrived.length).toBe(8);
  });

  it.each([
    ["500", status(500), "server"],
    ["a reset", reset, "network"],
    ["a cut answer", status(201, '{"webinarKey":"58'), "network"],
  ])(
    "sends a write only once on %s and says that nobody knows whether it was carried out",
    async (_, handler, code) => {
      await using test = await setUp(handler);
      await expect(test.client.send({ ...post, expect: "json" })).rejects.toMatchObject({
        code,
        carriedOut: "unknown",
      });
      expect(test.server.arrived.length).toBe(1);
    },
  );

  it("repeats a search by POST as the read it is", async () => {
    await using test = await setUp(after([status(500)]));
    await test.client.send({ ...post, repeatable: true });
    expect(test.server.arrived.length).toBe(2);
  });

  it("puts reads and writes back in line on a 429, however often, and pauses everybody", async () => {
    await using test = await setUp(after(new Array(12).fill(status(429))));
    await test.client.send(post);
    expect(test.server.arrived.length).toBe(13);
    expect(test.budget.figures().total).toEqual({ sent: 13, rateLimited: 12 });
    expect(test.budget.figures().guardMs).toBeGreaterThan(25);
  });

  it("gives up after a quarter of an hour of nothing but 429", async () => {
    await using test = await setUp(status(429, { errorCode: "RateLimitExceeded" }, { "retry-after": "25" }));
    const start = test.clock.monotonic();
    await expect(test.client.send(post)).rejects.toMatchObject({ code: "rate-limited", action: "retry" });
    expect(test.clock.monotonic() - start).toBeGreaterThan(14.9 * 60_000);
  });

  it("renews a killed token once for 8 calls at once, and repeats them all, writes too", async () => {
    let live = "Bearer token 0";
    await using test = await setUp((request, response) => {
      if (bearer(request) === live) sendJson(response, 200, {});
      else killed(request, response);
    });
    await test.client.send(get);
    live = "Bearer token 1";
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => test.client.send(index % 2 === 0 ? get : post)),
    );
    expect(test.renewals()).toBe(1);
  });

  it("gives up with a typed error when one fresh token after another is refused", async () => {
    await using test = await setUp(killed);
    await expect(test.client.send(get)).rejects.toMatchObject({
      code: "authorization-dead",
      reason: "token-refused",
      action: "reauthorise",
      errorCode: "InvalidToken",
    });
    expect(test.server.arrived.map(bearer)).toEqual([0, 1, 2, 3].map((number) => `Bearer token ${number}`));
    expect(test.renewals()).toBe(3);
  });

  it("goes on when a token is killed right after its birth, before anybody got through with it", async () => {
    await using test = await setUp(after([killed, killed]));
    await test.client.send(get);
    expect(test.server.arrived.map(bearer)).toEqual([0, 1, 2].map((number) => `Bearer token ${number}`));
    expect(test.renewals()).toBe(2);
  });

  it("asks nobody to consent again because another process renewed at the same time", async () => {
    let live = "Bearer token 2";
    await using test = await setUp((request, response) => {
      if (bearer(request) === live) return sendJson(response, 200, {});
      // What the other process does to each token of ours that it cannot see, until ours is the last.
      killed(request, response);
    });
    await test.client.send(get);
    live = "Bearer token 4";
    await test.client.send(get);
    expect(test.renewals()).toBe(4);
  });

  it("renews again each time a token is killed that had been accepted", async () => {
    let count = 0;
    await using test = await setUp((request, response) => {
      count++;
      if (count === 1 || count === 3) killed(request, response);
      else sendJson(response, 200, {});
    });
    await test.client.send(get);
    await test.client.send(get);
    expect(test.renewals()).toBe(2);
  });

  it("keeps the limit when the token runs out while many calls stand in line", async () => {
    const clock = createSimulatedClock();
    const sent: number[] = [];
    const send = createTransport({
      endpoints: { api: "https://api.test" },
      clock,
      random,
      retry: defaultRetryPolicy,
      budgets: createBudgets({ clock, random }),
      tokens: {
        async current() {
          // It runs out after a second, and another one takes two.
          if (clock.monotonic() > 1000) await clock.sleep(3000 - clock.monotonic());
          return "token";
        },
        renewed: async () => ({ accessToken: "token", fresh: false }),
        accepted() {},
        wasAccepted: () => true,
        grant: async () => undefined,
        forget() {},
      },
      network: {
        async send() {
          sent.push(clock.monotonic());
          return { status: 204, headers: {}, body: Buffer.alloc(0) };
        },
        async close() {},
      },
    });
    await clock.run(Promise.all(Array.from({ length: 60 }, () => send({ ...get, expect: "none" }))));
    expect(sent.length).toBe(60);
    expect(mostWithin(sent, 1000)).toBeLessThanOrEqual(10);
  });

  it("does not renew for a 403 that is about rights", async () => {
    await using test = await setUp(status(403, { errorCode: "Forbidden", description: "no licence" }));
    await expect(test.client.send(get)).rejects.toMatchObject({
      code: "forbidden",
      description: "no licence",
    });
    expect(test.renewals()).toBe(0);
    expect(test.server.arrived.length).toBe(1);
  });

  it("tries the token endpoint again when it has trouble, even for a write, since nothing was sent yet", async () => {
    const trouble = [new ServerError("503"), new NetworkError("reset", { failure: "reset" })];
    await using test = await setUp(after([killed]), trouble);
    await test.client.send(post);
    expect(test.renewals()).toBe(1);
    expect(test.server.arrived.length).toBe(2);
  });

  it("can be given up while the answer is awaited, and tells the observer", async () => {
    const arrived = Promise.withResolvers<void>();
    await using test = await setUp(() => arrived.resolve());
    const giveUp = new AbortController();
    const sending = test.client.send(get, { signal: giveUp.signal, priority: "bulk" });
    await arrived.promise;
    giveUp.abort(new Error("given up"));
    await expect(sending).rejects.toThrow("given up");
    expect(test.records).toMatchObject([{ error: "aborted", status: undefined, priority: "bulk" }]);
  });

  it("tells the observer of every try: API, operation, status, bytes", async () => {
    await using test = await setUp(after([status(500, "")], { a: 1 }));
    await test.client.send({ ...get, operation: "getWebhooks" });
    await test.client.send({ method: "GET", path: "/G2M/rest/meetings" });
    expect(test.records).toMatchObject([
      {
        api: "webinar",
        operation: "getWebhooks",
        method: "GET",
        status: 500,
        error: "server",
        retry: 0,
        bytes: 0,
      },
      { api: "webinar", operation: "getWebhooks", status: 200, error: undefined, retry: 1, bytes: 7 },
      { api: "meeting", operation: "GET /G2M/rest/meetings", status: 200 },
    ]);
    for (const { ms, waitedMs } of test.records) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(waitedMs).toBeGreaterThanOrEqual(0);
    }
  });

  it("names the operation in errors of the network", async () => {
    await using test = await setUp(reset);
    await expect(test.client.send({ ...post, operation: "createWebhooks" })).rejects.toMatchObject({
      operation: "createWebhooks",
      message: expect.stringContaining("createWebhooks"),
    });
  });
});
