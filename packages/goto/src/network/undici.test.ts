import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { Network, NetworkRequest } from "../ports.ts";
import { sendJson, startServer } from "../testing/http-server.ts";
import { createNetwork, networkError, type TimeLimits } from "./undici.ts";

const networks: Network[] = [];
afterEach(async () => {
  await Promise.all(networks.splice(0).map((network) => network.close()));
});

function network(limits?: Partial<TimeLimits>): Network {
  const made = createNetwork(limits);
  networks.push(made);
  return made;
}

function get(url: string): NetworkRequest {
  return { method: "GET", url, headers: { accept: "application/json" } };
}

describe("the network", () => {
  it("sends method, path, headers and body as they are, and gives back status, headers and body", async () => {
    await using server = await startServer((_, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      sendJson(response, 409, "Zoë", { "x-one": "1" });
    });
    const answer = await network().send({
      method: "DELETE",
      url: `${server.url}/G2W/rest/v2/webhooks?product=g2w&at=%2B02%3A00`,
      headers: { accept: "application/json", authorization: "Bearer t", "content-type": "application/json" },
      body: '["ü"]',
    });
    expect(server.arrived[0]).toMatchObject({
      method: "DELETE",
      path: "/G2W/rest/v2/webhooks?product=g2w&at=%2B02%3A00",
      body: '["ü"]',
      headers: { authorization: "Bearer t", accept: "application/json" },
    });
    expect(answer.status).toBe(409);
    expect(answer.headers).toMatchObject({ "x-one": "1", "set-cookie": "a=1, b=2" });
    expect(answer.body.toString("utf8")).toBe("Zoë");
  });

  it("uses its connections again and again", async () => {
    await using server = await startServer((_, response) => sendJson(response, 200, {}));
    const one = network();
    for (let count = 0; count < 20; count++) await one.send(get(server.url));
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it("does not follow redirects: the token would go with it", async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect((await network().send(get(server.url))).status).toBe(302);
    expect(server.arrived.length).toBe(1);
  });

  it("unpacks what is packed", async () => {
    const text = JSON.stringify({ subject: "x".repeat(1000) });
    await using server = await startServer((request, response) => {
      const packed = request.path === "/gzip" ? gzipSync(text) : brotliCompressSync(text);
      response.writeHead(200, { "content-encoding": request.path === "/gzip" ? "gzip" : "br" }).end(packed);
    });
    const one = network();
    for (const path of ["/gzip", "/br"]) {
      expect((await one.send(get(server.url + path))).body.toString()).toBe(text);
    }
    expect(server.arrived[0]?.headers["accept-encoding"]).toBe("gzip, br");
  });

  it("refuses an answer that is too long, packed or not", async () => {
    await using server = await startServer((request, response) => {
      const long = Buffer.alloc(100_000, "x");
      if (request.path === "/packed")
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(long));
      else response.end(long);
    });
    const one = network({ maxBodyBytes: 10_000 });
    for (const path of ["/plain", "/packed"]) {
      await expect(one.send(get(server.url + path))).rejects.toMatchObject({
        code: "unexpected-answer",
        action: "bug",
      });
    }
  });

  it("says that nothing was sent when no connection can be made", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(network().send(get(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({
      code: "network",
      failure: "refused",
      carriedOut: "no",
    });
  });

  it("tells of a broken connection, a late answer and a cut one, after any of which nobody knows what was done", async () => {
    await using server = await startServer((request, response) => {
      if (request.path === "/reset") response.socket?.resetAndDestroy();
      if (request.path === "/cut") {
        response.writeHead(200, { "content-length": "1000" });
        response.write("{");
        response.socket?.end();
      }
      if (request.path === "/slow-body") response.writeHead(200, { "content-length": "1000" }).write("{");
      if (request.path === "/not-gzip") response.writeHead(200, { "content-encoding": "gzip" }).end("plain");
    });
    const one = network({ headersMs: 100, bodyMs: 100 });
    const failures: Record<string, string> = {
      "/reset": "reset",
      "/cut": "cut",
      "/never": "timeout",
      "/slow-body": "timeout",
      "/not-gzip": "cut",
    };
    for (const [path, failure] of Object.entries(failures)) {
      await expect(one.send(get(server.url + path)), path).rejects.toMatchObject({
        code: "network",
        failure,
        action: "retry",
        carriedOut: "unknown",
      });
    }
  });

  it("is given up with the signal's own reason, before and while sending", async () => {
    const arrived = Promise.withResolvers<void>();
    await using server = await startServer(() => arrived.resolve());
    const one = network();
    await expect(one.send(get(server.url), AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
    expect(server.arrived.length).toBe(0);
    const giveUp = new AbortController();
    const sending = one.send(get(server.url), giveUp.signal);
    await arrived.promise;
    giveUp.abort(new Error("while"));
    await expect(sending).rejects.toThrow("while");
  });

  it("gives up what is under way when it is closed", async () => {
    const arrived = Promise.withResolvers<void>();
    await using server = await startServer(() => arrived.resolve());
    const one = network();
    const sending = one.send(get(server.url));
    await arrived.promise;
    await one.close();
    await expect(sending).rejects.toMatchObject({ code: "network", failure: "closed" });
    await expect(one.send(get(server.url))).rejects.toMatchObject({ failure: "closed" });
  });

  it("knows an untrusted certificate and a name that does not resolve for connections that were never made", () => {
    for (const code of ["SELF_SIGNED_CERT_IN_CHAIN", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"]) {
      expect(networkError({ code }, "https://api.test", false)).toMatchObject({
        failure: "refused",
        carriedOut: "no",
      });
    }
    expect(networkError({ code: "ETIMEDOUT", syscall: "connect" }, "x", false)).toMatchObject({
      failure: "refused",
    });
    expect(networkError({ code: "ETIMEDOUT", syscall: "read" }, "x", false)).toMatchObject({
      failure: "timeout",
    });
  });
});
