import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Row } from "../endpoint.ts";
import { type ApiServer, send, startApi } from "../testing/api-server.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { counted, readAll, readBatches, writeAll } from "../testing/harness.ts";
import { people, peopleFields, person } from "../testing/people.ts";
import { waitOf } from "./client.ts";
import { openHttpEndpoint } from "./http.ts";
import { HttpOptions } from "./options.ts";
import { sampleTable } from "./sample.ts";

const rules = { plainHosts: [] };
// Waits that a test would have to sit out are noted instead.
const waits: number[] = [];
const ports = {
  rules,
  clock: {
    ...systemClock,
    sleep: (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  },
};

function optionsFor(
  address: string,
  more: Record<string, unknown> = {},
  read: Record<string, unknown> = {},
): HttpOptions {
  const item = { path: "/people/{id}" };
  return HttpOptions.parse({
    kind: "http",
    address,
    auth: { kind: "bearer" },
    tables: {
      people: {
        fields: peopleFields,
        read: {
          path: "/people",
          rows: "data.items",
          paging: { kind: "cursor", parameter: "from", member: "cursor", sizeParameter: "limit", size: 50 },
          changes: { field: "seen", parameter: "since" },
          ...read,
        },
        item,
        insert: { method: "POST", path: "/people" },
        update: { method: "PATCH", ...item },
        delete: { method: "DELETE", ...item },
      },
    },
    ...more,
  });
}

describeEndpoint("HTTP", {
  async open(rows) {
    const api = await startApi();
    api.authorization = "Bearer s3cret";
    for (const row of rows) api.people.set(String(row.id), row);
    const endpoint = openHttpEndpoint(optionsFor(api.address), "s3cret", ports);
    return {
      endpoint,
      table: "people",
      async close() {
        await endpoint.close();
        await api.close();
      },
    };
  },
  async openBroken(secret) {
    const api = await startApi();
    await api.close();
    return openHttpEndpoint(optionsFor(api.address), secret, ports);
  },
  refused: { row: { age: 999 }, words: /^Nobody is 999 years old\.$/ },
});

describe("HTTP, in particular", () => {
  let api: ApiServer;
  const opened: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    api = await startApi();
    waits.length = 0;
  });
  afterEach(async () => {
    for (const endpoint of opened.splice(0)) await endpoint.close();
    await api.close();
  });
  const open = (
    more: Record<string, unknown> = {},
    read: Record<string, unknown> = {},
    secret = "s3cret",
  ) => {
    const endpoint = openHttpEndpoint(optionsFor(api.address, more, read), secret, ports);
    opened.push(endpoint);
    return endpoint;
  };
  const fill = (rows: readonly Row[]) => {
    for (const row of rows) api.people.set(String(row.id), row);
  };

  it.each([
    ["page numbers", { kind: "page", parameter: "page", sizeParameter: "limit", size: 10 }, 4],
    ["offsets", { kind: "offset", parameter: "from", sizeParameter: "limit", size: 10 }, 4],
    ["cursors", { kind: "cursor", parameter: "from", member: "cursor", sizeParameter: "limit", size: 10 }, 4],
    ["a Link header", { kind: "link" }, 4],
    ["addresses of the next page", { kind: "next", member: "next" }, 4],
    ["nothing: one page is all", { kind: "none" }, 1],
  ])("pages by %s, and goes on in the middle of a page", async (_, paging, calls) => {
    fill(people(35));
    const limited = paging.kind === "link" || paging.kind === "next" ? { query: { limit: "10" } } : {};
    const endpoint = open({}, { paging, ...limited });
    expect(await readAll(endpoint, { table: "people" })).toHaveLength(35);
    expect(api.requests).toHaveLength(calls);
    const [first, second] = await readBatches(endpoint, { table: "people", batchRows: 7 });
    const after = second?.position;
    if (after === undefined) throw new Error("it is resumable");
    const rest = await readAll(endpoint, { table: "people", after });
    expect((first?.rows.length ?? 0) + (second?.rows.length ?? 0) + rest.length).toBe(35);
  });

  it("suggests fields by what the first page brings, and says where lists are when there is none at the place", async () => {
    fill([
      { id: 7, visits: "9007199254740993", seen: "2031-05-01T08:00:00Z", name: "Ann", code: "007" },
      { id: 8, visits: 3, seen: "2031-05-01T08:00:00+02:00", name: null, code: "x", home: { city: "Kiel" } },
    ]);
    const options = optionsFor(api.address, {}, { query: { active: "yes" } });
    const sample = await sampleTable(options, "s3cret", ports, "people");
    expect(sample).toMatchObject({ rows: 2, lists: ["data.items"], singles: ["cursor", "next"] });
    expect(sample.address).toBe(`${api.address}/people?active=yes&limit=50`);
    expect(sample.fields.map(({ name, type }) => [name, type])).toEqual([
      ...[
        ["id", "integer"],
        ["visits", "long"],
        ["seen", "instant"],
        ["name", "text"],
        ["code", "text"],
      ],
      ["home", "json"],
    ]);
    expect(sample.fields[1]?.examples).toEqual(["9007199254740993", "3"]);
    const elsewhere = sampleTable(optionsFor(api.address, {}, { rows: "rows" }), "s3cret", ports, "people");
    await expect(elsewhere).rejects.toMatchObject({
      remedy: expect.stringContaining('This answer has a list at: "data.items".'),
      details: { lists: ["data.items"] },
    });
  });

  it("stops when the same page is given for ever", async () => {
    fill(people(3));
    const endpoint = open({}, { paging: { kind: "next", member: "self" } });
    api.faults.push(
      ...[1, 2, 3].map(
        () => (response: Parameters<typeof send>[0]) =>
          send(response, 200, { data: { items: [] }, self: "/people?again" }),
      ),
    );
    await expect(readAll(endpoint, { table: "people" })).rejects.toMatchObject({
      code: "endpoint.same-page",
    });
  });

  it("asks the system for the changes only, where it can", async () => {
    fill(people(20));
    const since = person(15).seen ?? null;
    const rows = await readAll(open(), { table: "people", changes: { field: "seen", since } });
    expect(rows.map(({ id }) => id)).toEqual([7, 15, 16, 17, 18, 19].map((n) => person(n).id));
    expect(api.requests[0]).toContain(`since=${encodeURIComponent(String(since))}`);
  });

  it("gives back what the system made of a row", async () => {
    const [result] = await writeAll(open(), { table: "people", operation: "insert" }, [person(1)]);
    expect(result).toMatchObject({
      outcome: "inserted",
      result: { joinUrl: `https://join.example/${String(person(1).id)}` },
    });
  });

  it("shows who it is in each way", async () => {
    const ways = [
      [{ kind: "none" }, undefined],
      [{ kind: "bearer" }, "Bearer s3cret"],
      [{ kind: "basic", user: "me" }, `Basic ${Buffer.from("me:s3cret").toString("base64")}`],
      [{ kind: "header", name: "Authorization", prefix: "Token " }, "Token s3cret"],
    ] as const;
    for (const [auth, authorization] of ways) {
      api.authorization = authorization;
      expect(await open({ auth }).test()).toMatchObject({ works: true });
    }
    api.authorization = "Bearer other";
    const refused = await open().test();
    expect(refused).toMatchObject({
      works: false,
      message: expect.stringMatching(/does not take our credentials/) as string,
    });
  });

  it("asks for one token for all, and for a new one when it is not taken any more", async () => {
    fill(people(30));
    const auth = {
      kind: "clientCredentials",
      tokenAddress: `${api.address}/token`,
      clientId: "i d",
      scope: "read",
    };
    const endpoint = open({ auth });
    api.authorization = "Bearer t1";
    const token = (value: string) => (response: Parameters<typeof send>[0]) =>
      send(response, 200, { access_token: value, expires_in: 3600 });
    api.faults.push(token("t1"));
    expect(await readAll(endpoint, { table: "people" })).toHaveLength(30);
    expect(await readAll(endpoint, { table: "people" })).toHaveLength(30);
    expect(api.requests.filter((request) => request === "POST /token")).toHaveLength(1);
    api.authorization = "Bearer t2";
    api.faults.push(undefined, token("t2"));
    expect(await readAll(endpoint, { table: "people" })).toHaveLength(30);
    expect(api.requests.filter((request) => request === "POST /token")).toHaveLength(2);
  });

  it("waits as long as the system asks, and not for ever", async () => {
    fill(people(2));
    api.faults.push(
      (response) => send(response.setHeader("retry-after", "7"), 429, { message: "slow down" }),
      (response) => send(response, 503, { message: "not now" }),
    );
    expect(await readAll(open(), { table: "people" })).toHaveLength(2);
    expect(waits).toEqual([7_000, 1_000]);
    expect(waitOf("Wed, 01 Jan 2031 00:00:10 GMT", 1, Date.UTC(2031, 0, 1))).toBe(10_000);
    expect(waitOf("999999", 1, 0)).toBe(120_000);
  });

  it("asks again when an answer breaks off, but never creates twice", async () => {
    fill(people(2));
    const cut = (response: Parameters<typeof send>[0]) => void response.destroy();
    api.faults.push(cut);
    expect(await readAll(open(), { table: "people" })).toHaveLength(2);
    api.faults.push(cut);
    const [result] = await writeAll(open(), { table: "people", operation: "insert" }, [person(5)]);
    expect(result).toMatchObject({ outcome: "failed", error: { code: "no-answer", passing: true } });
    expect(api.requests.filter((request) => request.startsWith("POST"))).toHaveLength(1);
    // A system that knows repeated requests may be asked again.
    api.faults.push(cut);
    const [again] = await writeAll(
      open({ idempotencyHeader: "Idempotency-Key" }),
      { table: "people", operation: "insert" },
      [person(5)],
    );
    expect(again?.outcome).toBe("inserted");
  });

  it("gives rows back unsent when the system is gone in the middle of a batch", async () => {
    const endpoint = open({ concurrency: 1 });
    const writer = await endpoint.openWriter({ table: "people", operation: "insert" });
    api.faults.push(undefined, (response) => send(response, 401, { message: "revoked" }));
    const results = await writer.write(people(4));
    expect(counted(results)).toEqual({ inserted: 1, failed: 3 });
    expect(results[3]?.error).toMatchObject({ code: "not-sent", passing: true });
    api.faults.push((response) => send(response, 401, { message: "revoked" }));
    await expect(writer.write(people(2, 10))).rejects.toMatchObject({ code: "endpoint.refused" });
  });

  it("goes nowhere else: not by redirects, next pages, plain http, or values in paths", async () => {
    const elsewhere = await startApi();
    opened.push(elsewhere);
    api.faults.push((response) =>
      send(response.setHeader("location", `${elsewhere.address}/people`), 302, undefined),
    );
    await expect(readAll(open(), { table: "people" })).rejects.toMatchObject({
      code: "endpoint.address-refused",
    });
    api.faults.push((response) =>
      send(response, 200, { data: { items: [] }, next: `${elsewhere.address}/people` }),
    );
    const next = open({}, { paging: { kind: "next", member: "next" } });
    await expect(readAll(next, { table: "people" })).rejects.toMatchObject({
      code: "endpoint.address-refused",
    });
    expect(elsewhere.requests).toEqual([]);

    for (const address of [
      "http://example.com/",
      "ftp://example.com/",
      "https://user:pass@example.com/",
      "http://127.0.0.1.example.com",
    ]) {
      expect(() => openHttpEndpoint(optionsFor(address), "s", ports)).toThrow(/may not be called/);
    }
    const allowed = { ...ports, rules: { plainHosts: ["crm.internal:8080"] } };
    opened.push(openHttpEndpoint(optionsFor("http://crm.internal:8080/"), "s", allowed));

    fill(people(1));
    const results = await writeAll(open(), { table: "people", operation: "delete" }, [
      { id: ".." },
      { id: "../people" },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "missing"]);
    expect(api.requests.filter((request) => request.startsWith("DELETE"))).toEqual([
      "DELETE /people/..%2Fpeople",
    ]);
  });

  it("follows a redirect within the system", async () => {
    fill(people(2));
    api.faults.push((response) => send(response.setHeader("location", "/people?moved"), 307, undefined));
    expect(await readAll(open(), { table: "people" })).toHaveLength(2);
  });

  it("never repeats its secret, even when the system does", async () => {
    api.faults.push((response) => send(response, 422, { message: "token s3cret is not for writing" }));
    const [result] = await writeAll(open(), { table: "people", operation: "insert" }, [person(1)]);
    expect(result?.error?.words).toBe("token [removed] is not for writing");
  });

  it("says where it expected the rows", async () => {
    await expect(readAll(open({}, { rows: "items" }), { table: "people" })).rejects.toThrow(
      /has no list at "items"/,
    );
    api.faults.push((response) => void response.end("<html>"));
    await expect(readAll(open(), { table: "people" })).rejects.toThrow(/no JSON/);
  });

  it("learns the fields from the first page where none are declared", async () => {
    fill(people(3));
    const { tables } = optionsFor(api.address);
    const endpoint = open({ tables: { people: { ...tables.people, fields: [] } } });
    expect((await endpoint.describe("people")).fields.map(({ name }) => name)).toEqual(
      peopleFields.map(({ name }) => name),
    );
    const rows = await readAll(endpoint, {
      table: "people",
      filters: [{ kind: "range", field: "age", from: 21, to: 100 }],
    });
    expect(rows.map(({ age, visits }) => [age, visits])).toEqual([[21, "9007199254740994"]]);
  });
});
