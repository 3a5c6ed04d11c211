import { describe, expect, it } from "vitest";
import { checkEndpoint, checkRedirect } from "./addresses.ts";

describe("an address that tokens are sent to", () => {
  it.each([
    ["https://api.getgo.com", "https://api.getgo.com"],
    ["https://api.getgo.com/", "https://api.getgo.com"],
    [" https://proxy.example:8443 ", "https://proxy.example:8443"],
    ["http://127.0.0.1:8090", "http://127.0.0.1:8090"],
    ["http://localhost:8090", "http://localhost:8090"],
    ["http://[::1]:8090", "http://[::1]:8090"],
  ])("may be %s", (given, kept) => expect(checkEndpoint(given, "address")).toBe(kept));

  it.each([
    "http://api.getgo.com",
    "http://10.0.0.1",
    "http://169.254.169.254",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://127.0.0.1@evil.example",
    "https://user:secret@api.getgo.com",
    "https://api.getgo.com/path",
    "https://api.getgo.com?x=1",
    "ftp://api.getgo.com",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "api.getgo.com",
    "",
  ])("may not be %j", (given) => {
    expect(() => checkEndpoint(given, "address")).toThrow(
      expect.objectContaining({ code: "address.refused" }),
    );
  });

  it("does not repeat a password in its refusal", () => {
    expect(() => checkEndpoint("https://user:planted@api.getgo.com", "address")).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("planted") }),
    );
  });
});

describe("a redirect address", () => {
  it("keeps its path, letter by letter", () => {
    expect(checkRedirect("https://hub.example/connections/callback")).toBe(
      "https://hub.example/connections/callback",
    );
  });
  it.each(["http://hub.example/callback", "https://hub.example/#here"])("may not be %j", (given) => {
    expect(() => checkRedirect(given)).toThrow(expect.objectContaining({ code: "address.refused" }));
  });
});
