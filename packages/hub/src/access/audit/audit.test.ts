import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeOnBothDatabases } from "../../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../../testing/hub.ts";
import type { Actor } from "../principal.ts";
import { addKey, addPerson, local, withKey } from "../testing/callers.ts";
import { differing } from "./audit.ts";

interface Entry {
  readonly number: string;
  readonly actor: { readonly kind: string; readonly name: string; readonly address: string };
  readonly action: string;
  readonly kind: string;
  readonly id: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

describeOnBothDatabases("the audit log", (databases) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub({ database: await databases.shared() });
  });
  afterAll(() => hub.close());

  const who: Actor = { kind: "person", id: null, name: "tester", address: null };
  async function find(query: string): Promise<{ entries: Entry[]; next: string | null }> {
    const { status, body, text } = await local(hub.app).request("GET", `/api/v1/audit?${query}`);
    if (status !== 200) throw new Error(text);
    return body as { entries: Entry[]; next: string | null };
  }

  it("says who changed what, from what to what, and from where", async () => {
    const person = await addPerson(hub.app, "administrator", "changes@acme.example");
    await addPerson(hub.app, "viewer", "changed@acme.example");
    await person.browser.request("PATCH", "/api/v1/people/changed@acme.example", {
      json: { role: "operator" },
      address: "192.0.2.44",
    });
    const { entries } = await find("action=person.edit");
    expect(entries).toMatchObject([
      {
        actor: { kind: "person", name: "changes@acme.example", address: "192.0.2.44" },
        kind: "person",
        id: "changed@acme.example",
      },
    ]);
    expect([entries[0]?.before, entries[0]?.after]).toEqual([{ role: "viewer" }, { role: "operator" }]);
  });

  it("has an entry for every kind of change, also of connections, by whatever way they come", async () => {
    const admin = await addPerson(hub.app, "administrator", "busy@acme.example");
    const key = withKey(
      hub.app,
      await addKey(hub.app, "busy key", ["connections:read", "connections:write"]),
    );
    const client = { clientId: "abc", clientSecret: "planted-client-secret", name: "Client" };
    await key.request("POST", "/api/v1/oauth-clients", { json: client });
    await key.request("PATCH", "/api/v1/oauth-clients/Client", {
      json: { requestsPerSecond: 20, clientSecret: "planted-newer-secret" },
    });
    await key.request("POST", "/api/v1/connections", { json: { name: "Acme", oauthClient: "Client" } });
    await key.request("PATCH", "/api/v1/connections/acme", { json: { alias: "acme_2" } });
    await key.request("DELETE", "/api/v1/connections/acme_2");
    await key.request("DELETE", "/api/v1/oauth-clients/Client");
    await admin.browser.request("POST", "/api/v1/teams", { json: { name: "Team" } });
    const byKey = await find("actor=busy%20key");
    expect(byKey.entries.map(({ action, id }) => `${action} ${id}`).toReversed()).toEqual([
      "oauth-client.add Client",
      "oauth-client.edit Client",
      "connection.add acme",
      "connection.edit acme_2",
      "connection.remove acme_2",
      "oauth-client.remove Client",
    ]);
    expect(byKey.entries.at(-2)).toMatchObject({
      before: { requestsPerSecond: 10 },
      after: { requestsPerSecond: 20, renewed: "client secret" },
    });
    const all = await find("limit=500");
    expect(all.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["team.create", "key.create", "session.begin", "person.accept-invitation"]),
    );
    expect(JSON.stringify(all)).not.toContain("planted");
  });

  it("has none for reading, and none for what was refused", async () => {
    const before = await find("limit=1");
    await local(hub.app).request("GET", "/api/v1/people");
    await local(hub.app).request("DELETE", "/api/v1/people/nobody@acme.example");
    expect((await find("limit=1")).entries).toEqual(before.entries);
  });

  it("takes part in the transaction of the change: both, or neither", async () => {
    const { audit } = hub.app.access;
    const failing = audit.change(who, async (within, record) => {
      await within.sql
        .insertInto("team")
        .values({ id: crypto.randomUUID(), name: "half", created_at: new Date() })
        .execute();
      await record({ action: "test.half", kind: "test", id: null });
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect((await find("action=test.half")).entries).toEqual([]);
    expect((await local(hub.app).request("GET", "/api/v1/teams")).text).not.toContain("half");
  });

  it("only grows: the database itself refuses to change or remove an entry", async () => {
    const database = await databases.shared();
    for (const statement of [
      sql`update audit_entry set actor_name = 'somebody else'`,
      sql`delete from audit_entry`,
      sql`truncate audit_entry`,
    ]) {
      await expect(statement.execute(database.sql)).rejects.toThrow("the audit log only grows");
    }
  });

  it("keeps out what looks like a secret, and bears any text", async () => {
    const { audit } = hub.app.access;
    await audit.recordAlone(who, {
      action: "test.secret",
      kind: "test",
      id: "x",
      after: { password: "planted-1", nested: [{ accessToken: "planted-2" }], odd: "nul \0 half \ud800 ñ" },
    });
    const { entries } = await find("action=test.secret");
    expect(JSON.stringify(entries)).not.toContain("planted");
    expect(entries[0]?.after).toMatchObject({ odd: "nul  half \ufffd ñ" });
  });

  it("is read by pages and by what is looked for", async () => {
    const { audit } = hub.app.access;
    for (const id of ["1", "2", "3", "4", "5"]) {
      await audit.recordAlone({ ...who, name: "pager" }, { action: `page.${id}`, kind: "page", id });
    }
    const ids: (string | null)[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page = await find(`kind=page&limit=2${next === "" ? "" : `&before=${next}`}`);
      ids.push(...page.entries.map(({ id }) => id));
      next = page.next;
    }
    expect(ids).toEqual(["5", "4", "3", "2", "1"]);
    expect((await find("action=page")).entries).toHaveLength(5);
    expect((await find("action=page.3")).entries).toHaveLength(1);
    expect((await find("action=pag")).entries).toEqual([]);
    expect((await find("kind=page&id=2&actor=pager")).entries).toHaveLength(1);
    const tomorrow = encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString());
    expect((await find(`kind=page&from=${tomorrow}`)).entries).toEqual([]);
    expect((await find(`kind=page&to=${tomorrow}`)).entries).toHaveLength(5);
  });
});

describe("what differs", () => {
  it("is all that is kept of a change", () => {
    expect(differing({ a: 1, b: [1], c: 3 }, { a: 1, b: [2], d: 4 })).toEqual({
      before: { b: [1], c: 3 },
      after: { b: [2], d: 4 },
    });
  });

  it("is everything where there was nothing, or is nothing now", () => {
    expect(differing(undefined, { a: 1 })).toEqual({ before: undefined, after: { a: 1 } });
    expect(differing({ a: 1 }, undefined)).toEqual({ before: { a: 1 }, after: undefined });
  });
});
