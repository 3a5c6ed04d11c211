import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttp } from "../http/http.ts";
import type { Http } from "../http/types.ts";
import { createLog } from "../log/log.ts";
import { registerProductPages } from "./product-pages.ts";

describe("the product's pages", () => {
  let folder: string;
  let http: Http;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "rostrum-pages-"));
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "index.html"), "<title>Rostrum</title>");
    await writeFile(path.join(folder, "assets", "index-1.js"), "start();");
    await writeFile(path.join(folder, "assets", "index-1.js.gz"), gzipSync("start();"));
    await writeFile(path.join(folder, "secret.txt"), "not a page");
    http = await createHttp({
      log: createLog("silent"),
      translators: [],
      guard: () => {},
      api: () => {},
      open: (root) => registerProductPages(root, folder),
    });
  });
  afterAll(async () => {
    await http.close();
    await rm(folder, { recursive: true });
  });
  const get = (url: string, headers: Record<string, string> = {}) =>
    http.inject({ method: "GET", url, headers });

  it("are one page at each of their addresses, asked for anew, with scripts of our own only", async () => {
    for (const place of ["/", "/connections", "/data/Webinar"]) {
      const { statusCode, body, headers } = await get(place);
      expect([statusCode, body]).toEqual([200, "<title>Rostrum</title>"]);
      expect(headers["cache-control"]).toBe("no-cache");
      expect(headers["content-security-policy"]).toContain("script-src 'self';");
      expect(headers["x-frame-options"]).toBe("DENY");
    }
  });

  it("are the answer to a person at an address that is none, and not to a program", async () => {
    const person = { accept: "text/html,application/xhtml+xml" };
    for (const place of ["/nopage/x", "/connections/new"]) {
      const { statusCode, body } = await get(place, person);
      expect([statusCode, body]).toEqual([404, "<title>Rostrum</title>"]);
      expect((await get(place)).json()).toMatchObject({ error: { code: "path.unknown" } });
    }
    for (const place of ["/api/v1/nothing", "/assets/none.js"])
      expect((await get(place, person)).json()).toHaveProperty("error");
  });

  it("send their parts compressed, to be kept for ever", async () => {
    const { headers, rawPayload } = await get("/assets/index-1.js", { "accept-encoding": "gzip" });
    expect(headers).toMatchObject({
      "content-encoding": "gzip",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(rawPayload).toEqual(gzipSync("start();"));
    expect((await get("/assets/index-1.js")).body).toBe("start();");
  });

  it("give nothing but what was built for them", async () => {
    for (const url of [
      "/secret.txt",
      "/assets/none.js",
      "/assets/..%2fsecret.txt",
      "/assets/%2e%2e/secret.txt",
    ]) {
      const { statusCode, body, headers } = await get(url);
      expect(statusCode, url).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain("not a page");
      expect(headers["cache-control"]).toBe("no-store");
    }
  });
});
