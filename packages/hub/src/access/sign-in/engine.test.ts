import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openEmbedded } from "../../platform/database/database.ts";
import { describeOnBothDatabases } from "../../platform/database/testing.ts";
import { createLog } from "../../platform/log/log.ts";
import { createPeopleStore } from "../people/store.ts";
import { createSignInEngine, engineOptions } from "./engine.ts";

const log = createLog("silent");
const secret = "c2VjcmV0IG9mIHRoaXMgdGVzdCwgMzIgYnl0ZXMgbG9uZw==";

describeOnBothDatabases("our migrations", (databases) => {
  it("make every table and column that better-auth expects, of the types that it expects", async () => {
    const database = await databases.shared();
    const { toBeCreated, toBeAdded } = await getMigrations(
      engineOptions({ database, log, secret, secure: false }),
    );
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });
});

describe("signing in", () => {
  let database: Database;
  const email = "ana@acme.example";
  const origin = { address: "2001:db8::1", userAgent: "a browser" };
  const id = "5f0cfb2e-3a0f-4e0e-8e0c-0a8f6a8f0001";
  const engineWith = (more: { secure?: boolean; secret?: string } = {}) =>
    createSignInEngine({ database, log, secret, secure: false, ...more });

  beforeAll(async () => {
    database = await openEmbedded(undefined);
    const hash = await engineWith().hashPassword("the right password");
    const times = { createdAt: new Date(), deactivatedAt: null };
    const person = { id, email, name: "Ana", role: "viewer", ...times } as const;
    await createPeopleStore(database).insert(person, hash);
  });
  afterAll(() => database.close());

  const cookieOf = (cookies: readonly string[]) => cookies.map((line) => line.split(";")[0]).join("; ");

  it("gives a cookie that scripts cannot read and other sites do not send", async () => {
    const signedIn = await engineWith().signIn(email, "the right password", origin);
    const [cookie = "", ...others] = signedIn?.cookies ?? [];
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^rostrum\.session_token=/);
    expect(cookie).toMatch(/; Path=\/;.*HttpOnly; SameSite=Lax/);
    expect(cookie).not.toContain("Secure");
    expect(cookie).not.toContain("Domain");
  });

  it("gives a cookie for https alone where people come by https", async () => {
    const signedIn = await engineWith({ secure: true }).signIn(email, "the right password", origin);
    expect(signedIn?.cookies[0]).toMatch(/^__Secure-rostrum\.session_token=.*; Secure/);
  });

  it("remembers the session with where it came from, and forgets it at the sign-out", async () => {
    const engine = engineWith();
    const signedIn = await engine.signIn(email, "the right password", origin);
    const cookie = cookieOf(signedIn?.cookies ?? []);
    expect(engine.mayHaveSession(cookie)).toBe(true);
    const session = await engine.session(cookie);
    expect(session).toMatchObject({ personId: id });
    const listed = await createPeopleStore(database).sessions(id, new Date());
    expect(listed.find((one) => one.id === session?.sessionId)).toMatchObject({ userAgent: "a browser" });
    expect((await engine.signOut(cookie)).join()).toContain("Max-Age=0");
    expect(await engine.session(cookie)).toBeUndefined();
  });

  it("refuses a wrong password and an unknown address in the same way", async () => {
    const engine = engineWith();
    for (const [address, password] of [
      [email, "the wrong password"],
      ["nobody@acme.example", "the right password"],
      ["no address", "x"],
      [email, ""],
      [email, "x".repeat(100_000)],
    ] as const) {
      expect(await engine.signIn(address, password, origin)).toBeUndefined();
    }
  });

  it("takes no session that was signed by another hub, changed, or taken from the database", async () => {
    const engine = engineWith();
    const foreign = await engineWith({ secret: secret.replace("c2", "d2") }).signIn(
      email,
      "the right password",
      origin,
    );
    const own = cookieOf((await engine.signIn(email, "the right password", origin))?.cookies ?? []);
    const { token } = await database.sql
      .selectFrom("person_session")
      .select("token")
      .orderBy("created_at", "desc")
      .executeTakeFirstOrThrow();
    for (const cookie of [
      cookieOf(foreign?.cookies ?? []),
      own.replace("=", "=x"),
      `rostrum.session_token=${token}`,
      "rostrum.session_token=",
    ]) {
      expect(await engine.session(cookie)).toBeUndefined();
    }
  });

  it("takes no session that has ended", async () => {
    const engine = engineWith();
    const cookie = cookieOf((await engine.signIn(email, "the right password", origin))?.cookies ?? []);
    await database.sql
      .updateTable("person_session")
      .set({ expires_at: new Date(0) })
      .execute();
    expect(await engine.session(cookie)).toBeUndefined();
  });
});
