/**
 * A two-way flow whose processes are killed (SIGKILL) at random moments, and whose databases are. After the last resume
 * nobody is lost and nobody is there twice, on both sides. Real processes, real databases, a real socket.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "../platform/database/database.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { createJobs } from "../platform/jobs/jobs.ts";
import { createLog } from "../platform/log/log.ts";
import { createRunStore } from "./run-store.ts";
import { flowFile, flowName, openTwoWay, type RealProcess, type TwoWay } from "./testing/two-way.ts";

const kills = { embedded: 15, postgres: 10 };
const timeout = 400_000;

let crm: TestPostgres;
let own: TestPostgres;
beforeAll(async () => {
  [crm, own] = await Promise.all([startPostgres(), startPostgres()]);
});
afterAll(() => Promise.all([crm.stop(), own.stop()]));

/**
 * A random moment: mostly after so many further calls to GoTo, in whatever is done then; one time of five while the
 * process still opens what it needs. Counted in calls, since the speed of the machine is not what is tried here.
 */
async function someMoment(world: TwoWay, running: RealProcess): Promise<void> {
  if (Math.random() < 0.2) return sleep(Math.random() * 1_500);
  const calls = world.calls() + Math.ceil(Math.random() * 150);
  const until = performance.now() + 20_000;
  while (world.calls() < calls && running.child.exitCode === null && performance.now() < until)
    await sleep(5);
  return sleep(Math.random() * 30);
}

describe("a two-way flow whose processes are killed", () => {
  it(`${kills.embedded} times on the embedded database loses nobody and doubles nobody`, {
    timeout,
  }, async () => {
    await using world = await openTwoWay({ people: 1_500, far: crm });
    for (let kill = 0; kill < kills.embedded; kill += 1) {
      const running = world.start("flow", "run", flowFile);
      await someMoment(world, running);
      await running.kill();
    }
    const { code, stderr } = await world.rostrum("flow", "run", flowFile);
    expect(code, stderr).toBe(0);
    await world.expectAllOnce();
  });

  it(`${kills.postgres} times on Postgres, two workers in turn, loses nobody and doubles nobody`, {
    timeout,
  }, async () => {
    const databaseUrl = await own.newDatabase();
    await using world = await openTwoWay({ people: 1_000, far: crm, databaseUrl });
    const database = await openPostgres(databaseUrl);
    const jobs = createJobs(database, createLog("silent"));
    const runs = createRunStore(database);
    const first = world.start("flow", "run", flowFile);
    let workers: readonly RealProcess[] = [first, world.start("worker")];
    try {
      await expect.poll(world.written, { timeout: 90_000 }).toBeGreaterThan(0);
      for (let kill = 0; kill < kills.postgres; kill += 1) {
        const [older, newer] = workers as [RealProcess, RealProcess];
        await someMoment(world, newer);
        await older.kill();
        workers = [newer, world.start("worker")];
        // What happens by itself after 20 seconds of silence; it comes too, for each of the killed, and then two have the run.
        for (const { id } of await runs.alive(flowName))
          await jobs.send("flow-runs", { run: id }, `${id}/${kill}`);
      }
      await expect.poll(() => runs.alive(flowName), { timeout: 120_000, interval: 250 }).toEqual([]);
      await world.expectAllOnce();
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
      await jobs.stop();
      await database.close();
    }
  });
});

describe("a two-way flow whose databases are stopped and started", () => {
  it("goes on by itself, loses nobody and doubles nobody", { timeout }, async () => {
    const databaseUrl = await own.newDatabase();
    await using world = await openTwoWay({ people: 1_000, far: crm, databaseUrl });
    const worker = world.start("worker");
    const running = world.start("flow", "run", flowFile);
    const more = async () => {
      const before = await world.written();
      await expect.poll(world.written, { timeout: 90_000, interval: 100 }).toBeGreaterThan(before);
    };
    try {
      await more();
      for (const server of [crm, own, crm, own]) {
        await server.crash();
        await sleep(500 + Math.random() * 1_000);
        await server.startAgain();
        await more();
      }
      const database = await openPostgres(databaseUrl);
      const runs = createRunStore(database);
      await expect.poll(() => runs.alive(flowName), { timeout: 120_000, interval: 250 }).toEqual([]);
      expect((await runs.history(flowName, 5)).map(({ state }) => state)).toEqual(["done"]);
      await database.close();
      await world.expectAllOnce();
      expect(worker.child.exitCode, worker.said()).toBeNull();
      // It may have ended, with words, since it could not ask how the run goes; never by an error that nobody caught.
      expect(running.said()).not.toMatch(/uncaught|unhandled|^\s+at /im);
    } finally {
      await worker.kill();
      await running.kill();
    }
  });
});
