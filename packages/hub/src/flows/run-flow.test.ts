/** The order of batches, without a database: what is kept when, and what happens when a system goes away. */
import { describe, expect, it } from "vitest";
import type { Batch, Endpoint, Row } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import { readDefinition } from "./definition.ts";
import { runFlow } from "./run-flow.ts";
import { type Advance, noCounts } from "./run-model.ts";

const definition = readDefinition({
  flow: "copy",
  source: { endpoint: "source", table: "people" },
  target: { endpoint: "target", table: "people", write: "upsert" },
});

const unreachable = new HubError({
  kind: "upstream",
  code: "endpoint.unreachable",
  message: "Gone.",
  meaning: "Gone.",
  remedy: "Wait.",
});

/** Six rows in batches of two, into a list; each of `read`, `write` and `keep` may throw at its turn, counted from 1. */
function world(faults: Partial<Record<"read" | "write" | "keep", Readonly<Record<number, Error>>>> = {}) {
  const turns = { read: 0, write: 0, keep: 0 };
  const events: string[] = [];
  const written = new Map<string, number>();
  const kept: Advance[] = [];
  const waits: number[] = [];
  const turn = (what: keyof typeof turns) => {
    turns[what] += 1;
    const fault = faults[what]?.[turns[what]];
    if (fault !== undefined) throw fault;
  };
  const table = {
    ...{ name: "people", fields: [], keys: [["id"]], operations: ["upsert" as const] },
    ...{ replaceable: false, changedBy: [], resumable: true },
  };
  const endpoint = {
    kind: "memory",
    describe: async () => table,
    async *read({ after }: { after?: Row }): AsyncGenerator<Batch> {
      for (let at = Number(after?.at ?? 0); at < 6; at += 2) {
        turn("read");
        events.push(`read ${at}`);
        yield { rows: [{ id: at }, { id: at + 1 }], unreadable: [], position: { at: at + 2 } };
      }
    },
    openWriter: async () => ({
      async write(rows: readonly Row[]) {
        await new Promise((resolve) => setImmediate(resolve));
        turn("write");
        for (const { id } of rows) written.set(String(id), (written.get(String(id)) ?? 0) + 1);
        events.push(`write ${rows[0]?.id}`);
        return rows.map(({ id = null }) => ({ outcome: "inserted" as const, key: { id } }));
      },
      checkpoint: async () => undefined,
      finish: async () => {},
      abort: async () => {},
    }),
    close: async () => {},
  } as unknown as Endpoint;
  const run = () =>
    runFlow(
      { definition, checkpoint: undefined, counts: noCounts, since: undefined },
      {
        endpoint: async () => endpoint,
        send: () => Promise.reject(new Error("Nothing is sent here.")),
        lookupTable: () => Promise.reject(new Error("No table is asked here.")),
        async advance(step) {
          turn("keep");
          events.push(`keep ${step.checkpoint.position?.at ?? "nothing"}`);
          kept.push(step);
          return "go on";
        },
        calls: () => 0,
        clock: { sleep: async (ms) => void waits.push(ms) },
        signal: new AbortController().signal,
      },
    );
  return { run, events, written, kept, waits };
}

describe("a run", () => {
  it("fetches the next batch while one is written, and writes it when that one is kept", async () => {
    const { run, events } = world();
    expect(await run()).toMatchObject({ state: "done", counts: { read: 6, inserted: 6 } });
    expect(events.filter((event) => !event.startsWith("read"))).toEqual([
      ...["keep nothing", "write 0", "keep 2", "write 2", "keep 4", "write 4", "keep 6"],
    ]);
    expect(events.indexOf("read 2")).toBeLessThan(events.indexOf("write 0"));
  });

  it("keeps the batch before it when the source breaks off", async () => {
    const { run, kept } = world({ read: { 2: new Error("broken") } });
    await expect(run()).rejects.toThrow("broken");
    expect(kept.at(-1)).toMatchObject({ checkpoint: { position: { at: 2 } }, counts: { read: 2 } });
  });

  it.each([
    ["the target", { write: { 2: unreachable, 3: unreachable } }],
    ["the source", { read: { 3: unreachable } }],
    [
      "the hub's own database",
      { keep: { 3: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) } },
    ],
  ])("waits for %s to come back, and counts each row once", async (_who, faults) => {
    const { run, written, waits } = world(faults);
    expect(await run()).toMatchObject({ state: "done", counts: { read: 6, inserted: 6 } });
    expect([...written.keys()]).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(waits[0]).toBe(500);
  });

  it("does not wait before its first row: the address may be wrong", async () => {
    const { run, waits } = world({ write: { 1: unreachable } });
    await expect(run()).rejects.toThrow("Gone.");
    expect(waits).toEqual([]);
  });

  it("gives up on what stays away", async () => {
    const always = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [index + 2, unreachable]));
    const { run, waits } = world({ write: always });
    await expect(run()).rejects.toThrow("Gone.");
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(9 * 60_000);
  });
});
