/** Faults of the engine that were found, mostly by the simulation; each stays found. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Connections } from "../connections/index.ts";
import type { Endpoint, EndpointRegistry } from "../endpoints/index.ts";
import { systemClock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createJobs, type JobHandler, type Jobs } from "../platform/jobs/jobs.ts";
import { createLog } from "../platform/log/log.ts";
import { FlowDefinition } from "./definition.ts";
import { createFlowStore } from "./flow-store.ts";
import { createFlows } from "./flows.ts";
import { createJudgedRuns } from "./judged-runs.ts";
import type { LookupTables } from "./lookup-tables/lookup-tables.ts";
import type { KnownAgents } from "./pinned.ts";
import { createRunStore, type RunStore } from "./run-store.ts";

/** The engine of one process; without a queue `take` hands it a job of a run, as one would. */
async function engineOn(
  database: Database,
  endpoint: Endpoint,
  change: (runs: RunStore) => RunStore = (runs) => runs,
  queue?: Jobs,
) {
  let handler: JobHandler = async () => {};
  const sent: string[] = [];
  const byHand: Jobs = {
    send: async (_queue, data) => void sent.push((data as { run: string }).run),
    work: async (_queue, _atOnce, given) => {
      handler = given;
    },
    counts: async () => [],
    stop: async () => {},
  };
  let serial = 0;
  const flows = createFlows({
    flows: createFlowStore(database),
    runs: change(createRunStore(database)),
    together: (work) =>
      inTransaction(database, (within) =>
        work({ flows: createFlowStore(within), runs: createRunStore(within) }),
      ),
    newId: () => `00000000-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
    endpoints: { open: async () => endpoint } as unknown as EndpointRegistry,
    connections: {} as Connections,
    lookupTables: {} as LookupTables,
    agents: {} as KnownAgents,
    jobs: queue ?? byHand,
    clock: systemClock,
    log: createLog("silent"),
    alerts: { check: () => {} },
    onEnd: () => {},
  });
  await flows.work(false);
  const take = (run: string) => handler({ run }, new AbortController().signal);
  return { flows, sent, take };
}

/** Rows 1 to 6 in batches of two, each when it may; what is written to it is counted. */
function sixRows(mayRead: () => Promise<void> = async () => {}) {
  const written: unknown[] = [];
  const endpoint: Endpoint = {
    kind: "postgres",
    test: async () => ({ works: true, message: "" }),
    tables: async () => ["rows"],
    describe: async (name) => ({
      name,
      fields: [],
      keys: [],
      operations: ["insert"],
      replaceable: false,
      changedBy: [],
      resumable: true,
    }),
    async *read({ after, limit = 6 }) {
      let at = Number(after?.at ?? 0);
      for (let left = limit; left > 0 && at < 6; left -= 2) {
        await mayRead();
        const rows = [at + 1, at + 2].slice(0, left).map((id) => ({ id }));
        at += rows.length;
        yield { rows, unreadable: [], position: { at } };
      }
    },
    openWriter: async () => ({
      write: async (rows) => {
        written.push(...rows);
        return rows.map(() => ({ outcome: "inserted" as const, key: {} }));
      },
      checkpoint: async () => undefined,
      finish: async () => {},
      abort: async () => {},
    }),
    close: async () => {},
  };
  return { endpoint, written };
}

const definition = FlowDefinition.parse({
  flow: "copy",
  source: { endpoint: "crm", table: "rows", limit: 5 },
  target: { endpoint: "crm", table: "rows", write: "insert" },
});

describeOnBothDatabases("an engine of flows", ({ open }) => {
  it("goes on after a step whose answer was lost without reading more than its limit", async () => {
    let fails = true;
    const { endpoint, written } = sixRows();
    const { flows, take } = await engineOn(await open(), endpoint, (runs) => ({
      ...runs,
      async advance(run, step, now) {
        const wish = await runs.advance(run, step, now);
        if (!fails || step.counts.read === 0) return wish;
        fails = false;
        throw new Error("the connection broke after the commit");
      },
    }));
    await flows.put(definition, { name: "a test", comment: undefined });
    const { run } = await flows.run("copy");
    await take(run.id);
    expect(await flows.runNamed(run.id)).toMatchObject({ state: "failed", counts: { read: 2 } });
    await flows.resume(run.id);
    await take(run.id);
    expect(await flows.runNamed(run.id)).toMatchObject({ state: "done", counts: { read: 5, inserted: 5 } });
    expect(written).toHaveLength(5);
  });

  it("has the end of a run looked at that somebody lets go on while an earlier end of it is", async () => {
    let fails = true;
    const { endpoint } = sixRows(async () => {
      if (fails) throw new Error("away");
    });
    const database = await open();
    const { flows, take } = await engineOn(database, endpoint);
    await flows.put(definition, { name: "a test", comment: undefined });
    const { run } = await flows.run("copy");
    const [runs, judged] = [createRunStore(database), createJudgedRuns(database)];
    const record = async () => {
      const found = await runs.find(run.id);
      if (found === undefined) throw new Error("the run was just asked for");
      return found;
    };
    await take(run.id);
    const failed = await record();
    expect(failed.state).toBe("failed");
    await flows.resume(run.id);
    expect(await judged.takeEnded(failed)).toBeUndefined();
    fails = false;
    await take(run.id);
    expect(await judged.takeEnded(failed)).toBeUndefined();
    expect(await judged.ended(10)).toEqual([run.id]);
    expect(await judged.takeEnded(await record())).toEqual({ before: undefined });
    expect(await judged.takeEnded(await record())).toBeUndefined();
  });

  it("does not let a job that it is given a second time end before the run does", async () => {
    const gate = Promise.withResolvers<void>();
    const { endpoint, written } = sixRows(() => gate.promise);
    const { flows, take } = await engineOn(await open(), endpoint);
    await flows.put(definition, { name: "a test", comment: undefined });
    const { run } = await flows.run("copy");
    const ended: string[] = [];
    const first = take(run.id).then(() => ended.push("first"));
    await expect.poll(async () => (await flows.runNamed(run.id)).state).toBe("running");
    const second = take(run.id).then(() => ended.push("second"));
    await flows.runNamed(run.id);
    expect(ended).toEqual([]);
    gate.resolve();
    await Promise.all([first, second]);
    expect(ended).toEqual(["first", "second"]);
    expect(await flows.runNamed(run.id)).toMatchObject({ state: "done", attempt: 1, counts: { read: 5 } });
    expect(written).toHaveLength(5);
  });

  it("gives out again a run that was begun by a process whose clock is ahead", async () => {
    const { endpoint } = sixRows();
    const database = await open();
    const { flows, sent } = await engineOn(database, endpoint);
    await flows.put(definition, { name: "a test", comment: undefined });
    const id = "00000000-0000-4000-8000-00000000000a";
    const inAnHour = new Date(systemClock.now() + 3_600_000);
    // As if that process had died before it sent the job.
    const run = { id, flow: "copy", definition, kind: "run", reason: "request" } as const;
    await createRunStore(database).begin(run, inAnHour);
    await flows.giveOutAgain();
    expect(sent).toEqual([id]);
  });

  it("gives out again a run whose process died without its job, and leaves alone one that somebody is at", async () => {
    const gate = Promise.withResolvers<void>();
    const { endpoint, written } = sixRows(() => gate.promise);
    const database = await open();
    const jobs = createJobs(database, createLog("silent"));
    const { flows } = await engineOn(database, endpoint, undefined, jobs);
    await flows.put(definition, { name: "a test", comment: undefined });
    const { run } = await flows.run("copy");
    const now = () => flows.runNamed(run.id);
    const states = async () => {
      const { rows } = await sql<{ state: string }>`select state from pgboss.job`.execute(database.sql);
      return rows.map(({ state }) => state);
    };
    await expect.poll(async () => (await now()).state, { timeout: 10_000 }).toBe("running");
    await flows.giveOutAgain();
    expect(await states()).toEqual(["active"]);
    // A process that stood still since it fetched the job, which is this one's by now, takes the run and dies.
    expect(await createRunStore(database).claim(run.id, new Date())).toMatchObject({ attempt: 2 });
    gate.resolve();
    await expect.poll(states, { timeout: 10_000 }).toEqual(["completed"]);
    expect(await now()).toMatchObject({ state: "running", attempt: 2 });
    await flows.giveOutAgain();
    await expect.poll(now, { timeout: 10_000 }).toMatchObject({ state: "done", attempt: 3 });
    expect((await now()).counts).toMatchObject({ read: 5 });
    expect(written.slice(-5)).toHaveLength(5);
    await jobs.stop();
  });

  it("lets a run go on at once although its former job is not over yet", async () => {
    const [close, closing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { endpoint } = sixRows();
    let opened = 0;
    const slow: Endpoint = {
      ...endpoint,
      async openWriter(...request) {
        opened += 1;
        if (opened === 1) throw new Error("away");
        return endpoint.openWriter(...request);
      },
      async close() {
        closing.resolve();
        await close.promise;
      },
    };
    const database = await open();
    const jobs = createJobs(database, createLog("silent"));
    const { flows } = await engineOn(database, slow, undefined, jobs);
    await flows.put(definition, { name: "a test", comment: undefined });
    const { run } = await flows.run("copy");
    await closing.promise;
    await flows.resume(run.id);
    close.resolve();
    await expect
      .poll(() => flows.runNamed(run.id), { timeout: 10_000 })
      .toMatchObject({ state: "done", attempt: 2, resumes: 1 });
    await jobs.stop();
  });
});
