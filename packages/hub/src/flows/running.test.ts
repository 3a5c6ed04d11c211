/** What keeps flows running for a long time: after one another, turned off, with a lost job, with history that ends. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { type MovedClock, movedClock } from "../testing/moved-clock.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
}

const seconds = 1_000;
const days = 86_400 * seconds;
const loopsOfHub = 3;

let postgres: TestPostgres;
let workshop: Workshop;
let clock: MovedClock;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each(["embedded", "postgres"] as const)("flows, with the hub on its %s database", (kind) => {
  beforeEach(async () => {
    clock = movedClock(new Date("2031-03-10T06:00:00Z"));
    workshop = await openWorkshop(kind, postgres, {}, { clock });
    await workshop.sql("create table people (id int primary key, name text check (name <> 'bad'))");
    await workshop.sql("insert into people values (1, 'a')");
    await workshop.hub.app.flows.work();
  });
  afterEach(() => workshop[Symbol.asyncDispose]());

  const ask = (method: string, path: string, json?: unknown) =>
    workshop.hub.request(method, `/api/v1${path}`, json);
  const api = async (method: string, path: string, json?: unknown) => {
    const { status, body } = await ask(method, path, json);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body as Record<string, unknown>;
  };
  const settled = () => expect.poll(clock.sleepers, { timeout: 20_000, interval: 5 }).toBe(loopsOfHub);
  async function pass(ms: number) {
    await settled();
    clock.moveTo(new Date(clock.now() + ms));
    await settled();
  }
  const runs = async (name: string) => (await api("GET", `/flows/${name}/runs`)).runs as RunAnswer[];
  const reading = (more: object = {}) => ({
    source: { endpoint: "crm", table: "people" },
    target: { endpoint: "ndjson", table: "out.ndjson", write: "replace" },
    ...more,
  });
  async function keep(name: string, more: object = {}) {
    await api("PUT", `/flows/${name}`, reading(more));
    if ("schedule" in more) await api("PUT", `/flows/${name}/schedule`, { on: true });
  }
  async function run(name: string) {
    const { id } = (await api("POST", `/flows/${name}/runs`)) as unknown as RunAnswer;
    await expect
      .poll(async () => (await api("GET", `/flow-runs/${id}`)).state, { timeout: 20_000 })
      .not.toMatch(/waiting|running/);
  }

  it("run after one another, and not after one that failed", async () => {
    await keep("first");
    await keep("second", { schedule: { after: "first" } });
    await keep("third", { schedule: { after: "second" } });
    await run("first");
    await expect
      .poll(() => runs("third"), { timeout: 30_000 })
      .toMatchObject([{ state: "done", reason: "after" }]);
    expect(await runs("second")).toMatchObject([{ state: "done", reason: "after" }]);
    expect(await runs("first")).toHaveLength(1);

    await api("PUT", "/flows/first", { source: { endpoint: "crm", table: "nowhere" } });
    await run("first");
    await pass(6 * seconds);
    expect(await runs("second")).toHaveLength(1);

    expect(await ask("PUT", "/flows/first", reading({ schedule: { after: "third" } }))).toMatchObject({
      status: 400,
      body: { error: { code: "flow.waits-for-itself" } },
    });
    expect(await ask("DELETE", "/flows/second")).toMatchObject({
      status: 409,
      body: { error: { code: "flow.awaited" } },
    });
  });

  it("that are turned off run neither by themselves nor when they are asked to, and say so", async () => {
    await keep("hourly", { schedule: { every: "1 hour" } });
    await api("PUT", "/flows/hourly/enabled", { enabled: false });
    await pass(5 * 3_600 * seconds);
    for (const way of ["runs", "reprocess"]) {
      expect(await ask("POST", `/flows/hourly/${way}`, way === "runs" ? undefined : {})).toMatchObject({
        status: 409,
        body: { error: { code: "flow.disabled" } },
      });
    }
    expect(await runs("hourly")).toEqual([]);
    expect(await api("PUT", "/flows/hourly/enabled", { enabled: true })).toMatchObject({
      nextRunAt: "2031-03-10T12:00:00.000Z",
    });
    await pass(3_600 * seconds);
    await expect.poll(() => runs("hourly"), { timeout: 20_000 }).toMatchObject([{ state: "done" }]);
  });

  it("keep what is due when they are kept again with the same schedule", async () => {
    await keep("hourly", { schedule: { every: "1 hour" } });
    clock.moveTo(new Date("2031-03-10T07:00:00Z"));
    await api("PUT", "/flows/hourly", reading({ schedule: { every: "1 hour" }, description: "changed" }));
    await expect.poll(() => runs("hourly"), { timeout: 20_000 }).toMatchObject([{ reason: "schedule" }]);
  });

  it("begin although their job was lost between two commits", async () => {
    await keep("lost");
    await run("lost");
    await settled();
    const { sql } = workshop.hub.app.database;
    // As a process leaves it that dies before the job is sent.
    await sql
      .updateTable("flow_run")
      .set({ state: "waiting", ended_at: null, attempt: 5, requested_at: new Date(clock.now()) })
      .execute();
    await pass(31 * seconds);
    await pass(31 * seconds);
    await expect.poll(() => runs("lost"), { timeout: 20_000 }).toMatchObject([{ state: "done" }]);
  });

  it("are stopped before anybody has begun them, and can go on", async () => {
    await keep("waiting");
    const { sql } = workshop.hub.app.database;
    await run("waiting");
    await sql.updateTable("flow_run").set({ state: "waiting", ended_at: null }).execute();
    const [{ id } = { id: "" }] = await runs("waiting");
    expect(await api("POST", `/flow-runs/${id}/stop`)).toMatchObject({ state: "stopped" });
    await api("POST", `/flow-runs/${id}/resume`);
    await expect.poll(() => runs("waiting"), { timeout: 20_000 }).toMatchObject([{ state: "done" }]);
  });

  it("lose their history after the days that each of them says, also when they never run again", async () => {
    await workshop.sql("create table copies (id int primary key, name text check (name <> 'a'))");
    const target = { endpoint: "warehouse", table: "copies", write: "upsert" };
    await keep("short", { keep_days: 2, target });
    await keep("long", { keep_days: 20 });
    for (const name of ["short", "long"]) await run(name);
    await pass(3 * days);
    await expect.poll(() => runs("short"), { timeout: 20_000 }).toEqual([]);
    expect(await runs("long")).toHaveLength(1);
    expect(await api("GET", "/flows/short/failed-rows")).toMatchObject({ rows: [{ tries: 1 }] });
    await pass(18 * days);
    await expect.poll(() => runs("long"), { timeout: 20_000 }).toEqual([]);
  });
});
