import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import { describeOnBothDatabases } from "../../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";
import { windowMs } from "../attempts.ts";
import { mostADay } from "../audit/refusals.ts";
import {
  type Answer,
  addPerson,
  browser,
  callerWith,
  local,
  nobody,
  ownOrigin,
  pathOf,
} from "../testing/callers.ts";

const hour = 60 * 60 * 1000;
const textOf = ({ text }: Answer) => text.replace(/<style>.*<\/style>/s, "");

describeOnBothDatabases("the pages of sign-in", (databases) => {
  let hub: TestHub;
  const time = { ahead: 0 };
  beforeAll(async () => {
    const clock = { ...systemClock, now: () => Date.now() + time.ahead };
    hub = await startTestHub({ database: await databases.shared(), clock });
  });
  afterAll(() => hub.close());

  const filled = { email: "root@acme.example", name: "Rosa Root", password: "a password of mine" };
  const setupLink = async () => pathOf(await local(hub.app).request("POST", "/api/v1/setup-links"));
  /** Newest first. */
  const refused = async (action: string) => {
    const { body } = await local(hub.app).request("GET", `/api/v1/audit?action=${action}&limit=500`);
    return (
      body as {
        entries: readonly {
          readonly id: string | null;
          readonly actor: { readonly address: string | null };
        }[];
      }
    ).entries;
  };
  const signIn = (email: string, password: string, more = {}) =>
    browser(hub.app).request("POST", "/sign-in", { form: { email, password }, ...more });

  it("let the first administrator in by the link of the first start, once", async () => {
    const first = await hub.app.access.firstSetupLink();
    expect(first?.address).toMatch(/^http:\/\/localhost:0\/setup\/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    const path = new URL(first?.address ?? "").pathname;
    const rosa = browser(hub.app);
    expect((await rosa.request("GET", path)).status).toBe(200);
    const done = await rosa.request("POST", path, { form: filled });
    expect([done.status, done.headers.location]).toEqual([303, "/"]);
    const me = await rosa.request("GET", "/api/v1/me");
    expect(me.body).toMatchObject({
      kind: "person",
      name: "root@acme.example",
      person: { name: "Rosa Root", role: "administrator" },
    });
    const again = await browser(hub.app).request("POST", path, {
      form: { ...filled, email: "eve@acme.example" },
    });
    expect(again.status).toBe(404);
    expect(again.text).toContain("does not work, or not any more");
    expect(again.text).toContain('<a href="/sign-in">Sign in</a>');
    expect(await hub.app.access.firstSetupLink()).toBeUndefined();
  });

  it("let one in when two use a link at the same moment", async () => {
    const path = await setupLink();
    const tries = ["one@acme.example", "two@acme.example"].map((email) =>
      browser(hub.app).request("POST", path, { form: { ...filled, email } }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).toSorted()).toEqual([303, 404]);
  });

  it("let somebody back in who is locked out, and sign them out everywhere else", async () => {
    const person = await addPerson(hub.app, "viewer", "lost@acme.example");
    const back = browser(hub.app);
    const form = { ...filled, email: "Lost@acme.example", password: "another password" };
    expect((await back.request("POST", await setupLink(), { form })).status).toBe(303);
    expect((await back.request("GET", "/api/v1/me")).body).toMatchObject({
      person: { role: "administrator" },
    });
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(401);
    expect((await signIn(person.email, person.password)).status).toBe(401);
  });

  it("take no link that has ended, was replaced, or is of another kind", async () => {
    const ended = await setupLink();
    time.ahead += 24 * hour;
    expect((await nobody(hub.app).request("GET", ended)).status).toBe(404);
    const replaced = await setupLink();
    const newer = await setupLink();
    expect((await nobody(hub.app).request("GET", replaced)).status).toBe(404);
    expect((await nobody(hub.app).request("GET", newer.replace("setup", "invitation"))).status).toBe(404);
    expect((await nobody(hub.app).request("GET", newer.toLowerCase())).status).toBe(200);
  });

  it("end the guessing of codes", async () => {
    const address = "198.51.100.7";
    const path = await setupLink();
    const guess = async () =>
      (await nobody(hub.app).request("GET", "/setup/0000-0000-0000-0000", { address })).status;
    const statuses: number[] = [];
    for (let tries = 0; tries < 31; tries += 1) statuses.push(await guess());
    expect((await refused("link.refuse"))[0]).toMatchObject({
      actor: { address },
      after: { link: "setup", reason: "too many failed attempts" },
    });
    // A stranger must not fill the database: of one day only so many are written down.
    await sql`insert into audit_entry (at, actor_kind, actor_name, action, resource_kind)
      select ${new Date(Date.now() + time.ahead)}, 'hub', 'hub', 'link.refuse', 'link' from generate_series(0, ${mostADay})`.execute(
      hub.app.database.sql,
    );
    await nobody(hub.app).request("GET", "/setup/0000-0000-0000-0000", { address: "198.51.100.8" });
    expect((await refused("link.refuse"))[0]?.actor.address).toBeNull();
    const blocked = await nobody(hub.app).request("GET", path, { address });
    expect([blocked.status, Number(blocked.headers["retry-after"]) > 0]).toEqual([429, true]);
    expect((await nobody(hub.app).request("GET", path)).status).toBe(200);
  });

  it("keep what was typed, and the link, when something is missing", async () => {
    const path = await setupLink();
    const page = await browser(hub.app).request("POST", path, {
      form: { email: "not an address", name: '"><script>alert(1)</script>', password: "short" },
    });
    expect(page.status).toBe(400);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toContain("&#34;&#62;&#60;script&#62;");
    expect(page.text).not.toContain("<script>");
    expect(page.text).not.toContain("short");
    expect((await nobody(hub.app).request("GET", path)).status).toBe(200);
    expect((await browser(hub.app).request("POST", path, { headers: {} })).status).toBe(400);
  });

  it("answer a wrong password and an unknown address alike", async () => {
    const person = await addPerson(hub.app, "operator", "alike@acme.example");
    const wrong = await signIn(person.email, "not the password", { address: "203.0.113.77" });
    const unknown = await signIn("unlike@acme.example", "not the password");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(textOf(unknown).replace("unlike", "alike")).toBe(textOf(wrong));
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers));
    const [second, first] = await refused("session.refuse-sign-in");
    // What was typed for an address may be a password: it is kept only where it is somebody's here.
    expect([first, second]).toMatchObject([
      {
        actor: { kind: "hub", address: "203.0.113.77" },
        id: person.email,
        after: { reason: "wrong password" },
      },
      { id: null, after: { reason: "unknown address" } },
    ]);
    expect((await signIn("ALIKE@acme.example ", person.password)).status).toBe(303);
  });

  it("lead on to the page that somebody wanted, if it is one of this hub", async () => {
    const { email, password } = await addPerson(hub.app, "viewer", "deep@acme.example");
    const wanted = "/flows/people-in/failed-rows?state=%22waiting%22";
    const page = await nobody(hub.app).request("GET", `/sign-in?next=${encodeURIComponent(wanted)}`);
    expect(page.text).toContain(`name="next" value="${wanted}"`);
    expect(page.text).toContain("language=es");
    const visitor = browser(hub.app);
    const failed = await visitor.request("POST", "/sign-in", {
      form: { email, password: "x", next: wanted },
    });
    expect(failed.text).toContain(`name="next" value="${wanted}"`);
    const done = await visitor.request("POST", "/sign-in", { form: { email, password, next: wanted } });
    expect(done.headers.location).toBe(wanted);
    for (const next of [
      "//evil.example",
      "/\\evil.example",
      "/.//evil.example",
      "https://evil.example",
      "/sign-out",
    ]) {
      expect(
        (await visitor.request("POST", "/sign-in", { form: { email, password, next } })).headers.location,
      ).toBe("/");
    }
  });

  it("end the guessing of a password, from wherever, also for who knows it, for a quarter of an hour", async () => {
    for (const email of ["guessed@acme.example", "nobody-at-all@acme.example"]) {
      if (email.startsWith("guessed")) await addPerson(hub.app, "viewer", email);
      for (let tries = 0; tries < 10; tries += 1) {
        expect((await signIn(email, "guess", { address: `203.0.113.${tries}` })).status).toBe(401);
      }
      const blocked = await signIn(email, `the password of ${email}`, { address: "203.0.113.99" });
      expect(blocked.status).toBe(429);
      const known = email.startsWith("guessed") ? email : null;
      expect((await refused("session.lock-sign-in"))[0]?.id).toBe(known);
    }
    time.ahead += windowMs;
    const email = "guessed@acme.example";
    expect((await signIn(email, `the password of ${email}`)).status).toBe(303);
  });

  it("end the trying of many accounts from one address", async () => {
    const address = "203.0.113.200";
    const statuses: number[] = [];
    for (let tries = 0; tries < 31; tries += 1) {
      statuses.push((await signIn(`sprayed-${tries}@acme.example`, "guess", { address })).status);
    }
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
  });

  it("take forms from our own pages only", async () => {
    const path = await setupLink();
    const person = await addPerson(hub.app, "viewer", "forms@acme.example");
    const { email, password } = person;
    for (const headers of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: ownOrigin, "sec-fetch-site": "cross-site" },
    ]) {
      const stranger = callerWith(hub.app, { cookie: person.browser.cookies(), ...headers });
      for (const [url, form] of [
        ["/sign-in", { email, password }],
        ["/sign-out", {}],
        [path, filled],
      ] as const) {
        const refused = await stranger.request("POST", url, { form });
        expect(refused.status).toBe(403);
        expect(refused.headers["set-cookie"]).toBeUndefined();
      }
    }
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(200);
  });

  it("end the session at the sign-out, in the database and in the browser", async () => {
    const person = await addPerson(hub.app, "viewer", "leaves@acme.example");
    const cookie = person.browser.cookies();
    expect(textOf(await person.browser.request("GET", "/sign-in"))).toContain("leaves@acme.example");
    expect((await person.browser.request("POST", "/sign-out")).status).toBe(303);
    expect(person.browser.cookies()).toBe("");
    expect((await callerWith(hub.app, { cookie }).request("GET", "/api/v1/me")).status).toBe(401);
    expect((await browser(hub.app).request("POST", "/sign-out")).status).toBe(303);
  });

  it.each([
    ["en", "Sign in", "E-mail address", "Set up Rostrum"],
    ["es", "Iniciar sesión", "Correo electrónico", "Configurar Rostrum"],
  ])(
    "are whole in %s, every field with its label, and without script",
    async (language, title, label, setup) => {
      const headers = { "accept-language": language };
      const page = await nobody(hub.app).request("GET", "/sign-in", { headers });
      expect(page.text).toContain(`<html lang="${language}">`);
      expect(page.text).toContain(`<h1>${title}</h1>`);
      expect(page.text).toContain(`<label>${label} <input`);
      expect(page.text.match(/<input/g)).toHaveLength((page.text.match(/<label>[^<]+<input/g) ?? []).length);
      const link = await nobody(hub.app).request("GET", await setupLink(), { headers });
      expect(link.text).toContain(`<h1>${setup}</h1>`);
      const stale = await nobody(hub.app).request("GET", "/password/AAAA-AAAA-AAAA-AAAA", { headers });
      expect(stale.text).toContain(language === "es" ? "Este enlace no funciona" : "This link does not work");
      for (const { text, headers: sent } of [page, link, stale]) {
        expect(text).not.toContain("<script");
        expect(sent["content-security-policy"]).toContain("default-src 'none'");
        expect(sent["cache-control"]).toBe("no-store");
      }
    },
  );

  it("keep the language that somebody chose there, whatever the browser says", async () => {
    const visitor = browser(hub.app);
    const headers = { "accept-language": "en" };
    const chosen = await visitor.request("GET", "/sign-in?language=es&next=//evil.example", { headers });
    expect([chosen.status, chosen.headers.location]).toEqual([303, "/sign-in?next=%2F%2Fevil.example"]);
    const spanish = await visitor.request("GET", String(chosen.headers.location), { headers });
    expect(spanish.text).toContain("<h1>Iniciar sesión</h1>");
    expect(spanish.text).not.toContain("evil");
    const odd = await visitor.request("GET", "/sign-in?language=xx", { headers });
    expect(odd.text).toContain('<a href="?language=en" lang="en"');
  });
});
