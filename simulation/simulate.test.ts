import { describe, expect, it } from "vitest";
import { planted } from "./planted/planted.ts";
import { noFaults, type Settings } from "./settings.ts";
import { type SimulationOptions, simulate } from "./simulate.ts";
import { withoutRealTime } from "./world/real-time.ts";

/** Much for one sentence, on a machine that does other things too. */
const patiently = { timeout: 300_000 };

/** The first of these seeds that breaks a promise. */
async function firstBroken(seeds: number, options: Partial<SimulationOptions>, from = 1) {
  for (let seed = from; seed < from + seeds; seed++) {
    const { broken } = await simulate({ hours: 1, ...options, seed });
    if (broken !== undefined) return { seed, ...broken };
  }
  return undefined;
}

describe("the simulation", () => {
  it.each([1, 51, 101, 151])(
    "keeps every promise for half an hour of faults, 50 seeds from %i",
    patiently,
    async (from) => {
      expect(await firstBroken(50, { hours: 0.5 }, from)).toBeUndefined();
    },
  );

  it("has no 429, no failure and no refused token in a world without faults", patiently, async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const change = (drawn: Settings): Settings => ({ ...drawn, faults: noFaults });
      const { broken, figures } = await simulate({ seed, hours: 1, change });
      expect(broken).toBeUndefined();
      for (const trouble of [
        "429",
        "seconds above the limit",
        "job failures",
        "renewals refused",
        "runs failed",
      ]) {
        expect(figures[trouble] ?? 0).toBe(0);
      }
    }
  });

  it("gives exactly the same again for the same seed, and something else for another", async () => {
    const first = await simulate({ seed: 9, hours: 1 });
    const again = await simulate({ seed: 9, hours: 1 });
    const other = await simulate({ seed: 10, hours: 1 });
    expect(again).toEqual(first);
    for (const done of [
      "runs done",
      "due times",
      "registrations by flows",
      "runs taken over or gone on with",
    ]) {
      expect(first.figures[done] ?? 0).toBeGreaterThan(0);
    }
    expect(first.steps).toBeGreaterThan(1000);
    expect(other.hash).not.toBe(first.hash);
  });

  it("breaks the same promise at the same moment again when a seed failed, and tells the last events", async () => {
    const options = { seed: 1, hours: 1, planted: planted["a budget of its own in each process"] };
    const first = await simulate(options);
    expect(first.broken).toMatchObject({ promise: "budget" });
    expect(first.lastLines.join("\n")).toContain("BROKEN   budget: ");
    expect(await simulate(options)).toEqual(first);
  });

  it("lets nobody inside reach for real time or real chance", async () => {
    for (const reach of [
      () => Date.now(),
      () => new Date(),
      () => performance.now(),
      () => Math.random(),
      () => setTimeout(() => {}, 1),
      () => crypto.randomUUID(),
    ]) {
      await expect(withoutRealTime(async () => reach())).rejects.toThrow("inside the simulation");
    }
    expect(Date.now()).toBeGreaterThan(0);
  });

  it.each(Object.entries(planted))("finds %s", patiently, async (_, fault) => {
    expect(await firstBroken(150, { planted: fault })).toBeDefined();
  });
});
