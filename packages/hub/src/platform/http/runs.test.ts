import { describe, expect, it } from "vitest";
import { systemClock } from "../clock/clock.ts";
import { HubError } from "../errors.ts";
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
});
