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

let far: TestPostgres;
beforeAll(async () => {
  far = await startPostgres();
});
afterAll(() => far.stop());

/** Milliseconds until a process of the command line has written its first row: it is killed then. */
async function bootMs(world: TwoWay, start: () => RealProcess): Promise<number> {
  const started = performance.now();
  const process = start();
  await expect.poll(world.written, { timeout: 30_000, interval: 25 }).toBeGreaterThan(0);
  await process.kill();
  return performance.now() - started;
}

/** Mostly while rows are on their way, sometimes while the process still opens what it needs. */
function life(boot: number): number {
  return Math.random() < 0.2 ? Math.random() * boot : boot * (0.7 + Math.random() * 0.8);
}

const kills = { embedded: 30, postgres: 20 };

describe("a two-way flow whose processes are killed", () => {
  it(`${kills.embedded} times on the embedded database loses nobody and doubles nobody`, {
    timeout: 240_000,
  }, async () => {
    await using world = await openTwoWay({ people: 2_000, far });
    const start = () => world.start("flow", "run", flowFile);
    const boot = await bootMs(world, start);
    for (let kill = 1; kill < kills.embedded; kill += 1) {
      const process = start();
      await sleep(life(boot));
      await process.kill();
    }
    console.log(boot, await world.written());
    const { code, stderr } = await world.rostrum("flow", "run", flowFile);
    expect(code, stderr).toBe(0);
    await world.expectAllOnce();
  });

  it(`${kills.postgres} times on Postgres, two workers in turn, loses nobody and doubles nobody`, {
    timeout: 240_000,
  }, async () => {
    const databaseUrl = await far.newDatabase();
    await using world = await openTwoWay({ people: 1_000, far, databaseUrl });
    const boot = await bootMs(world, () => world.start("flow", "run", flowFile));
    const database = await openPostgres(databaseUrl);
    const jobs = createJobs(database, createLog("silent"));
    const runs = createRunStore(database);
    try {
      let workers = [world.start("worker"), world.start("worker")] as const;
      for (let kill = 1; kill < kills.postgres; kill += 1) {
        await sleep(life(boot) / 2);
        await workers[0].kill();
        workers = [workers[1], world.start("worker")];
        // What happens by itself after 20 seconds of silence. That comes too, for each of the killed, and then two have the run.
        for (const { id } of await runs.alive(flowName)) await jobs.send("flow-run", { run: id });
      }
      console.log(boot, await world.written());
      await expect.poll(() => runs.alive(flowName), { timeout: 100_000, interval: 250 }).toEqual([]);
      await world.expectAllOnce();
      for (const worker of workers) await worker.kill();
    } finally {
      await jobs.stop();
      await database.close();
    }
  });
});
