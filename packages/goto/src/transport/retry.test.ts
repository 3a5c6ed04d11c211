import { describe, expect, it } from "vitest";
import { ConflictError, ForbiddenError, NetworkError, RateLimitedError, ServerError } from "../errors.ts";
import { defaultRetryPolicy, type FailedTry, retryDelay } from "./retry.ts";

const policy = defaultRetryPolicy;
const read: FailedTry = {
  error: new ServerError("x"),
  repeatable: true,
  failures: 1,
  rateLimitedForMs: undefined,
  chance: 0,
};
const write: FailedTry = { ...read, repeatable: false };

describe("trying again", () => {
  it("repeats reads on trouble of GoTo's or the network's, after pauses that double up to 20 s", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) =>
      retryDelay({ ...read, failures, chance: 1 }, policy),
    );
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 16000, undefined]);
    expect(retryDelay({ ...read, failures: 1, chance: 0 }, policy)).toBe(125);
    expect(retryDelay({ ...read, failures: 20, chance: 1 }, { ...policy, attempts: 99 })).toBe(20_000);
    for (const failure of ["reset", "timeout", "cut", "not-json", "refused"] as const) {
      expect(retryDelay({ ...read, error: new NetworkError("x", { failure }) }, policy)).toBeGreaterThan(0);
    }
  });

  it("never repeats a write that may have been carried out", () => {
    for (const failure of ["reset", "timeout", "cut", "not-json"] as const) {
      expect(retryDelay({ ...write, error: new NetworkError("x", { failure }) }, policy)).toBeUndefined();
    }
    expect(retryDelay(write, policy)).toBeUndefined();
  });

  it("repeats a write that was certainly not sent", () => {
    const error = new NetworkError("x", { failure: "refused" });
    expect(retryDelay({ ...write, error }, policy)).toBeGreaterThan(0);
  });

  it("puts every call that was answered 429 back in line, for a quarter of an hour", () => {
    const error = new RateLimitedError("x");
    expect(retryDelay({ ...write, error, failures: 500, rateLimitedForMs: 0 }, policy)).toBe(0);
    expect(retryDelay({ ...write, error, rateLimitedForMs: 899_999 }, policy)).toBe(0);
    expect(retryDelay({ ...write, error, rateLimitedForMs: 900_000 }, policy)).toBeUndefined();
  });

  it("waits between tries when it is the token endpoint that answers 429", () => {
    expect(retryDelay({ ...read, error: new RateLimitedError("x", { retryAfterMs: 3000 }) }, policy)).toBe(
      3000,
    );
    expect(retryDelay({ ...read, error: new RateLimitedError("x") }, policy)).toBeGreaterThan(0);
  });

  it("waits as long as GoTo asks, but not for hours", () => {
    expect(retryDelay({ ...read, error: new ServerError("x", { retryAfterMs: 9000 }) }, policy)).toBe(9000);
    expect(retryDelay({ ...read, error: new ServerError("x", { retryAfterMs: 9e9 }) }, policy)).toBe(60_000);
  });

  it("does not repeat what GoTo refused, nor go on after closing", () => {
    expect(retryDelay({ ...read, error: new ForbiddenError("x") }, policy)).toBeUndefined();
    expect(retryDelay({ ...read, error: new ConflictError("x") }, policy)).toBeUndefined();
    expect(
      retryDelay({ ...read, error: new NetworkError("x", { failure: "closed" }) }, policy),
    ).toBeUndefined();
  });
});
