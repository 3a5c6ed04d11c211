import { describe, expect, test } from "vitest";
import { createClock, parseMoment } from "./clock.ts";

const now = Date.UTC(2031, 3, 1, 12);

describe("the clock", () => {
  test("ticks with real time, from where it starts", () => {
    let real = 1000;
    const clock = createClock(() => real, now);
    expect(clock.now()).toBe(now);
    real += 250;
    expect(clock.now()).toBe(now + 250);
  });

  test("moves on, keeps ticking from there, and refuses to go back", () => {
    let real = 1000;
    const clock = createClock(() => real, now);
    clock.moveTo(now + 5000);
    real += 10;
    expect(clock.now()).toBe(now + 5010);
    expect(() => clock.moveTo(now)).toThrow(/only goes forward/);
    expect(clock.now()).toBe(now + 5010);
  });

  test("shows real time when it has no start", () => {
    expect(createClock(() => 42).now()).toBe(42);
  });
});

describe("a moment", () => {
  test.each([
    ["+2d", now + 2 * 86_400_000],
    ["+90m", now + 5_400_000],
    ["+1w2d", now + 9 * 86_400_000],
    ["+1.5h", now + 5_400_000],
    ["-30s", now - 30_000],
    ["2031-04-02T00:00:00Z", Date.UTC(2031, 3, 2)],
    ["2031-04-02T02:00:00+02:00", Date.UTC(2031, 3, 2)],
  ])("%s is understood", (text, instant) => {
    expect(parseMoment(text, now)).toBe(instant);
  });

  test.each(["tomorrow", "2d", "+2y", "", "12:00", "2031-13-45"])("%j is refused with an example", (text) => {
    expect(() => parseMoment(text, now)).toThrow(/\+2d/);
  });
});
