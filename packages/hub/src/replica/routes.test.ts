/** Replicas over the API of a whole hub: choosing, syncing, a database that goes away, two hubs at once. */
import type { Sandbox } from "@rostrum/sandbox";
import { CompiledQuery } from "kysely";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import { startWay, type Way } from "./testing/way.ts";

let postgres: TestPostgres;
let sandbox: Sandbox;
let hub: TestHub;
let way: Way | undefined;
const others: TestHub[] = [];
const entities = ["Webinar", "Registrant", "Session", "Attendee"];

beforeAll(async () => {
  [postgres, sandbox, hub] = await Promise.all([
    startPostgres(),
    startTestSandbox({ size: { webinars: 30, registrants: 6, attendees: 4, sessions: 1 } }),
    startTestHub(),
  ]);
  await connect(hub);
});
afterEach(async () => {
  sandbox.control.latency.set({ ms: 0, jitter: 0 });
  await Promise.all(others.splice(0).map((other) => other.close()));
  await way?.close();
  way = undefined;
});
afterAll(async () => {
  await hub.close();
  await sandbox.close();
  await postgres.stop();
});

async function connect(one: TestHub): Promise<void> {
  const { oauthClient, ...connection } = sandboxConnection(sandbox, "Main");
  const fast = { ...connection, oauthClient: { ...oauthClient, requestsPerSecond: 1000 } };
  expect(await one.request("POST", "/api/v1/connections", fast)).toMatchObject({
    status: 201,
  });
}
async function add(one: TestHub, wish: object): Promise<void> {
  expect(await one.request("POST", "/api/v1/replicas", { entities, ...wish })).toMatchObject({ status: 201 });
}

interface Sync {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly progress: { readonly calls: number; readonly summary?: string; readonly trouble?: string };
  readonly counts: Record<string, { readonly new: number }>;
  readonly error: { readonly code: string; readonly message: string } | null;
}
async function start(one: TestHub, name: string, body: object = {}): Promise<string> {
  const { status, body: answer } = await one.request("POST", `/api/v1/replicas/${name}/sync`, body);
  expect(status).toBe(201);
  return (answer as Sync).id;
}
async function look(one: TestHub, id: string): Promise<Sync> {
  return (await one.request("GET", `/api/v1/replica-syncs/${id}`)).body as Sync;
}
async function ended(one: TestHub, id: string, until = (_: Sync) => false): Promise<Sync> {
  for (;;) {
    const sync = await look(one, id);
    if (["done", "stopped", "failed"].includes(sync.state) || until(sync)) return sync;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const syncTo = async (one: TestHub, name: string, body: object = {}) =>
  ended(one, await start(one, name, body));
/** Calls are told once a second; the sandbox knows them at once. */
const made = () => sandbox.control.calls.snapshot().apis.webinar?.calls ?? 0;
async function callsMade(count: number): Promise<void> {
  const before = made();
  await expect.poll(() => made() - before, { timeout: 20_000, interval: 5 }).toBeGreaterThan(count);
}

describe("replicas", () => {
  it("are added, synced into the hub's own database, shown, changed and removed", async () => {
    await add(hub, { name: "own" });
    const first = await syncTo(hub, "own");
    expect(first.progress.summary).toMatch(
      /^4 tables up to date: 330 new, 0 changed, 0 gone \(complete scan\), 0 unchanged {3}\d+ calls/,
    );
    const second = await syncTo(hub, "own");
    expect(second.progress.summary).toMatch(/^4 tables up to date: 0 new, 0 changed, 0 gone, 330 unchanged/);
    const shown = await hub.request("GET", "/api/v1/replicas/own");
    expect(shown.body).toMatchObject({
      database: null,
      schema: "goto",
      entities,
      syncing: null,
      schedule: { cron: "15 3 * * *" },
      nextSyncAt: expect.stringContaining(":15:00"),
      sentence: expect.stringMatching(
        /^Up to date as of just now. Last complete scan just now; one is made every 7 days. It syncs every day at 03:15 \(.+\). Next sync in /,
      ),
      lastSync: { state: "done", complete: false, reason: "request" },
      lastComplete: { counts: { Attendee: { new: 24 * 4 } } },
    });
    // Named by whoever wants to remove its connection.
    expect(await hub.request("DELETE", "/api/v1/connections/main")).toMatchObject({
      status: 409,
      text: expect.stringContaining("own"),
    });
    expect(await hub.request("PATCH", "/api/v1/replicas/own", { completeDays: 30 })).toMatchObject({
      body: { completeDays: 30 },
    });
    const alerts = { email: ["ops@acme.example"] };
    expect(await hub.request("PATCH", "/api/v1/replicas/own", { alerts })).toMatchObject({
      body: { completeDays: 30, alerts: { ...alerts, every: 24, late: 30 } },
    });
    expect((await hub.request("GET", "/api/v1/replicas/own/alerts")).body).toEqual({
      troubles: [],
      messages: [],
    });
    expect(await hub.request("DELETE", "/api/v1/replicas/own?drop=true")).toMatchObject({ status: 204 });
    const left = await hub.app.database.sql.executeQuery(
      CompiledQuery.raw("select 1 from pg_namespace where nspname = 'goto'"),
    );
    expect(left.rows).toEqual([]);
  });

  it("refuse what cannot be, with what would be right", async () => {
    await add(hub, { name: "here" });
    const post = async (wish: object) => {
      const { status, body } = await hub.request("POST", "/api/v1/replicas", wish);
      return { status, ...(body as { error: { code: string; remedy: string } }).error };
    };
    expect(await post({ name: "here" })).toMatchObject({ status: 409, code: "replica.name-taken" });
    expect(await post({ name: "there" })).toMatchObject({ status: 409, code: "replica.schema-taken" });
    expect(await post({ name: "a b" })).toMatchObject({ status: 400, code: "replica.bad-name" });
    expect(await post({ name: "x", schema: "pg_catalog" })).toMatchObject({ code: "replica.bad-schema" });
    expect(await post({ name: "x", database: "mysql://h/d" })).toMatchObject({ code: "replica.bad-address" });
    const settings = { kind: "csv" };
    expect(await hub.request("PUT", "/api/v1/endpoints/files", { settings })).toMatchObject({ status: 200 });
    expect(await post({ name: "x", endpoint: "files" })).toMatchObject({ code: "replica.bad-endpoint" });
    expect(await post({ name: "x", endpoint: "fils" })).toMatchObject({ remedy: 'Did you mean "files"?' });
    expect(await post({ name: "x", endpoint: "files", database: "postgres://h/d" })).toMatchObject({
      code: "replica.two-databases",
    });
    expect(await post({ name: "x", entities: ["Atendee"] })).toMatchObject({
      remedy: 'Did you mean "Attendee"?',
    });
    const alerts = { webhook: "http://127.0.0.1/hook" };
    expect(await post({ name: "x", alerts })).toMatchObject({ code: "outbound.refused" });
    expect(await post({ name: "x", connection: "mian" })).toMatchObject({ code: "connection.unknown" });
    expect(await hub.request("GET", "/api/v1/replicas/heer")).toMatchObject({
      status: 404,
      body: { error: { remedy: 'Did you mean "here"?' } },
    });
    expect(await hub.request("DELETE", "/api/v1/replicas/here")).toMatchObject({ status: 204 });
  });

  it("are copied into the database of an endpoint, with the secret that is kept there", async () => {
    const address = new URL(await postgres.newDatabase());
    const { hostname: host, port, username: user, password: secret } = address;
    const database = address.pathname.slice(1);
    const settings = { kind: "postgres", host, port: Number(port), database, user, tls: "off" };
    expect(
      await hub.request("PUT", "/api/v1/endpoints/warehouse-db", { settings, secret: secret || "none" }),
    ).toMatchObject({ status: 200 });
    await add(hub, { name: "by-endpoint", endpoint: "warehouse-db", entities: ["Webinar"] });
    expect((await syncTo(hub, "by-endpoint")).counts).toMatchObject({ Webinar: { new: 30 } });
    const client = new Client(address.href);
    await client.connect();
    const { rows } = await client.query("select count(*)::int as webinars from goto.webinar");
    await client.end();
    expect(rows).toEqual([{ webinars: 30 }]);
    const shown = await hub.request("GET", "/api/v1/replicas/by-endpoint");
    expect(shown.body).toMatchObject({ endpoint: "warehouse-db", database: `${host}:${port}/${database}` });
    expect(await hub.request("DELETE", "/api/v1/endpoints/warehouse-db")).toMatchObject({ status: 204 });
    expect(await syncTo(hub, "by-endpoint")).toMatchObject({
      state: "failed",
      error: { code: "endpoint.unknown" },
    });
    const back = await hub.request("PATCH", "/api/v1/replicas/by-endpoint", {
      database: null,
      schema: "own",
    });
    expect(back.body).toMatchObject({ endpoint: null, database: null });
    expect(await hub.request("DELETE", "/api/v1/replicas/by-endpoint")).toMatchObject({ status: 204 });
  });

  it("stop when told, and go on from there", async () => {
    await add(hub, { name: "halted" });
    sandbox.control.latency.set({ ms: 150, jitter: 0 });
    const id = await start(hub, "halted");
    await callsMade(10);
    const again = await hub.request("POST", "/api/v1/replicas/halted/sync", {});
    expect(again).toMatchObject({ status: 200, body: { id } });
    expect(await hub.request("DELETE", "/api/v1/replicas/halted")).toMatchObject({
      status: 409,
      body: { error: { code: "replica.busy" } },
    });
    expect(await hub.request("POST", "/api/v1/replicas/halted/stop")).toMatchObject({
      body: { stopped: true },
    });
    expect(await look(hub, id)).toMatchObject({ state: "stopped", error: { code: "replica.stopped" } });
    expect(await hub.request("POST", "/api/v1/replicas/halted/stop")).toMatchObject({
      body: { stopped: false },
    });
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    expect((await syncTo(hub, "halted")).progress.summary).toContain("330 new, 0 changed, 0 gone");
    const history = await hub.request("GET", "/api/v1/replicas/halted/syncs");
    expect(history.body).toMatchObject({ syncs: [{ state: "done" }, { state: "stopped", id }] });
    expect(await hub.request("DELETE", "/api/v1/replicas/halted?drop=true")).toMatchObject({ status: 204 });
  });

  it("wait for their database when it is gone, go on when it is back, and never show its password", async () => {
    const address = new URL(await postgres.newDatabase());
    way = await startWay(Number(address.port));
    address.port = String(way.port);
    address.password = "rostrum";
    await add(hub, { name: "warehouse", database: address.href });
    sandbox.control.latency.set({ ms: 30, jitter: 0 });
    const id = await start(hub, "warehouse");
    await callsMade(15);
    way.cut();
    const waiting = await ended(hub, id, ({ progress }) => progress.trouble !== undefined);
    expect(waiting).toMatchObject({ state: "running" });
    expect(waiting.progress.trouble).toContain(`127.0.0.1:${way.port}/`);
    const away = await hub.request("GET", "/api/v1/replicas/warehouse");
    expect(away.body).toMatchObject({ sentence: expect.stringContaining("cannot be reached") });

    way.heal();
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    const through = await ended(hub, id);
    expect(through).toMatchObject({ state: "done" });
    expect(through.progress.trouble).toBeUndefined();
    const client = new Client({ connectionString: address.href });
    await client.connect();
    const counts = await client.query(`select
      (select count(*)::int from goto.registrant) as registrants, (select count(*)::int from goto.attendee) as attendees`);
    await client.end();
    expect(counts.rows).toEqual([{ registrants: 180, attendees: 96 }]);
    // What was committed before the cut is in the same counts, once.
    expect((await look(hub, id)).counts).toMatchObject({ Registrant: { new: 180 }, Attendee: { new: 96 } });

    const stored = await hub.app.database.sql.selectFrom("replica").selectAll().execute();
    const all = (await hub.request("GET", "/api/v1/replicas")).text + hub.logged() + JSON.stringify(stored);
    expect(all).not.toContain(":rostrum@");
    expect(all).not.toContain(address.href);
  });

  it("are synced by one process at a time, seen and stopped from another", async () => {
    const environment = { DATABASE_URL: await postgres.newDatabase(), ROSTRUM_KEY: "a".repeat(64) };
    const [one, other] = [await startTestHub({ environment }), await startTestHub({ environment })];
    others.push(one, other);
    await connect(one);
    await add(one, { name: "shared" });
    sandbox.control.latency.set({ ms: 700, jitter: 0 });
    const id = await start(one, "shared");
    await callsMade(2);
    expect(await other.request("POST", "/api/v1/replicas/shared/sync", {})).toMatchObject({
      status: 200,
      body: { id },
    });
    const seen = await ended(other, id, ({ progress }) => progress.calls > 0);
    expect(seen).toMatchObject({ state: "running" });
    expect(await other.request("POST", "/api/v1/replicas/shared/stop")).toMatchObject({
      body: { stopped: true },
    });
    expect(await look(one, id)).toMatchObject({ state: "stopped" });
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    expect(await syncTo(other, "shared")).toMatchObject({ state: "done" });
  });

  it("go on in another process when theirs ends", async () => {
    const environment = { DATABASE_URL: await postgres.newDatabase(), ROSTRUM_KEY: "a".repeat(64) };
    const [one, other] = [await startTestHub({ environment }), await startTestHub({ environment })];
    others.push(other);
    await connect(one);
    await add(one, { name: "moved" });
    await other.app.replicas.work();
    sandbox.control.latency.set({ ms: 300, jitter: 0 });
    const id = await start(one, "moved");
    await callsMade(5);
    await one.close();
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    expect(await ended(other, id)).toMatchObject({ state: "done", counts: { Registrant: { new: 180 } } });
  });
});
