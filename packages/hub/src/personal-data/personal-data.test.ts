/** What a whole hub knows of somebody: found everywhere it was put, exported, and gone from everything that a backup holds. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { Sandbox } from "@rostrum/sandbox";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { personalDataSources } from "../kept.ts";
import { ownSchema, tablesOf } from "../platform/database/backup/tables.ts";
import { inSession } from "../platform/database/session.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import { populate } from "../testing/populated.ts";

interface Found {
  records: { kind: string; what: string; where: string; data: Record<string, unknown> }[];
  notSearched: string[];
  atGoTo: string[];
  mark: string;
}
interface Erased {
  erased: { kind: string; records: number }[];
  left: { kind: string; what: string; why: string }[];
  mark: string;
}

let postgres: TestPostgres;
let sandbox: Sandbox;
beforeAll(async () => {
  [postgres, sandbox] = await Promise.all([startPostgres(), startTestSandbox()]);
});
afterAll(async () => {
  await sandbox.close();
  await postgres.stop();
});

describe.each(["embedded", "postgres"] as const)("personal data, with the hub on its %s database", (kind) => {
  let hub: TestHub;
  let email: string;
  /** Address of the database that the second replica is in. */
  let warehouse: string;
  const api = async (method: string, where: string, json?: unknown) => {
    const { status, body, text } = await hub.request(method, `/api/v1${where}`, json);
    expect(status, text).toBeLessThan(300);
    return body;
  };
  const find = (address: string) => api("POST", "/personal-data/find", { email: address }) as Promise<Found>;
  const erase = (address: string) =>
    api("POST", "/personal-data/erase", { email: address }) as Promise<Erased>;
  async function backup(): Promise<string> {
    const answer = await hub.app.http.inject({
      url: "/api/v1/backup",
      headers: { authorization: `Bearer ${hub.app.accessToken}` },
    });
    return gunzipSync(answer.rawPayload).toString("utf8");
  }

  beforeAll(async () => {
    const environment: Record<string, string> =
      kind === "postgres" ? { DATABASE_URL: await postgres.newDatabase() } : {};
    hub = await startTestHub({ environment });
    ({ email } = await populate(hub, sandbox));
    warehouse = await postgres.newDatabase();
    await api("POST", "/replicas", {
      name: "warehouse",
      entities: ["Registrant"],
      database: warehouse,
    });
    const { id: sync } = (await api("POST", "/replicas/warehouse/sync", {})) as { id: string };
    await vi.waitFor(
      async () => expect(await api("GET", `/replica-syncs/${sync}`)).toMatchObject({ state: "done" }),
      30_000,
    );
  });
  afterAll(() => hub.close());

  it("is found wherever it was put, however it is typed, and nobody else's with it", async () => {
    const found = await find(email.toUpperCase());
    expect(new Set(found.records.map((record) => record.kind))).toEqual(
      new Set(["people", "files", "failed-rows", "replicas", "audit"]),
    );
    expect(found.notSearched).toEqual([]);
    expect(found.records.find((record) => record.kind === "failed-rows")?.data).toMatchObject({
      source: { email, name: "Planted Name" },
    });
    expect(found.records.filter(({ where }) => where.includes("127.0.0.1"))).not.toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/other@acme|boss@acme|scrypt|password/i);
    expect(found.atGoTo).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/rostrum delete Registrant webinarKey=\d+ registrantKey=\d+/),
      ]),
    );
    expect((await find("nobody@acme.example")).records).toEqual([]);
  });

  it("is found in what hangs on a registration and names nobody", async () => {
    const [row] = (
      await sql<{ webinar_key: string; registrant_key: string }>`
        select webinar_key, registrant_key from goto.registrant where email = ${email} limit 1`.execute(
        hub.app.database.sql,
      )
    ).rows;
    const db = hub.app.database.sql;
    await sql`create table if not exists goto.attendee_survey_answer (registrant_key text, answer text)`.execute(
      db,
    );
    await sql`insert into goto.rostrum_table values ('Planted', 'attendee_survey_answer', 1, '', now()) on conflict do nothing`.execute(
      db,
    );
    await sql`insert into goto.attendee_survey_answer values (${row?.registrant_key}, 'mine'), ('1', 'not mine')`.execute(
      db,
    );
    const { records } = await find(email);
    expect(records.filter(({ where }) => where.endsWith("attendee_survey_answer"))).toMatchObject([
      { data: { answer: "mine" } },
    ]);
  });

  it("is erased from everything that a backup holds, in other databases too, with an entry that does not name them", async () => {
    const db = hub.app.database.sql;
    await sql`update goto.webinar set subject = ${`A talk by ${email}`}, raw = jsonb_set(raw, '{by}', to_jsonb(${email}::text))
      where ctid = (select ctid from goto.webinar limit 1)`.execute(db);
    const before = await backup();
    expect(before).toContain(email);
    const webinars = (await sql`select 1 from goto.webinar`.execute(db)).rows.length;
    const done = await erase(email);
    expect(done.left).toMatchObject([{ kind: "files" }, { kind: "files" }]);
    const after = await backup();
    expect(after.toLowerCase()).not.toContain(email.toLowerCase());
    expect(after).not.toContain("Planted Name");
    expect(after).not.toContain("Name of viewer");
    // What only spoke of them is still there, and so is everybody else.
    expect((await sql`select 1 from goto.webinar`.execute(db)).rows).toHaveLength(webinars);
    expect(
      (await sql`select 1 from goto.webinar where subject = 'A talk by [erased]'`.execute(db)).rows,
    ).toHaveLength(1);
    expect(after).toContain("boss@acme.example");
    expect(after).toContain("not mine");
    expect((await find(email)).records.map((record) => record.kind)).toEqual(["files", "files"]);

    const { entries } = (await api("GET", "/audit?action=personal-data.erase")) as { entries: object[] };
    expect(entries).toMatchObject([{ id: done.mark, after: { left: 2 } }]);
    expect((await erase(email)).mark).toBe(done.mark);
    expect(hub.logged().toLowerCase()).not.toContain(email.toLowerCase());
  });

  it("leaves settings and the last administrator, and says what to do", async () => {
    await api("PUT", "/flows/copy", {
      source: { endpoint: "csv", table: "people.csv" },
      target: { endpoint: "ndjson", table: "copies.ndjson", write: "insert" },
      alerts: { email: ["boss@acme.example"] },
    });
    const { left } = await erase("boss@acme.example");
    expect(left.map((one) => one.kind).sort()).toEqual(["flow-revisions", "flows", "people"]);
    expect(left.find((one) => one.kind === "people")?.why).toContain("administrator");
    const { records } = await find("boss@acme.example");
    expect(records.map((record) => record.kind).sort()).toEqual(["flow-revisions", "flows", "people"]);
  });

  it("says which replica could not be looked into, and does the rest", async () => {
    const client = new Client({ connectionString: await postgres.newDatabase() });
    await client.connect();
    await client.query(`drop database ${new URL(warehouse).pathname.slice(1)} with (force)`);
    await client.end();
    await api("POST", "/invitations", { email: "late@acme.example", role: "viewer" });
    const found = await find("late@acme.example");
    expect(found.notSearched).toEqual([expect.stringContaining("The replica warehouse")]);
    const { erased, left } = await erase("late@acme.example");
    expect(erased).toEqual(
      expect.arrayContaining([
        { kind: "people", records: 1 },
        { kind: "audit", records: 1 },
      ]),
    );
    expect(left).toMatchObject([{ kind: "replicas" }]);
  });

  it("in a file that is packed is not claimed to be found or not", async () => {
    const file = path.join(hub.folder, "files", "people.xlsx");
    writeFileSync(file, readFileSync(path.join(hub.folder, "files", "people.csv")));
    expect((await find(email)).notSearched).toEqual(
      expect.arrayContaining([expect.stringContaining("people.xlsx")]),
    );
  });

  it("has a source for each table, or a reason why there is none", async () => {
    const { database } = hub.app;
    const claimed = personalDataSources({
      database,
      sealer: undefined as never,
      endpoints: undefined as never,
      filesFolder: hub.folder,
    }).flatMap(({ tables }) => tables);
    const tables = await inSession(database, "consistent", (session) => tablesOf(session, ownSchema));
    const unclaimed = tables.filter((name) => !claimed.includes(name) && !(name in withoutPersonalData));
    expect(unclaimed, "give these tables a source in kept.ts, or a reason below").toEqual([]);
  });
});

/** Tables in which nothing personal can stand, and why. */
const withoutPersonalData: Readonly<Record<string, string>> = {
  migration: "names of our own files",
  budget: "counts of calls",
  budget_use: "counts of calls",
  oauth_grant: "keys of GoTo and sealed tokens; whose they are stands in connection",
  person_verification: "never written",
  team: "names of groups",
  flow_alert: "times",
  webhook_secret: "one sealed secret",
  replica_sync: "counts, and errors that name databases and not rows",
  agent: "names of machines, and of what they reach",
  agent_test: "whether an endpoint answered",
  retention: "kinds and days",
  retention_run: "counts",
};
