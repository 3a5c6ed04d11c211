/** Jobs on both databases: what is sent is done once, a rejected one again, and what a dead process held by another. */
import { expect, it } from "vitest";
import { describeOnBothDatabases } from "../database/testing.ts";
import { createLog } from "../log/log.ts";
import { createJobs } from "./jobs.ts";

const log = createLog("silent");

describeOnBothDatabases("jobs", ({ open }) => {
  it("does what was sent, and again what was rejected", async () => {
    const jobs = createJobs(await open(), log);
    const heard: unknown[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    await jobs.send("letters", { letter: "a" });
    await jobs.work("letters", 1, async (data) => {
      heard.push(data);
      if (heard.length === 1) throw new Error("not now");
      resolve();
    });
    await promise;
    expect(heard).toEqual([{ letter: "a" }, { letter: "a" }]);
    await jobs.stop();
  });

  it("keeps one job per key while it waits or is under way, and takes a new one after it", async () => {
    const jobs = createJobs(await open(), log);
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const heard: unknown[] = [];
    await jobs.send("letters", { letter: "a" }, "one");
    await jobs.send("letters", { letter: "b" }, "one");
    await jobs.work("letters", 2, async (data) => {
      heard.push(data);
      begun.resolve();
      await go.promise;
    });
    await begun.promise;
    await jobs.send("letters", { letter: "c" }, "one");
    await jobs.send("letters", { letter: "d" }, "other");
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual([{ letter: "a" }, { letter: "d" }]);
    go.resolve();
    await expect
      .poll(async () => {
        await jobs.send("letters", { letter: "e" }, "one");
        return heard;
      })
      .toContainEqual({ letter: "e" });
    await jobs.stop();
  });

  it("gives a job that was under way at the end to the next process", async () => {
    const database = await open();
    const first = createJobs(database, log);
    const begun = Promise.withResolvers<void>();
    await first.send("letters", { letter: "b" });
    await first.work("letters", 1, async (_data, signal) => {
      begun.resolve();
      await new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    });
    await begun.promise;
    await first.stop();

    const second = createJobs(database, log);
    const done = Promise.withResolvers<unknown>();
    await second.work("letters", 1, async (data) => done.resolve(data));
    expect(await done.promise).toEqual({ letter: "b" });
    await second.stop();
  });
});
