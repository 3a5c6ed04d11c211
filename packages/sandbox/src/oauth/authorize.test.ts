import { describe, expect, test } from "vitest";
import { start } from "../testing/started.ts";
import { Browser } from "./testing.ts";

describe("authorize", () => {
  test("leads over sign-in and consent back with a code and the state unchanged", async () => {
    await using started = await start();
    const browser = new Browser(started);
    const first = await browser.open(browser.authorizeUrl());
    expect(first.status).toBe(302);
    expect(first.headers.get("location")).toMatch(/^\/login\?service=%2Foauth%2Fapprove%3F/);
    const target = await browser.walk(browser.authorizeUrl());
    expect(target.href).toContain("http://localhost:8080/connections/callback?code=");
    expect(target.searchParams.get("state")).toBe("s-1 &");
  });

  test("does not ask again for a consent that is known", async () => {
    await using started = await start();
    const browser = new Browser(started);
    await browser.walk(browser.authorizeUrl({ scope: "collab:" }));
    const again = await browser.open(browser.authorizeUrl({ scope: "collab:" }));
    expect(again.headers.get("location")).toContain("?code=");
    const wider = await browser.open(browser.authorizeUrl());
    expect(wider.headers.get("location")).toMatch(/^\/oauth\/approve\?/);
  });

  test("takes a refusal back to the client", async () => {
    await using started = await start();
    const browser = new Browser(started);
    const target = await browser.walk(browser.authorizeUrl(), "refuse");
    expect(target.searchParams.get("error")).toBe("access_denied");
    expect(target.searchParams.get("state")).toBe("s-1 &");
    expect(target.searchParams.has("code")).toBe(false);
  });

  test.each([{ client_id: "nobody" }, { redirect_uri: "http://localhost:8080/connections/callback/" }])(
    "shows its own page and never redirects for %o",
    async (wrong) => {
      await using started = await start({ tokens: { autoApprove: true } });
      const browser = new Browser(started);
      const reply = await browser.open(browser.authorizeUrl(wrong as Record<string, string>));
      expect([reply.status, reply.headers.get("location")]).toEqual([400, null]);
      expect(reply.text).toContain('role="alert"');
    },
  );

  test.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ code_challenge: "x", code_challenge_method: "plain" }, "invalid_request"],
    [{ scope: "unknown" }, "invalid_scope"],
  ])("sends %o back as %s", async (wrong, error) => {
    await using started = await start({ tokens: { autoApprove: true } });
    const browser = new Browser(started);
    const reply = await browser.open(browser.authorizeUrl(wrong as unknown as Record<string, string>));
    expect(new URL(reply.headers.get("location") ?? "").searchParams.get("error")).toBe(error);
  });

  test("demands PKCE of a client without a secret", async () => {
    await using started = await start({ tokens: { autoApprove: true } });
    const client = started.sandbox.world.clients.find(({ clientSecret }) => clientSecret === null);
    const browser = new Browser(started);
    const reply = await browser.open(browser.authorizeUrl({ client_id: client?.clientId ?? "" }));
    expect(reply.headers.get("location")).toContain("error=invalid_request");
  });

  test("answers at once as the organizer of the auto-approve switch", async () => {
    await using started = await start({ tokens: { autoApprove: "inaki@demo.example" } });
    const browser = new Browser(started);
    const target = await browser.walk(browser.authorizeUrl());
    const reply = await started.tokenRequest({
      grant_type: "authorization_code",
      code: target.searchParams.get("code") ?? "",
      redirect_uri: "http://localhost:8080/connections/callback",
    });
    expect(reply.json.principal).toBe("inaki@demo.example");
  });

  test("takes no consent from a form that another site made up", async () => {
    await using started = await start();
    const browser = new Browser(started);
    const page = await browser.follow(await browser.open(browser.authorizeUrl()));
    const { organizerKey: organizer } = started.sandbox.credentials;
    await browser.submit(page, "/login", { organizer });
    const query = browser.authorizeUrl().split("?")[1] ?? "";
    const body = new URLSearchParams({ query, decision: "allow", confirmation: "guess" });
    const guessed = await browser.open("/oauth/approve", { method: "POST", body });
    expect([guessed.status, guessed.headers.get("location")]).toEqual([400, null]);
  });

  test("signs in only on the way to authorize: the login is no open redirect", async () => {
    await using started = await start();
    const browser = new Browser(started);
    const { organizerKey: organizer } = started.sandbox.credentials;
    const body = new URLSearchParams({ organizer, service: "https://evil.example/" });
    const reply = await browser.open("/login", { method: "POST", body });
    expect(reply.headers.get("location")).toBe("/");
  });

  test("shows its pages in English and in Spanish, and names no person as HTML", async () => {
    await using started = await start();
    const browser = new Browser(started);
    const english = await browser.open("/login");
    const spanish = await browser.open("/login", {
      headers: { "accept-language": "de, es-MX;q=0.8, en;q=0.3" },
    });
    expect(english.text).toContain('<html lang="en">');
    expect(spanish.text).toContain('<html lang="es">');
    expect(spanish.text).toContain("Iniciar sesión");
    expect(english.text).toContain("d’Arc-Müller");
    expect(english.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});
