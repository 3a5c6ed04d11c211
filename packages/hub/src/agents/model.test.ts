import { describe, expect, it } from "vitest";
import { type Agent, stateOf, waitsFor } from "./model.ts";
import { pauseMs } from "./process/backoff.ts";
import { parts } from "./process/far-endpoint.ts";

const now = Date.parse("2031-05-01T10:00:00Z");
const heard = (secondsAgo: number | undefined): Agent => ({
  name: "plant",
  instance: undefined,
  version: undefined,
  endpoints: [],
  createdAt: new Date(0),
  seenAt: secondsAgo === undefined ? undefined : new Date(now - secondsAgo * 1_000),
});

describe("an agent", () => {
  it.each([
    [undefined, "new", /never started/],
    [0, "alive", undefined],
    [29, "alive", undefined],
    [31, "late", /last heard of at 2031-05-01T09:59:29.000Z; it goes on by itself/],
    [119, "late", /goes on by itself/],
    [121, "gone", /not heard of since 2031-05-01T09:57:59.000Z. Start it again/],
  ] as const)("silent for %s s is %s, and a run says what it waits for", (seconds, state, words) => {
    const agent = heard(seconds);
    expect(stateOf(agent, now)).toBe(state);
    if (words === undefined) expect(waitsFor(agent, now)).toBeUndefined();
    else expect(waitsFor(agent, now)).toMatch(words);
  });

  it("asks again soon, then seldom, and never in step with others", () => {
    expect([1, 2, 3].map((tries) => pauseMs(tries, 1))).toEqual([250, 500, 1_000]);
    expect(pauseMs(1_000, 1)).toBe(10_000);
    expect(pauseMs(1_000, 0)).toBe(5_000);
  });

  it("divides what it writes at the hub, and loses no row by that", () => {
    const rows = Array.from({ length: 30 }, (_, id) => ({ id, text: "x".repeat(300_000) }));
    const divided = [...parts(rows)];
    expect(divided.length).toBeGreaterThan(3);
    expect(divided.flat()).toEqual(rows);
    const large = { text: "x".repeat(5_000_000) };
    expect([...parts([large, large])]).toEqual([[large], [large]]);
    expect([...parts([])]).toEqual([]);
  });
});
