/**
 * What every store of flows and runs keeps, whatever it is made of: the SQL of the hub, and the model of it in the
 * simulation. The sentences are those on which the engine's promises rest: who holds a run, what is one step, what is due.
 */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FlowDefinition } from "../definition.ts";
import type { DuePorts } from "../due.ts";
import type { FlowStore } from "../flow-store.ts";
import { type Advance, noCounts } from "../run-model.ts";
import { type FlowRunRecord, RunLost, type RunStore } from "../run-store.ts";

export interface TestedStores {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly together: DuePorts["together"];
}

const somebody = { name: "a test", comment: undefined };
const at = (minute: number) => new Date(Date.UTC(2031, 0, 1, 12, minute));

/** `open` gives empty stores. */
export function describeStores(name: string, open: () => Promise<TestedStores>): void {
  describe(`the stores of flows, ${name}`, () => {
    it("begin one run of a flow at a time", async () => {
      const { runs } = await kept(open, "one", "other");
      expect(await runs.begin(runOf("one"), at(0))).toBe(true);
      expect(await runs.begin(runOf("one"), at(1))).toBe(false);
      expect(await runs.begin(runOf("other"), at(2))).toBe(true);
      expect((await runs.alive("one")).map(({ flow, state }) => [flow, state])).toEqual([["one", "waiting"]]);
      expect(await runs.alive()).toHaveLength(2);
    });

    it("keep nothing of a process whose run another one took over", async () => {
      const { runs } = await kept(open, "one");
      const { id } = await begun(runs, "one");
      const first = await claimed(runs, id);
      const second = await claimed(runs, id);
      expect([first.attempt, second.attempt]).toEqual([1, 2]);
      await expect(runs.advance(first, stepOf({ read: 3 }), at(1))).rejects.toBeInstanceOf(RunLost);
      expect(await runs.end(first, { state: "done", mark: 9 }, at(1))).toBe(false);
      expect([await runs.isToStop(first), await runs.isToStop(second)]).toEqual([true, false]);
      expect(await runs.advance(second, stepOf({ read: 2 }), at(2))).toBe("go on");
      expect(await runs.find(id)).toMatchObject({ state: "running", counts: { read: 2 } });
    });

    it("keep a step whole, or nothing of it", async () => {
      const { runs } = await kept(open, "one");
      const run = await claimed(runs, (await begun(runs, "one")).id);
      const [one, two] = [failedOf("a"), failedOf("b")];
      await runs.advance(run, { ...stepOf({ failed: 2 }), failed: [one, two] }, at(1));
      const rows = await runs.failedRows("one", { limit: 10 });
      expect(rows.map(({ source, tries, runId }) => [source, tries, runId])).toEqual([
        [{ name: "a" }, 1, run.id],
        [{ name: "b" }, 1, run.id],
      ]);
      const lost = { ...run, attempt: 7 };
      const more = { ...stepOf({}), failed: [failedOf("c")], mended: [String(rows[0]?.id)] };
      await expect(runs.advance(lost, more, at(2))).rejects.toBeInstanceOf(RunLost);
      expect(await runs.failedRows("one", { limit: 10 })).toEqual(rows);
    });

    it("keep a row that fails again once, with its tries and the latest words", async () => {
      const { runs } = await kept(open, "one");
      const run = await claimed(runs, (await begun(runs, "one")).id);
      await runs.advance(run, { ...stepOf({}), failed: [failedOf("a")] }, at(1));
      await runs.advance(
        run,
        { ...stepOf({}), failed: [failedOf("a", "other words"), failedOf("a", "x", [1])] },
        at(2),
      );
      const rows = await runs.failedRows("one", { limit: 10 });
      expect(rows.map(({ tries, path, failure }) => [tries, path, failure.words])).toEqual([
        [2, [], "other words"],
        [1, [1], "x"],
      ]);
      expect((await runs.keptCounts()).get("one")).toBe(2);
      const begunTwice = [
        { ...failedOf("a"), begun: ["steps.1"] },
        { ...failedOf("a"), begun: ["target"] },
      ];
      await runs.advance(run, { ...stepOf({}), failed: begunTwice }, at(2));
      await runs.changeFailedRow(String(rows[0]?.id), { source: { name: "mended" } });
      const [begunRow, other] = await runs.failedRows("one", { limit: 10 });
      expect(begunRow?.begun.toSorted()).toEqual(["steps.1", "target"]);
      expect([begunRow?.edited, other?.edited]).toEqual([true, false]);
      await runs.advance(run, { ...stepOf({}), mended: [String(rows[0]?.id)] }, at(3));
      expect(await runs.failedRow(String(rows[0]?.id))).toMatchObject({ state: "done", tries: 5 });
      // It is through, so it is another one when it fails anew.
      await runs.advance(run, { ...stepOf({}), failed: [failedOf("a")] }, at(4));
      const again = await runs.failedRows("one", { limit: 10 });
      expect(again.map(({ tries }) => tries)).toEqual([1, 1]);
      expect(await runs.failedRows("one", { limit: 10, after: String(again[0]?.id) })).toHaveLength(1);
    });

    it("stop at once what nobody has begun, and tell whoever has", async () => {
      const { runs } = await kept(open, "one", "other");
      const waiting = await begun(runs, "one");
      await runs.requestStop(waiting.id, at(1));
      expect(await runs.find(waiting.id)).toMatchObject({ state: "stopped", endedAt: at(1) });
      expect(await runs.claim(waiting.id, at(2))).toBeUndefined();
      const run = await claimed(runs, (await begun(runs, "other")).id);
      await runs.requestStop(run.id, at(1));
      expect(await runs.isToStop(run)).toBe(true);
      expect(await runs.advance(run, stepOf({}), at(2))).toBe("stop");
    });

    it("let a stopped or failed run go on where it was, unless another one is alive", async () => {
      const { runs } = await kept(open, "one");
      const run = await claimed(runs, (await begun(runs, "one")).id);
      expect(await runs.resume(run.id)).toBe(false);
      await runs.advance(
        run,
        { ...stepOf({ read: 4 }), checkpoint: { writers: {}, position: { after: 4 } } },
        at(1),
      );
      const error = { code: "x", message: "x", meaning: "x", remedy: "x" };
      expect(await runs.end(run, { state: "failed", error }, at(2))).toBe(true);
      const other = await begun(runs, "one");
      expect(await runs.resume(run.id)).toBe(false);
      await runs.requestStop(other.id, at(3));
      expect(await runs.resume(run.id)).toBe(true);
      expect(await runs.claim(run.id, at(4))).toMatchObject({
        attempt: 2,
        resumes: 1,
        error: undefined,
        endedAt: undefined,
        stopRequested: false,
        counts: { read: 4 },
        checkpoint: { position: { after: 4 } },
      });
    });

    it("move the mark on when a run is done, and only then", async () => {
      const { flows, runs } = await kept(open, "one");
      for (const [state, mark] of [
        ["failed", 1],
        ["stopped", 2],
        ["done", 3],
        ["failed", 4],
      ] as const) {
        const run = await claimed(runs, (await begun(runs, "one")).id);
        await runs.end(run, { state, mark }, at(1));
      }
      const again = await begun(runs, "one", "reprocess");
      await runs.end(await claimed(runs, again.id), { state: "done", mark: 5 }, at(2));
      expect(await flows.find("one")).toMatchObject({ mark: 3 });
    });

    it("give a due time to one caller, and nobody what is under way or turned off", async () => {
      const { flows, runs } = await kept(open, "one", "off", "later");
      for (const name of ["one", "off"]) await flows.schedule(name, true, at(5));
      await flows.schedule("later", true, at(30));
      await flows.enable("off", false, at(5));
      expect((await flows.due(at(10))).map(({ name }) => name)).toEqual(["one"]);
      expect(await flows.take("off", at(5), at(20))).toBe(false);
      expect(await flows.take("one", at(4), at(20))).toBe(false);
      expect(await flows.take("one", at(5), at(20))).toBe(true);
      expect(await flows.take("one", at(5), at(20))).toBe(false);
      expect(await flows.find("one")).toMatchObject({ nextRunAt: at(20), scheduled: true });
      await begun(runs, "one");
      expect(await flows.due(at(25))).toEqual([]);
    });

    it("make a flow due when the one that it waits for is done", async () => {
      const { flows, runs } = await kept(open, "one");
      await flows.put(definitionOf("next", { after: "one" }), at(0), somebody);
      await flows.schedule("next", true, undefined);
      for (const state of ["failed", "done"] as const) {
        await runs.end(await claimed(runs, (await begun(runs, "one")).id), { state }, at(5));
        expect((await flows.due(at(6))).map(({ name }) => name)).toEqual(state === "done" ? ["next"] : []);
      }
    });

    it("take a transaction back as a whole", async () => {
      const { flows, runs, together } = await kept(open, "one");
      await flows.schedule("one", true, at(5));
      const breaking = together(async (within) => {
        expect(await within.flows.take("one", at(5), at(20))).toBe(true);
        expect(await within.runs.begin(runOf("one"), at(6))).toBe(true);
        throw new Error("no");
      });
      await expect(breaking).rejects.toThrow("no");
      expect(await flows.find("one")).toMatchObject({ nextRunAt: at(5) });
      expect(await runs.alive()).toEqual([]);
    });

    it("forget the runs and failed rows of a flow that is removed", async () => {
      const { flows, runs } = await kept(open, "one");
      const run = await claimed(runs, (await begun(runs, "one")).id);
      await runs.advance(run, { ...stepOf({}), failed: [failedOf("a")] }, at(1));
      await flows.remove("one");
      expect(await runs.find(run.id)).toBeUndefined();
      expect((await runs.keptCounts()).size).toBe(0);
      await expect(runs.advance(run, stepOf({}), at(2))).rejects.toBeInstanceOf(RunLost);
      await expect(runs.begin(runOf("one"), at(3))).rejects.toThrow();
    });
  });
}

async function kept(open: () => Promise<TestedStores>, ...names: string[]): Promise<TestedStores> {
  const stores = await open();
  for (const name of names) await stores.flows.put(definitionOf(name), at(0), somebody);
  return stores;
}

function definitionOf(flow: string, schedule: object = { every: "15 minutes" }): FlowDefinition {
  return FlowDefinition.parse({ flow, source: { endpoint: "crm", table: "people" }, schedule });
}

function runOf(flow: string, kind: "run" | "reprocess" = "run") {
  return { id: randomUUID(), flow, definition: definitionOf(flow), kind, reason: "request" as const };
}

async function begun(runs: RunStore, flow: string, kind?: "run" | "reprocess"): Promise<FlowRunRecord> {
  const run = runOf(flow, kind);
  expect(await runs.begin(run, at(0))).toBe(true);
  const found = await runs.find(run.id);
  if (found === undefined) throw new Error("A run that was begun is there");
  return found;
}

async function claimed(runs: RunStore, id: string): Promise<FlowRunRecord> {
  const run = await runs.claim(id, at(0));
  if (run === undefined) throw new Error("A run that is alive can be claimed");
  return run;
}

function stepOf(counts: Partial<typeof noCounts>): Advance {
  return { checkpoint: { writers: {} }, counts: { ...noCounts, ...counts }, failed: [], mended: [] };
}

function failedOf(name: string, words = "refused", path: readonly number[] = []): Advance["failed"][number] {
  return {
    place: "row 1",
    path,
    source: { name },
    mapped: undefined,
    step: "target",
    failure: { code: "x", words, passing: false },
    begun: [],
  };
}
