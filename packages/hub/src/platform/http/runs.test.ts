import { once } from "node:events";
import fastify from "fastify";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { systemClock } from "../clock/clock.ts";
import { HubError } from "../errors.ts";
import { sendEvents } from "./event-stream.ts";
import { createRuns } from "./runs.ts";

function runsAt() {
  let now = 0;
  const runs = createRuns({ ...systemClock, now: () => now });
  return { runs, pass: (seconds: number) => (now += seconds * 1000) };
}

describe("a run", () => {
  it("tells its progress and how long it takes", () => {
    const { runs, pass } = runsAt();
    const run = runs.begin("12345678");
    run.report({ lines: [{ label: "Webinar", rows: 1 }], calls: 1 });
    pass(2.5);
    expect(runs.find("12345678")).toMatchObject({ state: "running", calls: 1, seconds: 2.5 });
    run.done({ summary: "1 row" });
    pass(10);
    expect(runs.find("12345678")).toMatchObject({ state: "done", summary: "1 row", seconds: 2.5 });
  });

  it("says why it failed", () => {
    const { runs } = runsAt();
    const words = { kind: "upstream", code: "goto.server", message: "a", meaning: "b", remedy: "c" } as const;
    runs.begin("12345678").fail(new HubError(words));
    expect(runs.find("12345678")).toMatchObject({
      state: "failed",
      error: { code: "goto.server", message: "a" },
    });
  });

  it("is forgotten some minutes after its end, and never while it lasts", () => {
    const { runs, pass } = runsAt();
    runs.begin("ended-one").done();
    runs.begin("lasting-one");
    pass(3_600);
    runs.begin("another-one");
    expect(runs.find("ended-one")).toBeUndefined();
    expect(runs.find("lasting-one")).toMatchObject({ state: "running" });
  });

  it("without an id goes nowhere, and with a wrong one is refused", () => {
    const { runs } = runsAt();
    runs.begin(undefined).report({ calls: 1 });
    for (const id of ["short", "with blank", "x".repeat(65), "../../etc"]) {
      expect(() => runs.begin(id)).toThrow(expect.objectContaining({ code: "run.bad-id" }));
    }
  });

  it("tells as events what is new, and its end", async () => {
    const runs = createRuns(systemClock);
    const run = runs.begin("12345678");
    run.report({ calls: 1 });
    const said: unknown[] = [];
    for await (const { event, data } of runs.follow("12345678", new AbortController().signal)) {
      said.push([event, (data as { calls: number }).calls]);
      if (said.length === 1) {
        run.report({ calls: 2 });
        run.done();
      }
    }
    expect(said).toEqual([
      ["progress", 1],
      ["end", 2],
    ]);
  });

  it("is sent as server-sent events, with signs of life, until the reader leaves", async () => {
    const http = fastify();
    const left = Promise.withResolvers<void>();
    http.get("/", (_request, reply) =>
      sendEvents(reply, {
        clock: { ...systemClock, sleep: (_ms, signal) => systemClock.sleep(5, signal) },
        async *events(signal) {
          yield { id: "1", event: "progress", data: { rows: 1 } };
          await once(signal, "abort");
          left.resolve();
        },
      }),
    );
    const address = await http.listen({ host: "127.0.0.1", port: 0 });
    try {
      const { body } = await request(address);
      let text = "";
      for await (const piece of body) {
        text += String(piece);
        if (text.includes(": still here")) break;
      }
      expect(text).toMatch(/^retry: \d+\n\nid: 1\nevent: progress\ndata: {"rows":1}\n\n: still here\n\n/);
      await left.promise;
    } finally {
      await http.close();
    }
  });
});
