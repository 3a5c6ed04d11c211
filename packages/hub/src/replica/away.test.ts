/** What happens around a sync: databases that go and come back, a key that changes, a connection that is taken away. */
import type { Sandbox } from "@rostrum/sandbox";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../platform/clock/clock.ts";
import { newKey } from "../platform/crypto/sealer.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";
import { startWay, type Way } from "./testing/way.ts";

let postgres: TestPostgres;
let sandbox: Sandbox;
const closing: (() => Promise<unknown>)[] = [];
const entities = ["Webinar", "Registrant", "Session", "Attendee"];

beforeAll(async () => {
  [postgres, sandbox] = await Promise.all([
    startPostgres(),
    startTestSandbox({ size: { webinars: 20, registrants: 5, attendees: 3, sessions: 1 } }),
  ]);
});
afterEach(async () => {
  sandbox.control.latency.set({ ms: 0, jitter: 0 });
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await sandbox.close();
  await postgres.stop();
});

async function startHub(
  options: { environment?: Record<string, string>; clock?: Clock } = {},
): Promise<TestHub> {
  const hub = await startTestHub(options);
  closing.push(() => hub.close());
  return hub;
}
async function connect(hub: TestHub, name = "Main"): Promise<void> {
  const { oauthClient, ...connection } = sandboxConnection(sandbox, name);
  const fast = { ...connection, oauthClient: { ...oauthClient, name, requestsPerSecond: 1000 } };
  expect(await hub.request("POST", "/api/v1/connections", fast)).toMatchObject({ status: 201 });
}
async function add(hub: TestHub, wish: object): Promise<void> {
  expect(await hub.request("POST", "/api/v1/replicas", { entities, ...wish })).toMatchObject({ status: 201 });
}
async function wayTo(address: string): Promise<{ way: Way; address: string }> {
  const url = new URL(address);
  const way = await startWay(Number(url.port));
  closing.push(() => way.close());
  url.port = String(way.port);
  return { way, address: url.href };
}
async function start(hub: TestHub, name: string): Promise<string> {
  const { status, body } = await hub.request("POST", `/api/v1/replicas/${name}/sync`, {});
  expect(status).toBe(201);
  return (body as { id: string }).id;
}
interface Sync {
  readonly state: string;
  readonly endedAt: string | null;
  readonly progress: { readonly trouble?: string };
  readonly error: { readonly code: string } | null;
}
/** A hub whose own database is away answers nothing of use. */
async function look(hub: TestHub, id: string): Promise<Sync | undefined> {
  const { status, body } = await hub.request("GET", `/api/v1/replica-syncs/${id}`);
  return status === 200 ? (body as Sync) : undefined;
}
async function until(hub: TestHub, id: string, is: (sync: Sync) => boolean): Promise<Sync> {
  for (;;) {
    const sync = await look(hub, id);
    if (sync !== undefined && (is(sync) || sync.endedAt !== null)) return sync;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const ended = (hub: TestHub, id: string) => until(hub, id, () => false);
const made = () => sandbox.control.calls.snapshot().apis.webinar?.calls ?? 0;
async function callsMade(count: number): Promise<void> {
  const before = made();
  await expect.poll(() => made() - before, { timeout: 20_000, interval: 5 }).toBeGreaterThan(count);
}
async function query<Row>(address: string, text: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
async function expectWhole(address: string): Promise<void> {
  const counts = sandbox.control.counts() as unknown as Record<string, number>;
  const [row] = await query<Record<string, number>>(
    address,
    `select (select count(*)::int from goto.webinar where deleted is null) as "Webinar",
            (select count(*)::int from goto.registrant where deleted is null) as "Registrant",
            (select count(*)::int from goto.attendee where deleted is null) as "Attendee"`,
  );
  const { Webinar, Registrant, Attendee } = counts;
  expect(row).toEqual({ Webinar, Registrant, Attendee });
}

describe("a sync", () => {
  it("goes on when the hub's own database was gone for a while", async () => {
    const direct = await postgres.newDatabase();
    const { way, address } = await wayTo(direct);
    const hub = await startHub({ environment: { DATABASE_URL: address, ROSTRUM_KEY: newKey() } });
    await connect(hub);
    await add(hub, {});
    sandbox.control.latency.set({ ms: 200, jitter: 0 });
    const id = await start(hub, "main");
    await callsMade(6);
    way.cut();
    await expect.poll(async () => (await look(hub, id)) === undefined, { timeout: 20_000 }).toBe(true);
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    way.heal();
    expect(await ended(hub, id)).toMatchObject({ state: "done", error: null });
    await expectWhole(direct);
  });

  it("goes on however often the server ends its connections", async () => {
    const hub = await startHub();
    await connect(hub);
    const address = await postgres.newDatabase();
    await add(hub, { database: address });
    sandbox.control.latency.set({ ms: 60, jitter: 40 });
    const id = await start(hub, "main");
    for (let times = 0; times < 6; times++) {
      await callsMade(5);
      await query(
        address,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      if ((await look(hub, id))?.endedAt) break;
    }
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    expect(await ended(hub, id)).toMatchObject({ state: "done" });
    await expectWhole(address);
  });

  it("gives up after ten minutes with clear words, and the next one goes on from there", async () => {
    let skew = 0;
    const clock: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skew };
    const hub = await startHub({ clock });
    await connect(hub);
    const direct = await postgres.newDatabase();
    const { way, address } = await wayTo(direct);
    await add(hub, { database: address });
    sandbox.control.latency.set({ ms: 60, jitter: 0 });
    const id = await start(hub, "main");
    await callsMade(15);
    way.cut();
    await until(hub, id, ({ progress }) => progress.trouble !== undefined);
    skew = 601_000;
    expect(await ended(hub, id)).toMatchObject({ state: "failed", error: { code: "replica.unreachable" } });
    const { body } = await hub.request("GET", "/api/v1/replicas/main");
    expect(body).toMatchObject({
      sentence: expect.stringMatching(/^The last sync failed just now: The database at .* cannot be reached/),
    });
    // Tried again ahead of its nightly schedule.
    const { nextSyncAt } = body as { nextSyncAt: string };
    expect(Date.parse(nextSyncAt) - Date.now()).toBeLessThanOrEqual(900_000);
    const checks = await hub.request("GET", "/api/v1/checks");
    expect(checks.text).toContain("main: The last sync failed");

    way.heal();
    sandbox.control.latency.set({ ms: 0, jitter: 0 });
    expect(await ended(hub, await start(hub, "main"))).toMatchObject({ state: "done" });
    await expectWhole(direct);
  });

  it("opens its address with a new key in front, and then without the former one", async () => {
    const [own, warehouse] = [await postgres.newDatabase(), await postgres.newDatabase()];
    const [former, fresh] = [newKey(), newKey()];
    const syncWith = async (key: string, isFirst = false) => {
      const hub = await startTestHub({ environment: { DATABASE_URL: own, ROSTRUM_KEY: key } });
      try {
        if (isFirst) {
          await connect(hub);
          await add(hub, { database: warehouse });
        }
        return await ended(hub, await start(hub, "main"));
      } finally {
        await hub.close();
      }
    };
    expect(await syncWith(former, true)).toMatchObject({ state: "done" });
    expect(await syncWith(`${fresh},${former}`)).toMatchObject({ state: "done" });
    expect(await syncWith(fresh)).toMatchObject({ state: "done" });
    const missing = await syncWith(newKey());
    expect(missing).toMatchObject({ state: "failed", error: { code: "key.missing" } });
  });

  it("says that its connection was removed, and goes on with another one of the same organizer", async () => {
    const hub = await startHub();
    const address = await postgres.newDatabase();
    await connect(hub);
    await add(hub, { database: address });
    expect(await ended(hub, await start(hub, "main"))).toMatchObject({ state: "done" });
    expect(await hub.request("DELETE", "/api/v1/connections/main?force=true")).toMatchObject({ status: 204 });
    const failed = await ended(hub, await start(hub, "main"));
    expect(failed).toMatchObject({ state: "failed", error: { code: "replica.no-connection" } });
    const { body } = await hub.request("GET", "/api/v1/replicas/main");
    expect(body).toMatchObject({
      connection: null,
      sentence: expect.stringContaining("connection was removed"),
    });
    await connect(hub, "Other");
    expect(await hub.request("PATCH", "/api/v1/replicas/main", { connection: "other" })).toMatchObject({
      status: 200,
    });
    expect(await ended(hub, await start(hub, "main"))).toMatchObject({
      state: "done",
      counts: { Webinar: { new: 0, gone: 0 } },
    });
  });

  it("is refused a schema that is another replica's, however its database is written", async () => {
    const hub = await startHub();
    await connect(hub);
    const address = await postgres.newDatabase();
    await add(hub, { name: "first", database: address });
    await ended(hub, await start(hub, "first"));
    const same = { name: "second", database: address.replace("127.0.0.1", "localhost"), entities };
    expect(await hub.request("POST", "/api/v1/replicas", same)).toMatchObject({
      status: 409,
      body: { error: { code: "replica.schema-taken" } },
    });
    const wrong = { ...same, database: same.database.replace("//postgres:", "//nobody:") };
    expect(await hub.request("POST", "/api/v1/replicas", wrong)).toMatchObject({
      status: 503,
      body: { error: { code: "replica.refused", meaning: "Nothing was kept." } },
    });
    await query(
      address,
      "create role reader login password 'rostrum'; create role writer login password 'rostrum'; create schema theirs authorization writer",
    );
    const asRole = (role: string) => ({
      ...same,
      database: same.database.replace("//postgres:", `//${role}:`),
    });
    expect(
      await hub.request("POST", "/api/v1/replicas", { ...asRole("reader"), schema: "elsewhere" }),
    ).toMatchObject({
      status: 409,
      body: { error: { code: "replica.refused", message: expect.stringContaining("may not make tables") } },
    });
    await add(hub, { ...asRole("writer"), name: "third", schema: "theirs" });
    expect(await ended(hub, await start(hub, "third"))).toMatchObject({ state: "done" });
    await add(hub, { name: "second", database: same.database, schema: "second" });
  });
});
