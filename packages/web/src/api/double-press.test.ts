import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asOneChange } from "./double-press.ts";

describe("a change that is asked for twice", () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  beforeEach(() => {
    asked = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    // Nothing of one test is a moment ago in the next.
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
  });

  it("is one while it is under way, and a moment later still", async () => {
    const both = [asOneChange("create a webinar", ask), asOneChange("create a webinar", ask)];
    expect(await Promise.all(both)).toEqual([1, 1]);
    vi.advanceTimersByTime(300);
    expect(await asOneChange("create a webinar", ask)).toBe(1);
  });

  it("is two when somebody asks again later, or for something else", async () => {
    await asOneChange("turn on", ask);
    await asOneChange("turn off", ask);
    expect(await asOneChange("turn on", ask)).toBe(3);
    vi.advanceTimersByTime(600);
    expect(await asOneChange("turn on", ask)).toBe(4);
  });

  it("is tried again at once when it failed, or was called off", async () => {
    const fail = () => Promise.reject(new Error("away"));
    await expect(asOneChange("save", fail)).rejects.toThrow("away");
    expect(await asOneChange("save", ask)).toBe(1);
    const worked = (answer: number) => answer > 2;
    expect(await asOneChange("save elsewhere", ask, { worked })).toBe(2);
    expect(await asOneChange("save elsewhere", ask, { worked })).toBe(3);
    const ending = new AbortController();
    void asOneChange("preview", () => new Promise<number>(() => {}), { signal: ending.signal });
    ending.abort();
    expect(await asOneChange("preview", ask)).toBe(4);
  });
});
