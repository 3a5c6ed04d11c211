import { describe, expect, it } from "vitest";
import { isOwnOrigin, type RequestOrigin } from "./origin.ts";

const post: RequestOrigin = {
  method: "POST",
  origin: undefined,
  fetchSite: undefined,
  addressed: "http://localhost:8080",
  published: "https://hub.acme.example",
};

describe("a request that changes something", () => {
  it.each<[string, Partial<RequestOrigin>]>([
    ["our own page", { origin: "http://localhost:8080", fetchSite: "same-origin" }],
    ["our own page in a browser that says its origin only", { origin: "http://localhost:8080" }],
    ["our own page behind a proxy", { origin: "https://hub.acme.example" }],
    ["our own page, told to hide its origin", { origin: "null", fetchSite: "same-origin" }],
    ["our own page, without an origin", { fetchSite: "same-origin" }],
  ])("is taken from %s", (_from, request) => expect(isOwnOrigin({ ...post, ...request })).toBe(true));

  it.each<[string, Partial<RequestOrigin>]>([
    ["another site", { origin: "https://evil.example", fetchSite: "cross-site" }],
    ["another site that says nothing else", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://localhost:3000", fetchSite: "same-site" }],
    ["a neighbour under the same domain", { origin: "https://other.acme.example", fetchSite: "same-site" }],
    ["our name under another scheme", { origin: "http://hub.acme.example" }],
    ["a sandboxed frame", { origin: "null", fetchSite: "cross-site" }],
    ["something that hides its origin", { origin: "null" }],
    ["something that says nothing", {}],
    ["a name that begins like ours", { origin: "http://localhost:8080.evil.example" }],
    ["a browser that contradicts its origin", { origin: "http://localhost:8080", fetchSite: "cross-site" }],
  ])("is refused from %s", (_from, request) => expect(isOwnOrigin({ ...post, ...request })).toBe(false));
});

describe("a request that only reads", () => {
  it.each(["GET", "HEAD", "OPTIONS", "get"])("is taken from anywhere with %s", (method) => {
    expect(isOwnOrigin({ ...post, method, origin: "https://evil.example" })).toBe(true);
  });
});
