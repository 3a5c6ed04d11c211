import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { createApp } from "../../app.ts";
import { temporaryFolder } from "../../testing/hub.ts";
import { readConfig } from "../config/config.ts";
import { putEmbeddedDatabase } from "../database/testing.ts";
import { createLog } from "../log/log.ts";

it("a hub whose key file is gone makes no new one while something is sealed with it", async () => {
  const { folder, remove } = temporaryFolder();
  await putEmbeddedDatabase(path.join(folder, "database"));
  const config = readConfig({ ROSTRUM_DATA: folder, ROSTRUM_PORT: "0" });
  const start = () => createApp({ config, purpose: "test", log: createLog("silent") });
  const key = path.join(folder, "key");

  // Nothing is sealed yet: a new key harms nobody.
  await (await start()).close();
  rmSync(key);
  const app = await start();
  const settings = { kind: "postgres", host: "db.acme.example", database: "d", user: "u" };
  const put = await app.http.inject({
    method: "PUT",
    url: "/api/v1/endpoints/warehouse",
    headers: { authorization: `Bearer ${app.accessToken}` },
    payload: { settings, secret: "a password" },
  });
  expect(put.statusCode).toBe(200);
  await app.close();
  const former = readFileSync(key, "utf8");
  rmSync(key);

  await expect(start()).rejects.toMatchObject({
    code: "key.gone",
    message: expect.stringContaining(key),
    remedy: expect.stringContaining("backup"),
  });
  expect(existsSync(key)).toBe(false);
  writeFileSync(key, former);
  await (await start()).close();
  remove();
});
