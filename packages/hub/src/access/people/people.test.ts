import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, inTransaction } from "../../platform/database/database.ts";
import { describeOnBothDatabases } from "../../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";
import {
  addKey,
  addPerson,
  browser,
  codeOf,
  local,
  nobody,
  pathOf,
  type TestPerson,
  withKey,
} from "../testing/callers.ts";
import { createPeopleStore } from "./store.ts";

/** Resolves when a statement waits for a lock of another transaction. */
async function somebodyWaits(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_locks where not granted`.execute(database.sql);
    if (rows.length > 0) return;
  }
}

describeOnBothDatabases("people", (databases) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub({ database: await databases.shared() });
  });
  afterAll(() => hub.close());
  const here = () => local(hub.app);
  const formOf = ({ email, password }: TestPerson) => ({ email, password });

  const admins = async () => {
    const { body } = await here().request("GET", "/api/v1/people");
    const { people } = body as { people: { email: string; role: string }[] };
    return people.filter(({ role }) => role === "administrator");
  };

  it("come in by an invitation, with the role that it gives", async () => {
    const invited = await here().request("POST", "/api/v1/invitations", {
      json: { email: " Olga@Acme.example ", role: "operator" },
    });
    expect(invited.body).toMatchObject({ email: "olga@acme.example", role: "operator" });
    const listed = await here().request("GET", "/api/v1/invitations");
    expect(listed.body).toMatchObject({
      invitations: [{ email: "olga@acme.example", invitedBy: "local access token" }],
    });
    const code = pathOf(invited).split("/").at(-1) ?? "";
    expect(listed.text).not.toContain(code);

    const olga = browser(hub.app);
    expect((await olga.request("GET", pathOf(invited))).text).toContain("olga@acme.example");
    const form = { name: "Olga", password: "a good password", email: "mallory@acme.example" };
    expect((await olga.request("POST", pathOf(invited), { form })).status).toBe(303);
    expect((await olga.request("GET", "/api/v1/me")).body).toMatchObject({
      name: "olga@acme.example",
      person: { role: "operator" },
    });
    expect((await here().request("GET", "/api/v1/invitations")).body).toEqual({ invitations: [] });
    const twice = await here().request("POST", "/api/v1/invitations", {
      json: { email: "olga@acme.example", role: "viewer" },
    });
    expect([twice.status, codeOf(twice)]).toEqual([409, "person.exists"]);
  });

  it("do not come in by an invitation that was withdrawn or made anew", async () => {
    const invite = () =>
      here().request("POST", "/api/v1/invitations", { json: { email: "late@acme.example", role: "viewer" } });
    const [first, second] = [await invite(), await invite()];
    expect((await nobody(hub.app).request("GET", pathOf(first))).status).toBe(404);
    expect((await nobody(hub.app).request("GET", pathOf(second))).status).toBe(200);
    expect((await here().request("DELETE", "/api/v1/invitations/late@acme.example")).status).toBe(204);
    expect((await nobody(hub.app).request("GET", pathOf(second))).status).toBe(404);
    expect(codeOf(await here().request("DELETE", "/api/v1/invitations/late@acme.example"))).toBe(
      "invitation.unknown",
    );
  });

  it("get another role, which counts from their next request", async () => {
    const { browser: page } = await addPerson(hub.app, "viewer", "grows@acme.example");
    const look = async () => (await page.request("GET", "/api/v1/api-keys")).status;
    expect(await look()).toBe(403);
    const changed = await here().request("PATCH", "/api/v1/people/grows@acme.example", {
      json: { role: "operator", name: "Grown  up" },
    });
    expect(changed.body).toMatchObject({ role: "operator", name: "Grown  up" });
    expect(await look()).toBe(200);
    expect((await here().request("PATCH", "/api/v1/people/none@x.example", { json: {} })).status).toBe(404);
  });

  it("choose a new password by a link, which signs them out everywhere", async () => {
    const person = await addPerson(hub.app, "viewer", "forgets@acme.example");
    const link = await here().request("POST", "/api/v1/people/forgets@acme.example/password-link");
    const again = browser(hub.app);
    const form = { password: "the new password" };
    expect((await again.request("POST", pathOf(link), { form })).status).toBe(303);
    expect((await again.request("GET", "/api/v1/me")).body).toMatchObject({ name: person.email });
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(401);
  });

  it("change their own password, and see and end their sessions", async () => {
    const person = await addPerson(hub.app, "viewer", "careful@acme.example");
    const elsewhere = browser(hub.app);
    await elsewhere.request("POST", "/sign-in", { form: formOf(person) });
    const { body } = await person.browser.request("GET", "/api/v1/me/sessions");
    const { sessions } = body as { sessions: { id: string; current: boolean; address: string }[] };
    expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
    const other = sessions.find(({ current }) => !current)?.id;
    expect((await person.browser.request("DELETE", `/api/v1/me/sessions/${other}`)).status).toBe(204);
    expect((await elsewhere.request("GET", "/api/v1/me")).status).toBe(401);
    expect((await person.browser.request("DELETE", "/api/v1/me/sessions/none")).status).toBe(404);

    const renamed = await person.browser.request("PATCH", "/api/v1/me", { json: { name: "Careful" } });
    expect([renamed.status, renamed.body]).toMatchObject([200, { name: "Careful", role: "viewer" }]);
    const role = await person.browser.request("PATCH", "/api/v1/me", { json: { role: "administrator" } });
    expect(role.status).toBe(400);

    await elsewhere.request("POST", "/sign-in", { form: formOf(person) });
    const change = (currentPassword: string, newPassword: string) =>
      person.browser.request("POST", "/api/v1/me/password", { json: { currentPassword, newPassword } });
    expect((await change("wrong", "the next password")).status).toBe(403);
    expect((await change(person.password, "short")).status).toBe(400);
    expect((await change(person.password, "the next password")).status).toBe(204);
    expect((await elsewhere.request("GET", "/api/v1/me")).status).toBe(401);
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(200);
    const back = await browser(hub.app).request("POST", "/sign-in", {
      form: { email: person.email, password: "the next password" },
    });
    expect(back.status).toBe(303);
    expect((await person.browser.request("DELETE", "/api/v1/me/sessions")).body).toEqual({ ended: 1 });
    expect(codeOf(await here().request("GET", "/api/v1/me/sessions"))).toBe("me.no-person");
  });

  it("are never left without an administrator, whoever acts at the same moment", async () => {
    const [first, second] = ["first@acme.example", "second@acme.example"] as const;
    await addPerson(hub.app, "administrator", first);
    await addPerson(hub.app, "administrator", second);
    const demote = (email: string) =>
      here().request("PATCH", `/api/v1/people/${email}`, { json: { role: "viewer" } });
    let meanwhile: ReturnType<typeof demote> | undefined;
    await inTransaction(await databases.shared(), async (within) => {
      const people = createPeopleStore(within);
      await people.lockAdministrators();
      const { id } = (await people.person(first)) ?? { id: "" };
      await people.update(id, { role: "viewer" }, new Date());
      meanwhile = demote(second);
      // The embedded database has one connection: there the other waits anyway.
      if (databases.kind === "postgres")
        await Promise.race([meanwhile, somebodyWaits(await databases.sharedAgain())]);
    });
    expect(codeOf((await meanwhile) ?? (await demote(second)))).toBe("person.last-administrator");
    expect(codeOf(await here().request("DELETE", `/api/v1/people/${second}`))).toBe(
      "person.last-administrator",
    );
  });

  it("go with their sessions and keys", async () => {
    const person = await addPerson(hub.app, "operator", "goes@acme.example");
    const made = await person.browser.request("POST", "/api/v1/api-keys", {
      json: { name: "of one who goes", scopes: ["entities:read"] },
    });
    const { key } = made.body as { key: string };
    expect((await withKey(hub.app, key).request("GET", "/api/v1/me")).status).toBe(200);
    expect((await here().request("DELETE", "/api/v1/people/goes@acme.example")).status).toBe(204);
    expect((await withKey(hub.app, key).request("GET", "/api/v1/me")).status).toBe(401);
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(401);
  });

  it("who are deactivated come in by nothing until they are reactivated, and are told why", async () => {
    const person = await addPerson(hub.app, "administrator", "away@acme.example");
    await addPerson(hub.app, "administrator", "stays@acme.example");
    const made = await person.browser.request("POST", "/api/v1/api-keys", {
      json: { name: "of one who is away", scopes: ["entities:read"] },
    });
    const key = withKey(hub.app, (made.body as { key: string }).key);
    const signIn = (password: string) =>
      browser(hub.app).request("POST", "/sign-in", { form: { ...formOf(person), password } });
    const turn = (email: string, verb: string) => here().request("POST", `/api/v1/people/${email}/${verb}`);
    expect((await turn("away@acme.example", "deactivate")).body).toMatchObject({
      role: "administrator",
      deactivatedAt: expect.any(String),
    });
    expect((await person.browser.request("GET", "/api/v1/me")).status).toBe(401);
    const byKey = await key.request("GET", "/api/v1/me");
    expect([byKey.status, codeOf(byKey)]).toEqual([401, "access.deactivated"]);
    const right = await signIn(person.password);
    expect([right.status, right.text]).toEqual([401, expect.stringContaining("This person is deactivated.")]);
    expect((await signIn("a wrong password")).text).toContain("E-mail address or password is wrong.");

    for (const { email } of (await admins()).filter(({ email }) => email !== "stays@acme.example"))
      await turn(email, "deactivate");
    expect(codeOf(await turn("stays@acme.example", "deactivate"))).toBe("person.last-administrator");
    expect(codeOf(await here().request("DELETE", "/api/v1/people/stays@acme.example"))).toBe(
      "person.last-administrator",
    );

    const people = withKey(hub.app, await addKey(hub.app, "people alone", ["people:read", "people:write"]));
    expect(codeOf(await people.request("POST", "/api/v1/people/away@acme.example/reactivate"))).toBe(
      "access.role-too-wide",
    );
    expect((await turn("away@acme.example", "reactivate")).body).toMatchObject({ deactivatedAt: null });
    expect((await key.request("GET", "/api/v1/me")).status).toBe(200);
    expect((await signIn(person.password)).status).toBe(303);
    await turn("away@acme.example", "deactivate");
    const setup = pathOf(await here().request("POST", "/api/v1/setup-links"));
    const form = { email: "away@acme.example", name: "Back", password: "a password of return" };
    expect((await browser(hub.app).request("POST", setup, { form })).status).toBe(303);
    expect((await key.request("GET", "/api/v1/me")).status).toBe(200);
    const { body } = await here().request("GET", "/api/v1/audit?limit=20");
    const { entries } = body as { entries: { action: string; resource: { id: string } }[] };
    const verbs = entries.filter(({ action }) => action.endsWith("activate")).map(({ action }) => action);
    expect(verbs).toContain("person.reactivate");
    expect(verbs).toContain("person.deactivate");
  });

  it("cannot be raised, taken over or invited by a key above its own rights", async () => {
    await addPerson(hub.app, "administrator", "target@acme.example");
    const key = withKey(hub.app, await addKey(hub.app, "people only", ["people:read", "people:write"]));
    const tries = [
      key.request("POST", "/api/v1/invitations", { json: { email: "eve@x.example", role: "administrator" } }),
      key.request("PATCH", "/api/v1/people/target@acme.example", { json: { role: "administrator" } }),
      key.request("POST", "/api/v1/people/target@acme.example/password-link"),
    ];
    for (const refused of await Promise.all(tries)) {
      expect([refused.status, codeOf(refused)]).toEqual([403, "access.role-too-wide"]);
    }
    const everything = await here().request("GET", "/api/v1/me");
    const { permissions } = everything.body as { permissions: string[] };
    const master = withKey(hub.app, await addKey(hub.app, "everything", permissions));
    const setup = await master.request("POST", "/api/v1/setup-links");
    expect([setup.status, codeOf(setup)]).toEqual([403, "access.local-only"]);
  });

  it("belong to teams, which are called by name", async () => {
    const person = await addPerson(hub.app, "viewer", "mate@acme.example");
    const create = (name: string) => here().request("POST", "/api/v1/teams", { json: { name } });
    expect((await create(" Events ")).body).toMatchObject({ name: "Events", members: [] });
    expect(codeOf(await create("EVENTS"))).toBe("team.name-taken");
    const member = "/api/v1/teams/events/members/mate@acme.example";
    for (const _twice of [1, 2]) {
      expect((await here().request("PUT", member)).body).toMatchObject({
        members: [{ email: person.email }],
      });
    }
    expect((await person.browser.request("GET", "/api/v1/me")).body).toMatchObject({ teams: ["Events"] });
    expect((await here().request("DELETE", member)).body).toMatchObject({ members: [] });
    const renamed = await here().request("PATCH", "/api/v1/teams/Events", { json: { name: "events" } });
    expect(renamed.body).toMatchObject({ name: "events" });
    const unknown = await here().request("PATCH", "/api/v1/teams/Evnets", { json: { name: "x" } });
    expect(unknown.text).toContain('Did you mean \\"events\\"?');
    expect((await here().request("DELETE", "/api/v1/teams/events")).status).toBe(204);
    expect((await here().request("GET", "/api/v1/teams")).body).toEqual({ teams: [] });
    expect((await here().request("GET", "/api/v1/people/mate@acme.example")).status).toBe(200);
  });
});
