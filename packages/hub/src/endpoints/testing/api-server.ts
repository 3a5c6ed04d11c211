/** A small REST API of people, on a real socket: what the HTTP endpoint is tested against. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Row, Value } from "../endpoint.ts";
import { parseJson } from "../json.ts";

export interface ApiServer {
  readonly address: string;
  readonly people: Map<string, Row>;
  /** Requests so far: "GET /people?page=1". */
  readonly requests: string[];
  /** Answers the next requests instead, one each; undefined lets a request through. */
  readonly faults: (((response: ServerResponse) => unknown) | undefined)[];
  /** What requests must bear; anything when undefined. */
  authorization: string | undefined;
  close(): Promise<void>;
}

export async function startApi(): Promise<ApiServer> {
  const people = new Map<string, Row>();
  const requests: string[] = [];
  const faults: ApiServer["faults"] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const text = await bodyOf(request);
      requests.push(`${request.method} ${request.url}`);
      const fault = faults.shift();
      if (fault !== undefined) fault(response);
      else if (api.authorization !== undefined && request.headers.authorization !== api.authorization) {
        send(response, 401, { error: { message: "who are you?" } });
      } else answer(request, response, text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const api: ApiServer = {
    address: `http://127.0.0.1:${port}`,
    people,
    requests,
    faults,
    authorization: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function answer(request: IncomingMessage, response: ServerResponse, text: string): ServerResponse {
    const url = new URL(request.url ?? "/", api.address);
    const [, collection, id] = url.pathname.split("/").map(decodeURIComponent);
    if (collection !== "people") return send(response, 404, { message: "no such place" });
    if (id === undefined) {
      if (request.method === "GET") return list(url, response);
      return create(parseJson(text) as Row, response);
    }
    const there = people.get(id);
    if (there === undefined) return send(response, 404, { message: "no such person" });
    if (request.method === "DELETE") {
      people.delete(id);
      return send(response, 204, undefined);
    }
    if (request.method === "PATCH") {
      const row = { ...there, ...(parseJson(text) as Row) };
      if (row.age === 999) return refuse(response);
      people.set(id, row);
      return send(response, 200, row);
    }
    return send(response, 200, there);
  }

  function create(row: Row, response: ServerResponse): ServerResponse {
    const id = String(row.id);
    if (row.age === 999) return refuse(response);
    if (people.has(id))
      return send(response, 409, { title: "Conflict", detail: `There is a person ${id} already.` });
    people.set(id, row);
    return send(response, 201, { ...row, joinUrl: `https://join.example/${id}` });
  }

  /** All styles of paging at once, by the parameters that a request has. */
  function list(url: URL, response: ServerResponse): ServerResponse {
    const size = Number(url.searchParams.get("limit") ?? 1_000_000);
    const page = url.searchParams.get("page");
    const start = page === null ? Number(url.searchParams.get("from") ?? 0) : (Number(page) - 1) * size;
    const all = [...people.values()].filter((row) => {
      const since = url.searchParams.get("since");
      return since === null || row.seen === null || String(row.seen) >= since;
    });
    const rows = all.slice(start, start + size);
    const next = start + size < all.length ? start + size : undefined;
    const address = new URL(url);
    address.searchParams.set("from", String(next));
    if (next !== undefined)
      response.setHeader("link", `<${url.href}>; rel="self", <${address.href}>; rel="next"`);
    return send(response, 200, {
      data: { items: rows },
      cursor: next === undefined ? null : String(next),
      next: next === undefined ? null : address.href,
    });
  }
  return api;
}

function refuse(response: ServerResponse): ServerResponse {
  return send(response, 422, { errors: [{ message: "Nobody is 999 years old." }] });
}

/** As other systems do: 64-bit numbers as numbers. */
export function send(response: ServerResponse, status: number, body: Value | undefined): ServerResponse {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  const raw = (name: string, value: unknown) =>
    name === "visits" && typeof value === "string"
      ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(value)
      : value;
  return response.end(body === undefined ? undefined : JSON.stringify(body, raw));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += String(piece);
  return text;
}
