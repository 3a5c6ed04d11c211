import { describe, expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { createLog } from "../platform/log/log.ts";
import type { GrantSummary } from "./grant-store.ts";
import { isDue, startKeepAlive } from "./keep-alive.ts";

const now = Date.parse("2031-01-30T00:00:00Z");
const day = 86_400_000;
const grant = (over: Partial<GrantSummary> = {}): GrantSummary => ({
  renewal: "refresh-token",
  expiresAt: new Date(now - 10 * day),
  consentedAt: new Date(now - 10 * day),
  refreshTokenSince: new Date(now - 10 * day),
  scopes: [],
  dead: null,
  sealedTokens: "",
  ...over,
});

describe("a consent that nobody uses", () => {
  it("is renewed when its refresh token is a week old", () => {
    expect(isDue(grant(), now)).toBe(true);
    expect(isDue(grant({ refreshTokenSince: new Date(now - 6 * day) }), now)).toBe(false);
  });

  it("is renewed once a day at most, also when GoTo sends no new refresh token", () => {
    expect(isDue(grant({ expiresAt: new Date(now + day / 24) }), now)).toBe(false);
    expect(isDue(grant({ expiresAt: new Date(now - day / 2) }), now)).toBe(false);
  });

  it("is left alone when it is dead, or renews itself by a personal access token", () => {
    expect(isDue(grant({ dead: { at: new Date(now), description: "" } }), now)).toBe(false);
    expect(isDue(grant({ renewal: "personal-access-token" }), now)).toBe(false);
  });

  it("does not keep the others from being renewed when it cannot be", async () => {
    const renewed: string[] = [];
    const both = Promise.withResolvers<void>();
    const keeping = startKeepAlive({
      grants: async () =>
        new Map([
          ["a", grant()],
          ["b", grant()],
        ]),
      async renew(connectionId) {
        renewed.push(connectionId);
        if (connectionId === "a") throw new Error("GoTo is away");
        both.resolve();
      },
      clock: { ...systemClock, now: () => now },
      log: createLog("silent"),
    });
    await both.promise;
    expect(renewed).toEqual(["a", "b"]);
    keeping.stop();
  });
});
