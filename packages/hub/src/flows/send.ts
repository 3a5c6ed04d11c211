/**
 * The step `send`: calls on a connection, for what has no entity. Its answer can be used after. One client per connection for
 * a whole run. An answer that says no fails the row, in GoTo's own words. NOT for rows: those are `endpoints/`.
 */
import { GoToError } from "@rostrum/goto";
import type { ConnectedClient, Connections } from "../connections/index.ts";
import { translateGoToError } from "../connections/index.ts";
import type { Row, Value } from "../endpoints/index.ts";
import { toHubError } from "../platform/http/errors.ts";
import { RowFailed } from "./row-failure.ts";

export interface SendRequest {
  /** Alias; undefined for the only connection. */
  readonly connection: string | undefined;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the root of the API host; {organizerKey} and {accountKey} are filled in. */
  readonly path: string;
  readonly query: Row;
  readonly headers: Row;
  readonly body: Value | undefined;
}

/** What flows see of an answer: `body` is its JSON, else its text, else null. */
export interface SendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
}

export interface Sender {
  /** Rejects with RowFailed for what GoTo refuses, and as `signal` says. */
  send(request: SendRequest): Promise<SendAnswer>;
  close(): Promise<void>;
}

export function createSender(connections: Connections, signal: AbortSignal, onCall: () => void): Sender {
  const clients = new Map<string | undefined, Promise<ConnectedClient>>();
  const clientOf = (connection: string | undefined) => {
    const client = clients.get(connection) ?? connections.clientFor(connection, { onCall });
    clients.set(connection, client);
    return client;
  };
  return {
    async send({ connection, method, path, query, headers, body }) {
      const { goto, organizerKey, accountKey } = await clientOf(connection);
      const url = new URL(
        path.replaceAll("{organizerKey}", organizerKey).replaceAll("{accountKey}", accountKey),
        "https://host.invalid",
      );
      if (url.host !== "host.invalid") throw elsewhere(path);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      try {
        const answer = await goto.send(
          {
            method,
            path: url.pathname,
            query: Object.fromEntries(url.searchParams),
            headers: plainHeaders(headers),
            expect: "any",
            ...(body === undefined ? {} : { body }),
          },
          { signal },
        );
        return { status: answer.status, headers: answer.headers, body: (answer.body ?? null) as Value };
      } catch (error) {
        signal.throwIfAborted();
        const { kind, code, message, remedy } = toHubError(error, [translateGoToError]);
        const lost = error instanceof GoToError && error.carriedOut === "unknown" && method !== "GET";
        // Nobody's consent: the same for every row.
        if (kind === "reauthorise") throw error;
        throw new RowFailed({
          code,
          words: message,
          remedy,
          passing: kind === "upstream" || kind === "limited",
          ...(lost ? { doubt: "repeated" } : {}),
        });
      }
    },
    async close() {
      for (const client of clients.values()) await (await client.catch(() => undefined))?.goto.close();
    },
  };
}

/** Belong to the transport, or would send the token somewhere else. */
const ours: ReadonlySet<string> = new Set([
  "authorization",
  "host",
  "connection",
  "content-length",
  "cookie",
  "transfer-encoding",
]);

function plainHeaders(headers: Row): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (ours.has(lower) || !/^[a-z0-9-]+$/.test(lower) || /[\r\n\0]/.test(String(value))) {
      throw refused("send.bad-header", `The header "${name}" cannot be set.`, "Leave it out.");
    }
    result[lower] = String(value);
  }
  return result;
}

function elsewhere(path: string): RowFailed {
  return refused(
    "send.bad-path",
    `"${path}" is no path on the API host.`,
    "Begin with one slash, for example /G2W/rest/v2/organizers/{organizerKey}/webinars",
  );
}

function refused(code: string, words: string, remedy: string): RowFailed {
  return new RowFailed({ code, words, remedy, passing: false });
}
