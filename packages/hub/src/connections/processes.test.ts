import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newKey } from "../platform/crypto/sealer.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "../testing/hub.ts";

/** Several hubs, each with its own folder and pools, on one Postgres: what several processes share. */
let postgres: TestPostgres;
let sandbox: Sandbox;
let hubs: readonly TestHub[];
beforeAll(async () => {
  [postgres, sandbox] = await Promise.all([startPostgres(), startTestSandbox()]);
  const environment = { DATABASE_URL: await postgres.newDatabase(), ROSTRUM_KEY: newKey() };
  hubs = await Promise.all([1, 2, 3].map(() => startTestHub({ environment })));
  const [first] = hubs;
  await first?.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "shared"));
});
afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  await sandbox.close();
  await postgres.stop();
});

/** Each of the hubs makes calls, all at once, like so many jobs. */
async function everybodyCalls(calls: number): Promise<void> {
  await Promise.all(
    hubs.map(async ({ app }) => {
      const { goto } = await app.connections.clientFor("shared");
      await Promise.all(Array.from({ length: calls }, () => goto.identity.me()));
      await goto.close();
    }),
  );
}

const tokensIssued = () => sandbox.control.calls.snapshot().operations.token?.calls ?? 0;

describe("three hubs on one Postgres", () => {
  it("know one connection, whichever of them made it", async () => {
    for (const hub of hubs) {
      expect((await hub.request("GET", "/api/v1/connections/shared")).body).toMatchObject({
        state: "working",
      });
    }
  });

  it("refresh a killed token exactly once together, though all call at once", async () => {
    await everybodyCalls(1);
    for (let kill = 0; kill < 3; kill += 1) {
      const before = tokensIssued();
      sandbox.control.tokens.expire("access");
      await everybodyCalls(3);
      expect(tokensIssued() - before).toBe(1);
    }
  });

  it("share one budget: no 429 though each of them would fill it alone", async () => {
    sandbox.control.limit.set({ mode: "sliding", perSecond: 10 });
    sandbox.control.calls.reset();
    await everybodyCalls(10);
    expect(sandbox.control.calls.snapshot()).toMatchObject({ rateLimited: 0, calls: 30 });
    sandbox.control.limit.set({ mode: "off" });
  });

  it("see a new consent that another one took", async () => {
    const [first, second] = hubs;
    const personalAccessToken = sandbox.world.personalAccessTokens[4]?.token;
    const wish = { personalAccessToken, allowOtherOwner: true };
    await first?.request("POST", "/api/v1/connections/shared/personal-access-token", wish);
    expect((await second?.request("POST", "/api/v1/connections/shared/test"))?.body).toMatchObject({
      email: "nadia@demo.example",
    });
  });
});
