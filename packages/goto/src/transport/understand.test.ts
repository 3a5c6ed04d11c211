import { describe, expect, it } from "vitest";
import { ConflictError, GoToError } from "../errors.ts";
import type { NetworkAnswer } from "../ports.ts";
import { understand } from "./understand.ts";

function answer(status: number, body: unknown = "", headers: Record<string, string> = {}): NetworkAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type: Record<string, string> = typeof body === "string" ? {} : { "content-type": "application/json" };
  return { status, headers: { ...type, ...headers }, body: Buffer.from(text) };
}

function refusal(status: number, body?: unknown, headers?: Record<string, string>): GoToError {
  const understood = understand(answer(status, body, headers), { operation: "getWebinar" });
  if (!(understood instanceof GoToError)) throw new Error("It was not understood as a refusal.");
  return understood;
}

describe("understanding a refusal", () => {
  it.each([
    ["a product API on a dead token", 403, { int_err_code: "InvalidToken", msg: "Invalid token passed" }, {}],
    ["the gateway without a body", 403, "", { "x-amzn-errortype": "UnauthorizedException" }],
    [
      "the identity API, with an empty body",
      401,
      "",
      { "www-authenticate": 'Bearer error="invalid_token", error_description="x"' },
    ],
    ["the older identity API", 403, "", { "www-authenticate": 'Bearer error="invalid_token"' }],
    ["newer products", 401, { errorCode: "AUTHN_INVALID_TOKEN" }, {}],
    ["anything else with 401", 401, "<html>", {}],
  ])("takes %s for a refused token", (_, status, body, headers) => {
    expect(refusal(status, body, headers)).toMatchObject({ code: "token-refused", status });
  });

  it.each([
    ["403 without a known code", 403, { errorCode: "Forbidden", description: "No licence" }, {}],
    ["403 of a proxy", 403, "<html>go away</html>", {}],
    ["newer products on a missing scope", 403, { errorCode: "AUTHZ_INSUFFICIENT_SCOPE" }, {}],
    ["the Admin API on a token that is not enough", 401, { errorCode: "not.authenticated" }, {}],
    ["a challenge for more scope", 401, "", { "www-authenticate": 'Bearer error="insufficient_scope"' }],
  ])("does not take %s for a refused token: no other token would help", (_, status, body, headers) => {
    expect(refusal(status, body, headers)).toMatchObject({ code: "forbidden", action: "give up", status });
  });

  it.each([
    [400, "invalid-request", "give up"],
    [404, "not-found", "give up"],
    [405, "invalid-request", "give up"],
    [408, "server", "retry"],
    [409, "conflict", "give up"],
    [410, "not-found", "give up"],
    [415, "invalid-request", "give up"],
    [418, "invalid-request", "give up"],
    [429, "rate-limited", "retry"],
    [500, "server", "retry"],
    [502, "server", "retry"],
    [503, "server", "retry"],
    [504, "server", "retry"],
    [301, "unexpected-answer", "bug"],
    [304, "unexpected-answer", "bug"],
  ])("says what status %i means and what to do", (status, code, action) => {
    expect(refusal(status)).toMatchObject({ code, action, status, operation: "getWebinar" });
  });

  it("keeps GoTo's own code, words and incident, whose number is longer than a double", () => {
    const body =
      '{"errorCode":"NotFound","description":"Webinar with specified key does not exist.","incident":7719330246105587712}';
    expect(refusal(404, body)).toMatchObject({
      errorCode: "NotFound",
      description: "Webinar with specified key does not exist.",
      incident: "7719330246105587712",
    });
    expect(refusal(404, body).message).toContain("Webinar with specified key does not exist.");
    expect(refusal(404, { errorCode: "NOT_FOUND", message: "no route" })).toMatchObject({
      description: "no route",
    });
  });

  it("tells the registrant that is there already, if GoTo does", () => {
    const body =
      '{"errorCode":"DuplicateRegistrant","description":"in use","incident":1,"registrantKey":7748120365519902673}';
    const error = refusal(409, body);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ registrantKey: "7748120365519902673", incident: "1" });
    expect(refusal(409, "")).toMatchObject({ code: "conflict", registrantKey: undefined });
  });

  it("survives every kind of useless body", () => {
    for (const body of [
      "",
      "null",
      "[]",
      '"text"',
      "7",
      "{",
      "<html>",
      '{"errorCode":{}}',
      '{"description":""}',
    ]) {
      expect(refusal(500, body)).toMatchObject({ code: "server", errorCode: undefined });
    }
  });

  it("says whether a write may have been carried out", () => {
    expect(refusal(500).carriedOut).toBe("unknown");
    expect(refusal(429).carriedOut).toBe("no");
    expect(refusal(409).carriedOut).toBe("no");
  });

  it("reads Retry-After as seconds and as a date", () => {
    expect(refusal(429, "", { "retry-after": "7" })).toMatchObject({ retryAfterMs: 7000 });
    const date = { date: "Wed, 01 Jan 2031 00:00:00 GMT", "retry-after": "Wed, 01 Jan 2031 00:00:05 GMT" };
    expect(refusal(503, "", date)).toMatchObject({ retryAfterMs: 5000 });
    expect(refusal(429, "", { "retry-after": "soon" })).toMatchObject({ retryAfterMs: undefined });
  });
});

describe("understanding a reply", () => {
  const call = { operation: "getWebinar", expect: "json" } as const;

  it("reads JSON without loss, whatever the content type says", () => {
    const body = '{"webinarKey":5820913746120055301}';
    expect(understand(answer(200, body), call)).toMatchObject({
      body: { webinarKey: "5820913746120055301" },
    });
  });

  it("takes JSON that ends early for trouble of the network, and so an empty answer", () => {
    const cut = {
      status: 200,
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"a":[1,2'),
    };
    expect(understand(cut, call)).toMatchObject({ code: "network", failure: "cut", carriedOut: "unknown" });
    expect(understand(answer(200, ""), call)).toMatchObject({ code: "network", failure: "cut" });
  });

  it("takes a page of a proxy for trouble of the network", () => {
    const page = answer(200, "<html>Service under repair</html>", { "content-type": "text/html" });
    expect(understand(page, call)).toMatchObject({ code: "network", failure: "not-json", action: "retry" });
  });

  it("does not look at bodies of 202 and 204", () => {
    expect(understand(answer(202, "<not json"), { ...call, expect: "none" })).toMatchObject({
      status: 202,
      body: undefined,
    });
  });

  it("gives a raw request JSON, text or nothing", () => {
    const raw = { operation: "GET /x" };
    expect(understand(answer(200, { a: 1 }), raw)).toMatchObject({ body: { a: 1 } });
    expect(understand(answer(200, "hello", { "content-type": "text/plain" }), raw)).toMatchObject({
      body: "hello",
    });
    expect(understand(answer(204), raw)).toMatchObject({ status: 204, body: undefined });
  });
});
