import type { BudgetFigures } from "@rostrum/goto";
import { describe, expect, it } from "vitest";
import type { GrantSummary } from "./grant-store.ts";
import { ago, healthOf } from "./health.ts";
import type { Connection } from "./model.ts";

const now = new Date("2031-01-10T12:00:00Z");
const connection: Connection = {
  id: "id",
  oauthClientId: "client",
  name: "Acme",
  alias: "acme",
  owner: { organizerKey: "1", accountKey: "2", accountName: "Acme", email: "ana@example.test" },
  createdAt: new Date("2031-01-01T00:00:00Z"),
  lastSuccessAt: new Date("2031-01-10T11:59:00Z"),
  lastError: null,
};
const grant: GrantSummary = {
  renewal: "refresh-token",
  expiresAt: new Date("2031-01-10T12:30:00Z"),
  consentedAt: new Date("2031-01-07T12:00:00Z"),
  refreshTokenSince: new Date("2031-01-07T12:00:00Z"),
  scopes: ["collab:"],
  dead: null,
  sealedTokens: "sealed",
};
const busy: BudgetFigures = {
  requestsPerSecond: 10,
  guardMs: 25,
  pausedForMs: 0,
  waiting: { interactive: 0, bulk: 0 },
  lastMinute: { sent: 0, rateLimited: 0, usedShare: 0 },
  lastHour: { sent: 14_760, rateLimited: 0, usedShare: 0.41 },
  total: { sent: 14_760, rateLimited: 0 },
};

describe("the health of a connection", () => {
  it("reads as a sentence when it works", () => {
    const uses = [
      { kind: "flow", name: "a" },
      { kind: "flow", name: "b" },
      { kind: "replica", name: "c" },
    ];
    expect(healthOf(connection, grant, [busy], uses, now)).toMatchObject({
      state: "working",
      sentence:
        "Working. Signed in as ana@example.test, organizer of Acme; renews itself; consent good for 27 more days; " +
        "used by 2 flows and 1 replica; 41 % of its budget in the last hour.",
      consentEndsAt: new Date("2031-02-06T12:00:00Z"),
      tokenEndsAt: grant.expiresAt,
    });
  });

  it("says 30 days right after a consent", () => {
    const fresh = { ...grant, refreshTokenSince: new Date(now.getTime() - 1_000) };
    expect(healthOf(connection, fresh, [], [], now).sentence).toContain("consent good for 30 more days");
  });

  it("says how a personal access token renews, and promises it no end", () => {
    const health = healthOf(connection, { ...grant, renewal: "personal-access-token" }, [], [], now);
    expect(health.sentence).toContain("renews itself by a personal access token");
    expect(health.consentEndsAt).toBeNull();
  });

  it("says what to type when nobody has consented yet", () => {
    const health = healthOf({ ...connection, owner: null }, undefined, [], [], now);
    expect(health).toMatchObject({
      state: "unfinished",
      sentence: "Nobody has consented yet: rostrum connections authorize acme",
    });
  });

  it("says since when and why it stopped, and what to do", () => {
    const dead = {
      at: new Date("2031-01-10T09:00:00Z"),
      description: "GoTo does not take the refresh token any more.",
    };
    const health = healthOf(connection, { ...grant, dead }, [busy], [], now);
    expect(health.state).toBe("dead");
    expect(health.sentence).toMatch(
      /^Stopped 3 hours ago: GoTo does not take the refresh token any more\. Authorize it again: rostrum connections authorize acme\./,
    );
  });

  it("is failing while the last trouble is newer than the last success", () => {
    const lastError = { at: new Date("2031-01-10T11:59:30Z"), text: "GoTo could not be reached." };
    expect(healthOf({ ...connection, lastError }, grant, [], [], now)).toMatchObject({
      state: "failing",
      sentence: expect.stringMatching(
        /^Not working: GoTo could not be reached \(when last asked, just now\)\./,
      ),
    });
    const later = { ...connection, lastError, lastSuccessAt: new Date("2031-01-10T11:59:40Z") };
    expect(healthOf(later, grant, [], [], now).state).toBe("working");
  });

  it("forgets the troubles of before a new consent", () => {
    const lastError = { at: new Date("2031-01-05T00:00:00Z"), text: "x" };
    expect(healthOf({ ...connection, lastError, lastSuccessAt: null }, grant, [], [], now).state).toBe(
      "working",
    );
  });
});

describe("how long ago", () => {
  it.each([
    ["2031-01-10T11:59:45Z", "just now"],
    ["2031-01-10T11:58:59Z", "1 minute ago"],
    ["2031-01-10T09:59:00Z", "2 hours ago"],
    ["2031-01-07T11:00:00Z", "3 days ago"],
    ["2031-01-10T12:01:00Z", "just now"],
  ])("%s is %s", (then, words) => expect(ago(new Date(then), now)).toBe(words));
});
