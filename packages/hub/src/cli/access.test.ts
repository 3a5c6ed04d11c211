import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browser } from "../access/testing/callers.ts";
import { listen } from "../server.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";
import { type Ran, run } from "./testing/run.ts";

let hub: TestHub;
let address: string;
beforeAll(async () => {
  hub = await startTestHub();
  address = await listen(hub.app);
});
afterAll(() => hub.close());

/** At the hub's own machine: found by its data folder. */
const here = (...words: string[]): Promise<Ran> => run(words, { environment: { ROSTRUM_DATA: hub.folder } });

/** Somewhere else, with an API key. */
const elsewhere = (token: string | undefined, ...words: string[]): Promise<Ran> =>
  run(words, {
    environment: {
      ROSTRUM_DATA: `${hub.folder}/elsewhere`,
      ROSTRUM_URL: address,
      ...(token === undefined ? {} : { ROSTRUM_TOKEN: token }),
    },
  });

/** What a browser asks for when it opens the link that a command printed. */
const linkOf = ({ stdout }: Ran) => new URL(stdout.trim()).pathname;

describe("people, on the command line", () => {
  it("are set up, invited, given roles, helped and removed", async () => {
    expect((await here("people", "list")).stderr).toContain("rostrum setup-link");
    const setup = await here("setup-link");
    expect(setup.stdout.trim()).toMatch(/^http:\/\/localhost:\d+\/setup\/[0-9A-Z-]{19}$/);
    expect(setup.stderr).toContain("once, until");
    const filled = { email: "root@acme.example", name: "Rosa", password: "a password of mine" };
    const page = browser(hub.app);
    expect((await page.request("POST", linkOf(setup), { form: filled })).status).toBe(303);

    const invited = await here("people", "invite", "ana@acme.example", "--role", "viewer");
    expect((await here("people", "list")).stdout).toMatch(/ana@acme\.example\s+viewer\s+invited until/);
    const form = { name: "Ana", password: "a password of hers" };
    expect((await browser(hub.app).request("POST", linkOf(invited), { form })).status).toBe(303);
    expect((await here("people", "role", "ana@acme.example", "operator")).code).toBe(0);
    expect((await here("people", "list")).stdout).toMatch(/ana@acme\.example\s+Ana\s+operator\s+since/);
    expect(linkOf(await here("people", "password", "ana@acme.example"))).toMatch(/^\/password\//);

    await here("people", "invite", "late@acme.example", "--role", "viewer");
    expect((await here("people", "remove", "late@acme.example")).stderr).toContain("invitation of");
    expect((await here("people", "remove", "ana@acme.example")).stderr).toContain(
      "ana@acme.example is removed",
    );
    expect((await here("people", "list", "--json")).stdout).not.toContain("ana@acme.example");
  });

  it.each([
    [["people", "remove", "nobody@acme.example"], 2, "There is nobody called"],
    [["people", "role", "root@acme.example", "viewer"], 3, "is the only administrator"],
    [["people", "role", "root@acme.example", "king"], 2, "role"],
    [["people", "invite", "x@acme.example"], 2, "--role"],
    [["people", "invite", "x", "--role", "viewer"], 2, "is no e-mail address"],
  ])("%j ends with %i and says why", async (words, code, why) => {
    const ran = await here(...words);
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(why)]);
    expect(ran.stdout).toBe("");
  });
});

describe("API keys, on the command line", () => {
  it("let it work from elsewhere, within their scopes, until they are revoked", async () => {
    const made = await here(
      "keys",
      "create",
      "reporting",
      "--scope",
      "entities:read",
      "--scope",
      "status:read",
    );
    const key = made.stdout.trim();
    expect(key).toMatch(/^rostrum_/);
    expect((await elsewhere(key, "entities")).stdout).toContain("Webinar");
    const refused = await elsewhere(key, "people", "list");
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining("has not the permission people:read"),
    ]);
    const listed = await here("keys", "list");
    expect(listed.stdout).toMatch(/reporting\s+rostrum_\S{5}\s+entities:read status:read\s+this machine/);
    expect(listed.stdout).not.toContain(key);
    expect((await here("keys", "revoke", "reporting")).code).toBe(0);
    const ended = await elsewhere(key, "entities");
    expect([ended.code, ended.stderr]).toEqual([
      3,
      expect.stringContaining("is not, or no longer, a right one"),
    ]);
    expect((await here("keys", "list")).stderr).toContain("There is no API key");
  });

  it("are asked for where none is given", async () => {
    const ran = await elsewhere(undefined, "entities");
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("ROSTRUM_TOKEN")]);
  });

  it.each([
    [["keys", "create", "none"], "at least one scope"],
    [["keys", "create", "wrong", "--scope", "everything"], "scopes.0"],
    [["keys", "create", "long", "--scope", "audit:read", "--days", "ever"], "--days must be a whole number"],
    [["keys", "revoke", "nothing"], "There is no API key"],
  ])("%j is wrong usage", async (words, why) => {
    const ran = await here(...words);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});

describe("the audit log, on the command line", () => {
  it("shows who changed what, filtered", async () => {
    await here("keys", "create", "audited", "--scope", "audit:read");
    const shown = await here("audit", "--kind", "key", "--id", "audited", "--from", "-1h");
    expect(shown.stdout).toMatch(/local access token\s+127\.0\.0\.1\s+key\.create\s+audited/);
    expect((await here("audit", "--from", "tomorrow")).stdout).not.toContain("key.create");
    expect((await here("audit", "--limit", "1")).stderr).toContain("There is more");
    const json = JSON.parse((await here("audit", "--action", "key.create", "--json")).stdout);
    expect(json.entries.at(-1)).toMatchObject({ action: "key.create", after: { owner: null } });
    const wrong = await here("audit", "--from", "yesterdayish");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--from")]);
  });
});
