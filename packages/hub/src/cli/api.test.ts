import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { createHttp } from "../platform/http/http.ts";
import { createRuns, type RunProgress, registerRunRoutes, runHeader } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import { createLog } from "../platform/log/log.ts";
import { type Api, ApiError, createApi } from "./api.ts";
import { insideWay } from "./api-inside.ts";
import { remoteWay } from "./api-remote.ts";

const piece = Buffer.alloc(64 * 1024, "x");
const pieces = 1_600; // 100 MB
/** More than all buffers on the way together, far less than the whole. */
const inFlight = 16 * 1024 * 1024;

const refusal = { code: "access.wrong-token", message: "Wrong.", meaning: "m", remedy: "r" };

let http: Http;
let sent = 0;
let received = 0;
let readerLeft: (() => void) | undefined;

beforeAll(async () => {
  const runs = createRuns(systemClock);
  http = await createHttp({
    log: createLog("silent"),
    guard(scope) {
      scope.addHook("onRequest", async ({ headers }) => {
        if (headers.authorization !== "Bearer token")
          throw new HubError({ ...refusal, kind: "unauthenticated" });
      });
    },
    translators: [],
    api(scope) {
      registerRunRoutes(scope, runs, systemClock);
      scope.get("/big", async (request, reply) => {
        const run = runs.begin(request.headers[runHeader] as string | undefined);
        sent = 0;
        const body = Readable.from(
          (async function* () {
            for (let count = 0; count < pieces; count += 1) {
              sent += piece.length;
              run.report({ lines: [{ label: "Rows", rows: count + 1 }] });
              yield piece;
            }
            run.done({ summary: "all" });
          })(),
          { objectMode: false, highWaterMark: 64 * 1024 },
        );
        body.once("close", () => readerLeft?.());
        return reply.type("application/x-ndjson").send(body);
      });
      scope.get("/breaks", async (request, reply) => {
        const run = runs.begin(request.headers[runHeader] as string | undefined);
        return reply.type("application/x-ndjson").send(
          Readable.from(
            (async function* () {
              yield "first\n";
              const error = new HubError({
                kind: "upstream",
                code: "goto.server",
                message: "GoTo fell over.",
                meaning: "m",
                remedy: "r",
              });
              run.fail(error);
              throw error;
            })(),
          ),
        );
      });
      scope.post("/take", async (request) => {
        received = 0;
        for await (const chunk of request.body as Readable) received += (chunk as Buffer).length;
        return { received };
      });
      scope.post("/echo", async (request) => ({ query: request.query, body: request.body }));
    },
    open() {},
  });
  await http.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => http.close());

const ways: readonly (readonly [string, (token?: string) => Api])[] = [
  ["in this process", (token = "token") => createApi(insideWay({ http, close: async () => {} }), token)],
  [
    "over HTTP",
    (token = "token") => {
      const address = http.server.address();
      if (address === null || typeof address === "string") throw new Error("not listening");
      return createApi(remoteWay(`http://127.0.0.1:${address.port}`, true), token);
    },
  ],
];

describe.each(ways)("the API %s", (_name, open) => {
  it("takes JSON and queries, and gives JSON", async () => {
    const api = open();
    const answer = await api.call({
      method: "POST",
      path: "/echo",
      query: { a: "1 &", list: ["x", "y"], none: undefined, yes: true },
      json: { name: "Ñandú" },
    });
    expect(answer).toEqual({ query: { a: "1 &", list: ["x", "y"], yes: "true" }, body: { name: "Ñandú" } });
    await api.close();
  });

  it("gives an error answer as an error", async () => {
    const api = open();
    const error = await api.call({ path: "/nothing" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 404, answer: { code: "path.unknown" } });
    await api.close();
    const stranger = open("wrong");
    await expect(stranger.call({ path: "/runs/x" })).rejects.toMatchObject({ status: 401 });
    await stranger.close();
  });

  it("streams an answer no faster than it is read", async () => {
    const api = open();
    const { body } = await api.stream({ path: "/big" });
    let read = 0;
    let most = 0;
    for await (const chunk of body) {
      read += (chunk as Buffer).length;
      most = Math.max(most, sent - read);
      // A reader that is slower than the writer.
      for (let count = 0; count < 4; count += 1) await turn();
    }
    expect(read).toBe(piece.length * pieces);
    expect(most).toBeLessThan(inFlight);
    await api.close();
  });

  it("streams a request no faster than it is taken", async () => {
    const api = open();
    let given = 0;
    let most = 0;
    received = 0;
    const body = Readable.from(
      (async function* () {
        for (let count = 0; count < pieces; count += 1) {
          given += piece.length;
          most = Math.max(most, given - received);
          yield piece;
        }
      })(),
      { objectMode: false, highWaterMark: 64 * 1024 },
    );
    const headers = { "content-type": "application/x-ndjson" };
    expect(await api.call({ method: "POST", path: "/take", body, headers })).toEqual({
      received: piece.length * pieces,
    });
    expect(most).toBeLessThan(inFlight);
    await api.close();
  });

  it("tells the route when the reader leaves", async () => {
    const left = new Promise<void>((resolve) => {
      readerLeft = resolve;
    });
    const api = open();
    const { body } = await api.stream({ path: "/big" });
    for await (const _chunk of body) break;
    await left;
    expect(sent).toBeLessThan(piece.length * pieces);
    await api.close();
  });

  it("tells the route when the person presses Ctrl-C", async () => {
    const left = new Promise<void>((resolve) => {
      readerLeft = resolve;
    });
    const api = open();
    const stop = new AbortController();
    const { body } = await api.stream({ path: "/big", signal: stop.signal });
    const reading = (async () => {
      for await (const _chunk of body) stop.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    await left;
    await api.close();
  });

  it("shows progress beside the rows, and its end", async () => {
    const api = open();
    const seen: RunProgress[] = [];
    const { body } = await api.streamWithProgress({ path: "/big" }, (progress) => seen.push(progress));
    for await (const _chunk of body) await turn();
    expect(seen.at(-1)).toMatchObject({
      state: "done",
      summary: "all",
      lines: [{ label: "Rows", rows: pieces }],
    });
    await api.close();
  });

  it("says why an answer broke off", async () => {
    const api = open();
    const { body } = await api.streamWithProgress({ path: "/breaks" }, () => {});
    const reading = (async () => {
      for await (const _chunk of body);
    })();
    await expect(reading).rejects.toMatchObject({
      answer: { code: "goto.server", message: "GoTo fell over." },
    });
    await api.close();
  });
});

describe("a hub that does not answer", () => {
  it("is named, with what to do", async () => {
    const api = createApi(remoteWay("http://127.0.0.1:1", false), "token");
    await expect(api.call({ path: "/connections" })).rejects.toMatchObject({
      answer: { code: "api.unreachable", remedy: expect.stringContaining("rostrum serve") },
    });
    await api.close();
  });
});
