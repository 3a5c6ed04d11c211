import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { startTestHub, type TestHub } from "../testing/hub.ts";

const dayMs = 86_400_000;
const begin = Date.parse("2031-06-01T00:00:00Z");

describeOnBothDatabases("retention", (databases) => {
  const hubs: TestHub[] = [];
  let now = begin;
  const clock = { ...systemClock, now: () => now };
  afterEach(async () => {
    await Promise.all(hubs.splice(0).map((hub) => hub.close()));
    now = begin;
  });
  async function start(): Promise<TestHub> {
    const hub = await startTestHub({ database: await databases.open(), clock });
    hubs.push(hub);
    return hub;
  }
  const daysAgo = (days: number) => new Date(now - days * dayMs);
  const count = async (hub: TestHub, table: string) =>
    (await sql`select 1 from ${sql.table(table)}`.execute(hub.app.database.sql)).rows.length;

  async function fill(hub: TestHub): Promise<void> {
    const db = hub.app.database.sql;
    for (const days of [3, 40, 500, 1000]) {
      const at = daysAgo(days);
      await sql`insert into audit_entry (at, actor_kind, actor_name, action, resource_kind) values (${at}, 'hub', 'hub', 'x', 'x')`.execute(
        db,
      );
      await sql`insert into flow (name, definition, created_at, updated_at) values ('f', '{}', now(), now()) on conflict do nothing`.execute(
        db,
      );
      await sql`insert into flow_run (id, flow, definition, kind, reason, state, counts, requested_at, ended_at)
        values (gen_random_uuid(), 'f', '{}', 'run', 'request', 'done', '{}', ${at}, ${at})`.execute(db);
      await sql`insert into failed_row (flow, place, path, identity, source, step, error, tries, state, created_at, tried_at)
        values ('f', 'row', '{}', ${String(days)}, '{}', 's', '{}', 1, 'kept', ${at}, ${at})`.execute(db);
      await sql`insert into one_time_link (id, kind, code_hash, created_at, created_by, expires_at)
        values (gen_random_uuid(), 'setup', ${String(days)}, ${at}, 'hub', ${at})`.execute(db);
    }
  }

  it("removes what is over by the days that are set, says so, and keeps the rest", async () => {
    const hub = await start();
    await fill(hub);
    expect(await hub.request("PUT", "/api/v1/retention/failed-rows", { days: 30 })).toMatchObject({
      status: 200,
      body: { days: 30, defaultDays: null },
    });
    expect((await hub.request("POST", "/api/v1/retention/apply")).body).toEqual({
      removed: { "flow-history": 2, "failed-rows": 3, audit: 1, "sign-in": 3 },
    });
    expect([await count(hub, "flow_run"), await count(hub, "failed_row")]).toEqual([2, 1]);
    expect((await hub.request("GET", "/api/v1/audit?kind=retention")).body).toMatchObject({
      entries: [
        { action: "retention.apply", after: { audit: 1 } },
        { action: "retention.set", id: "failed-rows", before: { days: null }, after: { days: 30 } },
      ],
    });
    expect((await hub.request("GET", "/api/v1/retention")).body).toMatchObject({
      last: { removed: { audit: 1 } },
    });
    expect((await hub.request("POST", "/api/v1/retention/apply")).body).toEqual({ removed: {} });
  });

  it("keeps failed rows for ever unless somebody chose otherwise", async () => {
    const hub = await start();
    await fill(hub);
    await hub.request("POST", "/api/v1/retention/apply");
    expect(await count(hub, "failed_row")).toBe(4);
  });

  it("happens once a day, however many processes look", async () => {
    const hub = await start();
    await fill(hub);
    hub.app.retention.work();
    await expect.poll(async () => count(hub, "flow_run")).toBe(2);
    await expect
      .poll(async () => (await hub.request("GET", "/api/v1/retention")).body)
      .toMatchObject({ last: { endedAt: new Date(begin).toISOString() } });
    now += dayMs / 2;
    const other = await startTestHub({ database: hub.app.database, clock });
    hubs.unshift(other);
    other.app.retention.work();
    await other.app.retention.close();
    const last = async () =>
      ((await hub.request("GET", "/api/v1/retention")).body as { last: { begunAt: string } }).last.begunAt;
    expect(await last()).toBe(new Date(begin).toISOString());

    now += dayMs / 2;
    const third = await startTestHub({ database: hub.app.database, clock });
    hubs.unshift(third);
    third.app.retention.work();
    await third.app.retention.close();
    expect(await last()).toBe(new Date(begin + dayMs).toISOString());
  });

  it("refuses what cannot be, with what would be right", async () => {
    const hub = await start();
    expect(await hub.request("PUT", "/api/v1/retention/audits", { days: 1 })).toMatchObject({
      status: 404,
      body: { error: { code: "retention.unknown", remedy: 'Did you mean "audit"?' } },
    });
    for (const days of [0, -1, 1.5, "9"])
      expect(await hub.request("PUT", "/api/v1/retention/audit", { days })).toMatchObject({ status: 400 });
  });
});
