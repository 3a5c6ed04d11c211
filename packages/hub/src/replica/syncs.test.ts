/** Who carries out a sync: one process at a time, whichever; and each due time begins one. On both databases. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createJobs, type Jobs } from "../platform/jobs/jobs.ts";
import { createLog } from "../platform/log/log.ts";
import type { Schedule } from "../platform/schedule/schedule.ts";
import type { Replica } from "./model.ts";
import { dueAfter, nightly, scheduleInWords, triedAgainAt } from "./schedule.ts";
import { createReplicaStore } from "./store.ts";
import { createSyncStore } from "./sync-store.ts";
import { createSyncs, type SyncsOptions } from "./syncs.ts";

const log = createLog("silent");
const jobs: Jobs[] = [];
afterEach(async () => {
  await Promise.all(jobs.splice(0).map((one) => one.stop()));
});
const sign = { complete: false, progress: { lines: [], calls: 3 }, counts: {} };
const now = () => new Date();

/** A process on that database which gives out syncs and carries out none. */
function processOn(database: Database, at: () => number) {
  const own = createJobs(database, log);
  jobs.push(own);
  const options: Partial<SyncsOptions> = {
    database,
    replicas: createReplicaStore(database),
    syncs: createSyncStore(database),
    jobs: own,
    clock: { ...systemClock, now: at },
    log,
  };
  return createSyncs(options as SyncsOptions);
}

async function insertReplica(database: Database, own: Partial<Replica> = {}): Promise<Replica> {
  const id = randomUUID();
  const replica: Replica = {
    id,
    name: id,
    connectionId: null,
    sealedAddress: null,
    endpoint: null,
    place: null,
    schema: "goto",
    entities: [],
    completeDays: 7,
    schedule: null,
    nextSyncAt: null,
    alerts: null,
    createdAt: new Date(),
    ...own,
  };
  await createReplicaStore(database).insert(replica);
  return replica;
}

describeOnBothDatabases("syncs", ({ shared, sharedAgain }) => {
  it("are begun once for each due time, however many processes look, over a change of the clock", async () => {
    const [database, again] = [await shared(), await sharedAgain()];
    const zone = "Europe/Madrid";
    let at = Date.parse("2031-03-27T00:00:00Z");
    const schedule: Schedule = { cron: "30 2 * * *", zone };
    const { id } = await insertReplica(database, { schedule, nextSyncAt: dueAfter(schedule, new Date(at)) });
    const processes = [database, again, database].map((one) => processOn(one, () => at));
    const store = createSyncStore(database);
    const begun: string[] = [];
    for (const end = at + 7 * 86_400_000; at < end; at += 3_600_000 / 2) {
      const counts = await Promise.all(processes.map((one) => one.beginDue()));
      if (counts.every((count) => count === 0)) continue;
      expect(counts.toSorted()).toEqual([0, 0, 1]);
      begun.push(new Date(at).toISOString());
      const [sync] = await store.history(id, 1);
      const held = await store.claim(sync?.id ?? "", false, now());
      expect(held).toMatchObject({ reason: "schedule", state: "running" });
      if (held !== undefined) await store.end(held, { ...sign, state: "done" }, now());
    }
    // 02:30 is 01:30 in winter, 00:30 in summer, and skipped on 2031-03-30: then it is the moment of the change.
    expect(begun.map((time) => time.slice(5, 16))).toEqual([
      "03-27T01:30",
      "03-28T01:30",
      "03-29T01:30",
      "03-30T01:00",
      "03-31T00:30",
      "04-01T00:30",
      "04-02T00:30",
    ]);
  });

  it("are one sync after the hub was off for many due times", async () => {
    const database = await shared();
    let at = Date.parse("2031-01-01T00:00:00Z");
    const schedule: Schedule = { every: "30 minutes" };
    const { id } = await insertReplica(database, { schedule, nextSyncAt: dueAfter(schedule, new Date(at)) });
    at += 10 * 86_400_000;
    const process = processOn(database, () => at);
    expect([await process.beginDue(), await process.beginDue()]).toEqual([1, 0]);
    expect(await createSyncStore(database).history(id, 10)).toHaveLength(1);
  });

  it("belong to the process that gives signs of life; who is silent has lost them, and can keep nothing", async () => {
    const database = await shared();
    const store = createSyncStore(database);
    const { id: replicaId } = await insertReplica(database);
    const id = randomUUID();
    expect(await store.begin({ id, replicaId, reason: "request", complete: false }, now())).toBe(true);
    const second = { id: randomUUID(), replicaId, reason: "request", complete: false } as const;
    expect(await store.begin(second, now())).toBe(false);
    const former = await store.claim(id, false, now());
    if (former === undefined) throw new Error("It waited for somebody.");
    expect(await store.claim(id, false, now())).toBeUndefined();
    expect(await store.hear(former, sign)).toBe("go on");

    await sql`update replica_sync set heard_at = now() - interval '11 seconds' where id = ${id}`.execute(
      database.sql,
    );
    const next = await store.claim(id, false, now());
    expect(next).toMatchObject({ attempt: 2, progress: { calls: 3 } });
    expect(await store.hear(former, { ...sign, progress: { lines: [], calls: 99 } })).toBe("lost");
    await store.end(former, { ...sign, state: "failed" }, now());
    await store.release(former);
    expect(await store.find(id)).toMatchObject({ state: "running", progress: { calls: 3 } });
    if (next !== undefined) await store.end(next, { ...sign, state: "done" }, now());
    expect(await store.find(id)).toMatchObject({ state: "done" });
    expect(await store.begin(second, now())).toBe(true);
  });

  it("are given out again, each once, when nobody works on them", async () => {
    const [database, again] = [await shared(), await sharedAgain()];
    const { id: replicaId } = await insertReplica(database);
    const id = randomUUID();
    const stores = [createSyncStore(database), createSyncStore(again)] as const;
    await stores[0].begin({ id, replicaId, reason: "request", complete: false }, now());
    const found = async () => {
      const all = await Promise.all([...stores, ...stores].map((store) => store.forgotten()));
      return all.flat().filter((one) => one === id);
    };
    const age = (column: string, seconds: number) =>
      sql`update replica_sync set ${sql.id(column)} = now() - ${seconds} * interval '1 second' where id = ${id}`.execute(
        database.sql,
      );
    expect(await found()).toEqual([]);
    await age("sent_at", 31);
    expect(await found()).toEqual([id]);
    await stores[0].claim(id, false, now());
    await age("sent_at", 31);
    expect(await found()).toEqual([]);
    await age("heard_at", 11);
    expect(await found()).toEqual([id]);
  });

  it("that nobody carries out are stopped at once", async () => {
    const database = await shared();
    const process = processOn(database, Date.now);
    const store = createSyncStore(database);
    const replica = await insertReplica(database);
    expect(await process.stop(replica)).toBe(false);
    const begin = () =>
      store.begin({ id: randomUUID(), replicaId: replica.id, reason: "request", complete: false }, now());
    await begin();
    expect(await process.stop(replica)).toBe(true);
    await begin();
    const [waiting] = await store.history(replica.id, 1);
    await store.claim(waiting?.id ?? "", false, now());
    await sql`update replica_sync set heard_at = null where replica_id = ${replica.id}`.execute(database.sql);
    expect(await process.stop(replica)).toBe(true);
    const states = (await store.history(replica.id, 9)).map(({ state, error }) => [state, error?.code]);
    expect(states).toEqual([
      ["stopped", "replica.stopped"],
      ["stopped", "replica.stopped"],
    ]);
  });
});

describe("the schedule of a replica", () => {
  it("tries again soon what failed, a few times", () => {
    const failedAt = new Date("2031-01-01T00:00:00Z");
    expect(
      [1, 2, 3, 4].map((failures) => triedAgainAt(failures, failedAt)?.toISOString().slice(11, 16)),
    ).toEqual(["00:15", "01:00", "04:00", undefined]);
  });
  it("reads as a sentence", () => {
    expect(scheduleInWords(nightly("Europe/Madrid"))).toBe("It syncs every day at 03:15 (Europe/Madrid).");
    expect(scheduleInWords({ every: "1 hour" })).toBe("It syncs every hour.");
    expect(scheduleInWords({ every: "30 minutes" })).toBe("It syncs every 30 minutes.");
    expect(scheduleInWords({ cron: "0 5 * * 1-5", zone: "UTC" })).toBe(
      'It syncs by the schedule "0 5 * * 1-5" (UTC).',
    );
    expect(scheduleInWords(null)).toBe("It has no schedule and syncs only when told.");
  });
});
