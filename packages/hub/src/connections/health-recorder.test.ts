import { type CallRecord, NetworkError, NotFoundError } from "@rostrum/goto";
import { describe, expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { createLog } from "../platform/log/log.ts";
import { createHealthRecorder } from "./health-recorder.ts";

const call = (over: Partial<CallRecord> = {}): CallRecord => ({
  api: "webinar",
  operation: "getWebinars",
  method: "GET",
  priority: "bulk",
  retry: 0,
  status: 200,
  error: undefined,
  ms: 100,
  waitedMs: 0,
  bytes: 10,
  ...over,
});

function recording() {
  let now = Date.parse("2031-01-01T00:00:00Z");
  const written: string[] = [];
  const recorder = createHealthRecorder({
    store: {
      recordSuccess: async (_id, at) => void written.push(`success ${at.toISOString().slice(11, 19)}`),
      recordError: async (_id, _at, text) => void written.push(`error ${text}`),
    },
    clock: { ...systemClock, now: () => now },
    log: createLog("silent"),
  });
  return { recorder, written, pass: (seconds: number) => (now += seconds * 1000) };
}

describe("what is kept of a connection's calls", () => {
  it("is a success now and then, and the last one when it is asked for", async () => {
    const { recorder, written, pass } = recording();
    for (let count = 0; count < 650; count += 1) {
      recorder.call("a", call());
      pass(0.1);
    }
    expect(written).toEqual(["success 00:00:00", "success 00:00:30", "success 00:01:00"]);
    await recorder.flush();
    expect(written.at(-1)).toBe("success 00:01:04");
  });

  it("is a trouble when the third try fails, and the first success after it at once", () => {
    const { recorder, written, pass } = recording();
    recorder.call("a", call());
    recorder.call("a", call({ error: "network", status: undefined }));
    recorder.call("a", call({ error: "network", status: undefined, retry: 1 }));
    expect(written).toHaveLength(1);
    recorder.call("a", call({ error: "network", status: undefined, retry: 2 }));
    expect(written.at(-1)).toBe("error GoTo could not be reached.");
    pass(1);
    recorder.call("a", call());
    expect(written.at(-1)).toBe("success 00:00:01");
  });

  it("is nothing of what concerns one request only", () => {
    const { recorder, written } = recording();
    recorder.call("a", call({ error: "not-found", status: 404, retry: 5 }));
    recorder.failure("a", new NotFoundError("no such webinar"));
    recorder.failure("a", new Error("something else"));
    expect(written).toEqual([]);
    recorder.failure("a", new NetworkError("The token endpoint does not answer", { failure: "refused" }));
    expect(written).toEqual(["error The token endpoint does not answer."]);
  });
});
