/**
 * Any request on a connection, for what has no entity: with the connection's token and budget, and the answer as it
 * came, byte by byte, whatever its status. NOT for rows: those are `entities/`.
 */
import { GoToError, type Network, type NetworkAnswer, type Request } from "@rostrum/goto";
import { HubError } from "../platform/errors.ts";
import type { ConnectionRuntime } from "./runtime.ts";
import { watchNetwork } from "./watch.ts";

export interface RawRequest {
  readonly method: Request["method"];
  /** From the root of the API host, with or without a query: "/G2W/rest/v2/organizers/1/webinars?page=0". */
  readonly path: string;
  /** JSON text; sent with its long numbers as they are. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Headers that belong to the transport or would send the token somewhere else. */
const ours = new Set([
  "authorization",
  "host",
  "content-length",
  "connection",
  "transfer-encoding",
  "cookie",
]);

/**
 * Sends it and gives the answer, also one with an error status. Throws HubError "send.bad-*" for what cannot be
 * sent, and what the client library throws when there is no answer at all.
 */
export async function sendRaw(
  request: RawRequest,
  runtime: ConnectionRuntime,
  network: Network,
  signal?: AbortSignal,
): Promise<NetworkAnswer> {
  const { path, query } = takeApart(request.path);
  const headers = lowerCase(request.headers ?? {});
  const watched = watchNetwork(network);
  const goto = runtime.goto({ network: watched });
  try {
    await goto.send(
      {
        method: request.method,
        path,
        query,
        headers,
        expect: "any",
        ...(request.body === undefined ? {} : { body: readBody(request.body) }),
      },
      { signal },
    );
  } catch (error) {
    // An answer that says no is an answer; only where there is none the error is the news.
    if (!(error instanceof GoToError) || error.status === undefined || watched.last() === undefined)
      throw error;
  } finally {
    await goto.close();
  }
  const answer = watched.last();
  if (answer === undefined) throw new Error("a request ended without an answer and without an error");
  return answer;
}

function takeApart(given: string): { path: string; query: Record<string, string | readonly string[]> } {
  const url =
    given.startsWith("/") && !given.startsWith("//") ? URL.parse(given, "https://host.invalid") : null;
  if (url === null || url.host !== "host.invalid") {
    throw new HubError({
      kind: "usage",
      code: "send.bad-path",
      message: `"${given}" is no path on the API host.`,
      meaning: "The token of a connection is sent to its own API host only.",
      remedy: "Begin with a slash, for example /G2W/rest/v2/organizers/{organizerKey}/webinars",
    });
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  return { path: url.pathname, query };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (ours.has(lower) || !/^[a-z0-9-]+$/.test(lower) || /[\r\n\0]/.test(value)) {
      throw new HubError({
        kind: "usage",
        code: "send.bad-header",
        message: `The header "${name}" cannot be set.`,
        meaning: "It belongs to the connection or is no header at all.",
        remedy: "Leave it out.",
      });
    }
    result[lower] = value;
  }
  return result;
}

/** The body as a value whose numbers go out with the digits that they came with: keys are longer than a double. */
function readBody(text: string): unknown {
  try {
    return parseWithSource(text, (_name, value, { source }) =>
      typeof value === "number" && source !== undefined ? rawJSON(source) : value,
    );
  } catch (error) {
    throw new HubError({
      kind: "usage",
      code: "send.bad-body",
      message: `The body is not JSON: ${(error as Error).message}.`,
      meaning: "Nothing was sent.",
      remedy: "GoTo takes JSON bodies only; from a file: --body @FILE",
    });
  }
}

/** In Node since 21, and missing from TypeScript's library. */
const { parse: parseWithSource, rawJSON } = JSON as unknown as {
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};
