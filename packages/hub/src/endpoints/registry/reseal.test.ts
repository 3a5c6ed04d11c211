import { afterAll, beforeAll, expect, it } from "vitest";
import { newKey } from "../../platform/crypto/sealer.ts";
import { type Database, openEmbedded } from "../../platform/database/database.ts";
import { startTestHub } from "../../testing/hub.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmbedded(undefined);
});
afterAll(() => database.close());

/** One life of a hub with these keys: whether it has the key of the endpoint's secret. */
async function hasKey(key: string, add = false): Promise<boolean> {
  const hub = await startTestHub({ database, environment: { ROSTRUM_KEY: key } });
  try {
    const settings = { kind: "postgres", host: "127.0.0.1", port: 1, database: "x", user: "x" };
    if (add) {
      const added = await hub.request("PUT", "/api/v1/endpoints/crm", { settings, secret: "planted" });
      expect(added.status, added.text).toBe(200);
    }
    return !(await hub.request("POST", "/api/v1/endpoints/crm/test")).text.includes("key.missing");
  } finally {
    await hub.close();
  }
}

it("the secret of an endpoint opens with a new key, once that has stood before the former one", async () => {
  const [former, fresh] = [newKey(), newKey()];
  expect(await hasKey(former, true)).toBe(true);
  expect(await hasKey(fresh)).toBe(false);
  expect(await hasKey(`${fresh},${former}`)).toBe(true);
  expect(await hasKey(fresh)).toBe(true);
});
