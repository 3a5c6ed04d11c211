/** A callback for the tests: a real receiver that writes down what comes. Not part of the sandbox. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, type Json, parseJson } from "../../http/json.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Integers beyond 2^53 as strings of their digits. */
  readonly event: { readonly [name: string]: Json };
}

export interface TestCallback extends AsyncDisposable {
  readonly url: string;
  /** What GETs answer. */
  getStatus: number;
  /** Statuses of the next POSTs; 200 when there are none left. "reset" cuts the connection. */
  readonly postStatuses: (number | "reset")[];
  readonly gets: number;
  /** Resolves when the first POST has arrived. */
  readonly firstPost: Promise<void>;
  readonly received: readonly Received[];
}

/** `silent`: takes every call and answers none. */
export async function startCallback({ silent = false } = {}): Promise<TestCallback> {
  const received: Received[] = [];
  const state = { getStatus: 200, gets: 0 };
  const postStatuses: (number | "reset")[] = [];
  const firstPost = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.method === "POST") firstPost.resolve();
    if (silent) return;
    if (request.method === "GET") {
      state.gets++;
      response.writeHead(state.getStatus).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const status = postStatuses.shift() ?? 200;
      if (status === "reset") {
        request.socket.destroy();
        return;
      }
      const text = Buffer.concat(chunks).toString();
      const event = parseJson(text);
      if (status < 300 && isObject(event)) received.push({ headers: request.headers, text, event });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callback`,
    get getStatus() {
      return state.getStatus;
    },
    set getStatus(status) {
      state.getStatus = status;
    },
    get gets() {
      return state.gets;
    },
    postStatuses,
    firstPost: firstPost.promise,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
