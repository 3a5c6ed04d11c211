import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../platform/database/database.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import {
  type Answer,
  browser,
  type Caller,
  local,
  nobody,
  pathOf,
  type Request,
  withKey,
} from "./testing/callers.ts";

const planted = "planted-Zq7";

describeOnBothDatabases("secrets", (databases) => {
  let hub: TestHub;
  let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
    hub = await startTestHub({ database: await databases.shared() });
  });
  afterAll(async () => {
    await hub.close();
    await sandbox.close();
  });

  it("are in no answer but the one that shows them, in no log, and only as hashes or sealed in the database", async () => {
    const answers: Answer[] = [];
    const secrets = new Map<string, string>();
    async function ask(caller: Caller, method: string, path: string, request?: Request): Promise<Answer> {
      const answer = await caller.request(method, path, request);
      answers.push(answer);
      return answer;
    }
    /** The answer that shows a secret, this once. */
    async function shown(path: string, json: unknown, member: "key" | "address"): Promise<string> {
      const answer = await local(hub.app).request("POST", path, { json });
      const secret = (answer.body as Record<string, string>)[member] ?? "";
      secrets.set(`${member} of ${path}`, member === "key" ? secret : (secret.split("/").at(-1) ?? ""));
      return member === "key" ? secret : pathOf(answer);
    }
    const here = local(hub.app);
    const person = browser(hub.app);
    const passwords = ["first", "second", "third"].map((name) => `${planted}-${name}-password`);
    passwords.forEach((password, index) => void secrets.set(`password ${index}`, password));
    const [first = "", second = "", third = ""] = passwords;
    const email = "ana@acme.example";

    const invitation = await shown("/api/v1/invitations", { email, role: "operator" }, "address");
    await ask(person, "GET", invitation);
    await ask(person, "POST", invitation, { form: { name: "x".repeat(200), password: first } });
    await ask(person, "POST", invitation, { form: { name: "Ana", password: first } });
    await ask(person, "POST", invitation, { form: { name: "Ana", password: first } });
    await ask(person, "POST", "/sign-in", { form: { email, password: second } });
    await ask(person, "POST", "/sign-in", { form: { email: first, password: first, name: first } });
    await ask(person, "POST", "/api/v1/me/password", {
      json: { currentPassword: second, newPassword: third },
    });
    await ask(person, "POST", "/api/v1/me/password", {
      json: { currentPassword: first, newPassword: second },
    });
    await ask(person, "POST", "/api/v1/me/password", {
      json: { currentPassword: { a: first }, newPassword: [third] },
    });
    const half = await hub.app.http.inject({
      method: "POST",
      url: "/api/v1/me/password",
      headers: { authorization: `Bearer ${hub.app.accessToken}`, "content-type": "application/json" },
      payload: `{"currentPassword":"${first}`,
    });
    expect([half.statusCode, half.body.includes(planted)]).toEqual([400, false]);

    const passwordLink = await shown(`/api/v1/people/${email}/password-link`, undefined, "address");
    await ask(person, "POST", passwordLink, { form: { password: third } });
    const setup = await shown("/api/v1/setup-links", undefined, "address");
    await ask(nobody(hub.app), "GET", setup);
    await ask(nobody(hub.app), "GET", setup.replace("setup", "elsewhere"));
    secrets.set("cookie", decodeURIComponent(person.cookies().split("=")[1] ?? ""));
    secrets.set("session", secrets.get("cookie")?.split(".")[0] ?? "");

    const key = await shown("/api/v1/api-keys", { name: "k", scopes: ["entities:read"] }, "key");
    await ask(withKey(hub.app, key), "GET", "/api/v1/me");
    await ask(withKey(hub.app, key), "GET", "/api/v1/people");
    await ask(withKey(hub.app, `${key}x`), "GET", "/api/v1/me");
    await ask(here, "DELETE", `/api/v1/api-keys/${planted}-not-a-secret`);
    secrets.set("access token", hub.app.accessToken);

    const connection = sandboxConnection(sandbox, "Acme");
    secrets.set("personal access token", connection.personalAccessToken);
    secrets.set("client secret", connection.oauthClient.clientSecret);
    await ask(here, "POST", "/api/v1/connections", { json: connection });
    secrets.set("new client secret", `${planted}-client-secret`);
    const client = encodeURIComponent(connection.oauthClient.clientId);
    const renewed = { clientSecret: `${planted}-client-secret` };
    await ask(here, "PATCH", `/api/v1/oauth-clients/${client}`, { json: renewed });
    await ask(here, "POST", "/api/v1/connections/acme/test");
    secrets.set("wrong token", `${planted}-personal-access-token`);
    const wrong = { personalAccessToken: `${planted}-personal-access-token` };
    await ask(here, "POST", "/api/v1/connections/acme/personal-access-token", { json: wrong });

    for (const path of [
      "me",
      "people",
      "invitations",
      "api-keys",
      "connections",
      "oauth-clients",
      "checks",
    ]) {
      expect((await ask(here, "GET", `/api/v1/${path}`)).status).toBe(200);
    }
    await ask(person, "GET", "/api/v1/me/sessions");
    const audit = await ask(here, "GET", "/api/v1/audit?limit=500");
    expect(audit.text).toContain("oauth-client.edit");

    expect([...secrets.values()].every((secret) => secret.length >= 8)).toBe(true);
    const answered = answers.map(({ text }) => text.replaceAll(`${planted}-not-a-secret`, "")).join("\n");
    const stored = await everythingIn(await databases.shared());
    expect(stored).toContain(email);
    for (const [name, secret] of secrets) {
      // A page shows what was typed as an address again; that somebody typed a password there is their own affair.
      const shownAgain = secret === first ? answered.replaceAll(`value="${first}"`, "") : answered;
      expect(shownAgain.includes(secret), `${name} in an answer`).toBe(false);
      expect(hub.logged().includes(secret), `${name} in the log`).toBe(false);
      // better-auth keeps a session's token as it is; without the signature of the cookie it opens nothing.
      if (name !== "session") expect(stored.includes(secret), `${name} in the database`).toBe(false);
    }
  });
});

async function everythingIn({ sql: database }: Database): Promise<string> {
  const tables = await database.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(database)),
  );
  return JSON.stringify(rows.map((result) => result.rows));
}
