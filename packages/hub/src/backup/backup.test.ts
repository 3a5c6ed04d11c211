/** Backups over the API of whole hubs, of one kind of database into the other, and what is refused. */
import { readdirSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Sandbox } from "@rostrum/sandbox";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import { populate } from "../testing/populated.ts";

const key = Buffer.alloc(32, 7).toString("base64");
let postgres: TestPostgres;
let sandbox: Sandbox;
const hubs: TestHub[] = [];
beforeAll(async () => {
  [postgres, sandbox] = await Promise.all([startPostgres(), startTestSandbox()]);
});
afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});
afterAll(async () => {
  await sandbox.close();
  await postgres.stop();
});

type Kind = "embedded" | "postgres";
async function start(kind: Kind, more: Record<string, string> = {}): Promise<TestHub> {
  const database: Record<string, string> =
    kind === "postgres" ? { DATABASE_URL: await postgres.newDatabase() } : {};
  const hub = await startTestHub({ environment: { ROSTRUM_KEY: key, ...database, ...more } });
  hubs.push(hub);
  return hub;
}

async function take(hub: TestHub): Promise<Buffer> {
  const answer = await hub.app.http.inject({
    url: "/api/v1/backup",
    headers: { authorization: `Bearer ${hub.app.accessToken}` },
  });
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
}

async function restore(hub: TestHub, backup: Buffer, query = "") {
  const answer = await hub.app.http.inject({
    method: "POST",
    url: `/api/v1/restore${query}`,
    headers: { authorization: `Bearer ${hub.app.accessToken}`, "content-type": "application/gzip" },
    payload: backup,
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> };
}

const linesOf = (backup: Buffer) => gunzipSync(backup).toString("utf8").trimEnd().split("\n");

/** All rows by table, without the entries that taking and restoring leave in the audit log. */
function contentOf(backup: Buffer): Record<string, string[]> {
  const content: Record<string, string[]> = {};
  let table = "";
  for (const text of linesOf(backup).slice(1, -1)) {
    const line = JSON.parse(text) as
      | { table?: { schema: string; name: string }; counter?: object }
      | string[];
    if (Array.isArray(line)) {
      if (!line.some((value) => value?.startsWith("backup."))) content[table]?.push(text);
    } else if (line.table !== undefined) {
      table = `${line.table.schema}.${line.table.name}`;
      content[table] = [JSON.stringify(line.table)];
    }
  }
  for (const rows of Object.values(content)) rows.sort();
  return content;
}

describe.each([
  ["embedded", "embedded"],
  ["embedded", "postgres"],
  ["postgres", "embedded"],
  ["postgres", "postgres"],
] as const)("a backup of an %s hub, restored into an %s one", (from, to) => {
  it("brings everything back to the last value, and what is sealed opens with the key", async () => {
    const source = await start(from);
    await populate(source, sandbox);
    const backup = await take(source);
    expect(readdirSync(source.folder).filter((name) => name.startsWith("backup-"))).toEqual([]);

    const target = await start(to);
    const { status, body } = await restore(target, backup);
    expect(body).toMatchObject({ keyIsHere: true, remarks: [] });
    expect(status).toBe(200);
    const content = contentOf(backup);
    expect(contentOf(await take(target))).toEqual(content);
    expect(Object.keys(content)).toEqual(
      expect.arrayContaining(["public.failed_row", "public.person", "goto.registrant", "goto.rostrum_run"]),
    );
    for (const name of ["public.failed_row", "public.person", "goto.registrant", "public.audit_entry"]) {
      expect(content[name]?.length, name).toBeGreaterThan(1);
    }

    // As after a start of its own: a connection works, a failed row can be seen, counters go on.
    expect(await target.request("POST", "/api/v1/connections/main/test")).toMatchObject({ status: 200 });
    expect((await target.request("GET", "/api/v1/flows/copy/failed-rows")).body).toMatchObject({
      rows: [{ place: "row 2" }],
    });
    const { rows } = await sql<{ twice: number }>`
      select count(*)::int - count(distinct id)::int as twice from audit_entry`.execute(
      target.app.database.sql,
    );
    expect(rows).toEqual([{ twice: 0 }]);
  });
});

describe("a restore", () => {
  let backup: Buffer;
  beforeAll(async () => {
    const source = await start("embedded");
    await populate(source, sandbox);
    backup = await take(source);
  });

  it.each(["embedded", "postgres"] as const)(
    "refuses an %s database with something in it, unless told",
    async (kind) => {
      const hub = await start(kind);
      await hub.request("POST", "/api/v1/teams", { name: "Here before" });
      expect(await restore(hub, backup)).toMatchObject({
        status: 409,
        body: { error: { code: "restore.not-empty" } },
      });
      expect((await hub.request("GET", "/api/v1/teams")).text).toContain("Here before");
      expect(await restore(hub, backup, "?replace=true")).toMatchObject({ status: 200 });
      expect((await hub.request("GET", "/api/v1/teams")).text).not.toContain("Here before");
      expect(await hub.request("POST", "/api/v1/connections/main/test")).toMatchObject({ status: 200 });
    },
  );

  it.each(["embedded", "postgres"] as const)(
    "into an %s database changes nothing when the backup is cut off, changed, newer, or none",
    async (kind) => {
      const hub = await start(kind);
      await hub.request("POST", "/api/v1/teams", { name: "Here before" });
      const lines = linesOf(backup);
      const packed = (changed: readonly string[]) => gzipSync(`${changed.join("\n")}\n`);
      const newer = lines[0]?.replace(
        '"migrations":[',
        '"migrations":[{"number":9999,"name":"x","checksum":"x"},',
      );
      const middle = lines.findIndex((line) => line.includes("Planted Name"));
      const cases: readonly (readonly [Buffer, string])[] = [
        [backup.subarray(0, backup.length / 2), "backup.damaged"],
        [packed(lines.slice(0, -1)), "backup.damaged"],
        [
          packed(
            lines.map((line, at) => (at === middle ? line.replace("Planted Name", "Other Name") : line)),
          ),
          "backup.damaged",
        ],
        [packed(lines.filter((_, at) => at !== middle)), "backup.damaged"],
        [packed([...lines, "[]"]), "backup.damaged"],
        [packed([newer ?? "", ...lines.slice(1)]), "backup.newer"],
        [packed([(lines[0] ?? "").replace('"format":1', '"format":2'), ...lines.slice(1)]), "backup.newer"],
        [packed(["{}"]), "backup.not-one"],
        [Buffer.from("something else"), "backup.not-one"],
        [Buffer.alloc(0), "backup.not-one"],
      ];
      for (const [body, code] of cases) {
        const answer = await restore(hub, body, "?replace=true");
        expect((answer.body.error as { code: string } | undefined)?.code).toBe(code);
      }
      expect((await hub.request("GET", "/api/v1/teams")).text).toContain("Here before");
    },
  );

  it("without the key says so, and the hub says what to do", async () => {
    const hub = await start("embedded", { ROSTRUM_KEY: Buffer.alloc(32, 8).toString("base64") });
    expect(await restore(hub, backup)).toMatchObject({ status: 200, body: { keyIsHere: false } });
    expect(await hub.request("POST", "/api/v1/connections/main/test")).toMatchObject({
      body: { error: { code: "key.missing", remedy: expect.stringContaining("Put the former key back") } },
    });
  });

  it("is refused by a hub that serves, and while another process uses the database", async () => {
    const serving = await start("embedded");
    serving.app.announce({ forPrograms: "http://127.0.0.1:1", forPeople: "http://localhost:1" });
    expect(await restore(serving, backup)).toMatchObject({
      body: { error: { code: "restore.hub-is-running" } },
    });

    const address = await postgres.newDatabase();
    const one = await start("postgres", { DATABASE_URL: address });
    const other = await start("postgres", { DATABASE_URL: address });
    expect(await restore(one, backup)).toMatchObject({ body: { error: { code: "restore.in-use" } } });
    await other.close();
    hubs.splice(hubs.indexOf(other), 1);
    await expect.poll(async () => (await restore(one, backup)).status, { timeout: 30_000 }).toBe(200);
  });

  it("stops what was under way when the backup was taken", async () => {
    const source = await start("embedded");
    await populate(source, sandbox);
    await sql`update flow_run set state = 'running', ended_at = null`.execute(source.app.database.sql);
    const target = await start("postgres");
    expect((await restore(target, await take(source))).body.remarks).toEqual([
      expect.stringContaining("rostrum flow resume copy"),
    ]);
    expect((await target.request("GET", "/api/v1/flows/copy/runs")).body).toMatchObject({
      runs: [{ state: "stopped" }],
    });
  });

  it("leaves alone what others keep in the same Postgres", async () => {
    const hub = await start("postgres");
    await sql`create table payroll (person text)`.execute(hub.app.database.sql);
    await sql`insert into payroll values ('somebody')`.execute(hub.app.database.sql);
    expect(await restore(hub, backup, "?replace=true")).toMatchObject({ status: 200 });
    expect((await sql`select * from payroll`.execute(hub.app.database.sql)).rows).toHaveLength(1);
    expect(Object.keys(contentOf(await take(hub)))).not.toContain("public.payroll");
  });
});

it("a backup is one moment of a hub that goes on", async () => {
  const hub = await start("postgres");
  const add = async (from: number) => {
    for (let number = from; number < from + 40; number += 1) {
      await hub.request("POST", "/api/v1/teams", { name: `Team ${number}` });
    }
  };
  await add(0);
  const [backup] = await Promise.all([take(hub), add(40)]);
  const content = contentOf(backup);
  // Each team comes with its entry in the log, in one transaction: so many of one, so many of the other.
  const teams = (content["public.team"]?.length ?? 0) - 1;
  expect(teams).toBeGreaterThanOrEqual(40);
  expect((content["public.audit_entry"]?.length ?? 0) - 1).toBe(teams);
});
