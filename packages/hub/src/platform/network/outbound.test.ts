/** Where messages may go: public addresses over TLS, and what the administrator names. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { expect, it } from "vitest";
import { checkOutbound, outboundAgent } from "./outbound.ts";

const none = { privateHosts: [] };

it.each([
  "http://example.com/hook",
  "https://127.0.0.1/",
  "https://10.1.2.3/",
  "https://169.254.169.254/latest/meta-data",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://[fd00::1]/",
  "https://0x7f.1/",
  "https://user:password@example.com/",
  "ftp://example.com/",
  "no address",
])("refuses %s", (address) => {
  expect(() => checkOutbound(address, none)).toThrow(/may not be called/);
});

it("takes public addresses over TLS, and private hosts that are named also without", () => {
  expect(checkOutbound("https://hooks.example.com/x", none).host).toBe("hooks.example.com");
  expect(checkOutbound("http://chat.internal:8080/x", { privateHosts: ["chat.internal"] }).port).toBe("8080");
  expect(checkOutbound("http://[::1]:80/x", { privateHosts: ["::1"] }).hostname).toBe("[::1]");
});

it("does not connect to a name that leads inside, unless it is named", async () => {
  const server = createServer((_request, response) => response.end("inside"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const [strict, open] = [outboundAgent(none, 2_000), outboundAgent({ privateHosts: ["localhost"] }, 2_000)];
  try {
    await expect(request(address, { dispatcher: strict })).rejects.toThrow(/inside this network/);
    const { body } = await request(address, { dispatcher: open });
    expect(await body.text()).toBe("inside");
  } finally {
    await Promise.all([strict.close(), open.close()]);
    server.close();
  }
});
