import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RateLimit } from "./rate-limit.ts";

/** Instants of arrival, in order, some at the same moment. */
const arrivals = fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }).map((gaps) =>
  gaps.map(
    (
      (sum) => (gap) =>
        (sum += gap)
    )(5000),
  ),
);

function admitted(limit: RateLimit, instants: readonly number[]): number[] {
  return instants.filter((instant) => limit.admits("webinar client", instant));
}

describe("the rate limit", () => {
  test("as a sliding window never lets more than ten through within any second", () => {
    fc.assert(
      fc.property(arrivals, (instants) => {
        const through = admitted(new RateLimit({ mode: "sliding" }), instants);
        through.forEach((start, place) => {
          const inSecond = through.slice(place).filter((instant) => instant < start + 1000);
          expect(inSecond.length).toBeLessThanOrEqual(10);
        });
      }),
    );
  });

  test("as a bucket lets ten through at once and ten more a second, and nothing beyond", () => {
    fc.assert(
      fc.property(arrivals, (instants) => {
        const through = admitted(new RateLimit(), instants);
        const length = (instants.at(-1) ?? 0) - (instants[0] ?? 0);
        expect(through.length).toBeLessThanOrEqual(10 + length / 100 + 1e-6);
        expect(through.length).toBeGreaterThanOrEqual(Math.min(instants.length, 10));
      }),
    );
  });

  test("refuses nobody who keeps to ten a second", () => {
    const steady = Array.from({ length: 100 }, (_, place) => 5000 + place * 100);
    for (const mode of ["bucket", "sliding"] as const)
      expect(admitted(new RateLimit({ mode }), steady)).toHaveLength(100);
  });

  test("is counted apart for each API and client, and can be off", () => {
    const limit = new RateLimit();
    for (let call = 0; call < 10; call++) expect(limit.admits("webinar one", 0)).toBe(true);
    expect(limit.admits("webinar one", 0)).toBe(false);
    expect(limit.admits("identity one", 0)).toBe(true);
    expect(limit.admits("webinar two", 0)).toBe(true);
    limit.change({ mode: "off" });
    for (let call = 0; call < 100; call++) expect(limit.admits("webinar one", 0)).toBe(true);
  });
});
