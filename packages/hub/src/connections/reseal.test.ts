import type { Sandbox } from "@rostrum/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newKey } from "../platform/crypto/sealer.ts";
import { type Database, openEmbedded } from "../platform/database/database.ts";
import { sandboxConnection, startTestHub, startTestSandbox } from "../testing/hub.ts";

let sandbox: Sandbox;
let database: Database;
beforeAll(async () => {
  [sandbox, database] = await Promise.all([startTestSandbox(), openEmbedded(undefined)]);
});
afterAll(async () => {
  await Promise.all([sandbox.close(), database.close()]);
});

/** One life of a hub with these keys: adds a connection if told, and gives the test's answer. */
async function life(key: string, add = false) {
  const hub = await startTestHub({ database, environment: { ROSTRUM_KEY: key } });
  try {
    if (add) await hub.request("POST", "/api/v1/connections", sandboxConnection(sandbox, "main"));
    const { status, text } = await hub.request("POST", "/api/v1/connections/main/test");
    const checks = await hub.request("GET", "/api/v1/checks");
    return { status, text, checks: checks.text };
  } finally {
    await hub.close();
  }
}

describe("rotating the key", () => {
  const [former, fresh] = [newKey(), newKey()];

  it("works on with a new key in front, and then without the former one", async () => {
    expect(await life(former, true)).toMatchObject({ status: 200 });
    expect(await life(`${fresh},${former}`)).toMatchObject({ status: 200 });
    expect(await life(fresh)).toMatchObject({ status: 200 });
  });

  it("says which key is missing, and loses nothing, with the former one alone", async () => {
    const wrong = await life(former);
    expect(wrong.status).toBe(503);
    expect(wrong.text).toContain("key.missing");
    expect(wrong.checks).toContain("Put the former key back");
    expect(await life(fresh)).toMatchObject({ status: 200 });
  });
});
