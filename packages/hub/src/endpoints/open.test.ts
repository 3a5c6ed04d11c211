import { expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { EndpointOptions, openEndpoint } from "./open.ts";

const ports = { clock: systemClock, filesFolder: "/nowhere", plainHosts: [] };
const database = { host: "127.0.0.1", database: "x", user: "x", port: 1, tls: "off" };

it.each([
  { kind: "csv" },
  { kind: "ndjson" },
  { kind: "excel" },
  { kind: "parquet" },
  { kind: "postgres", ...database },
  { kind: "mysql", ...database },
  { kind: "http", address: "http://127.0.0.1:1/", tables: {} },
])(
  "an endpoint of the kind $kind is opened by its options, and says in words what is wrong",
  async (options) => {
    const endpoint = await openEndpoint(EndpointOptions.parse(options), "secret", ports);
    expect(endpoint.kind).toBe(options.kind);
    const result = await endpoint.test();
    expect(result.works).toBe(false);
    expect(result.meaning).toMatch(/\.$/);
    await endpoint.close();
  },
);

it("options have no place for a secret", () => {
  for (const more of [{ password: "x" }, { address: "postgres://me:x@db/x" }]) {
    expect(EndpointOptions.safeParse({ kind: "postgres", ...database, ...more }).success).toBe(false);
  }
});
