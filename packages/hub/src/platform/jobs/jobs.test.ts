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
