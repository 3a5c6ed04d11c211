/**
 * Sends one request and gives its answer. Waits and tries again where the system asks for it (429, 503), and where a
 * repetition cannot do harm. NOT aware of tables and rows.
 */
import { Agent, errors, request } from "undici";
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import { withoutSecrets } from "../../platform/log/redact.ts";
import type { Value } from "../endpoint.ts";
import { parseJson } from "../json.ts";
import { type AddressRules, checkAddress, checkSameOrigin } from "./address.ts";
import { createCredentials } from "./auth.ts";
import type { HttpOptions } from "./options.ts";

export interface HttpPorts {
  readonly clock: Clock;
  readonly rules: AddressRules;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly body?: Value;
  /** Whether doing it twice comes to the same. */
  readonly repeatable: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** The body as JSON; undefined where it is empty or no JSON. */
  readonly body: Value | undefined;
  readonly text: string;
  readonly link: string | undefined;
}

/** The request may have been carried out, but no answer came. */
export class NoAnswer extends Error {}

export interface HttpClient {
  readonly base: URL;
  /** Any status is an answer. Throws NoAnswer, or HubError when the system cannot be reached or does not know us. */
  send(what: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const mostTries = 5;
const mostRedirects = 3;
const longestWait = 120_000;
const largestAnswer = 256 * 1024 * 1024;
const notSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export function createHttpClient(options: HttpOptions, secret: string, ports: HttpPorts): HttpClient {
  const { clock, rules } = ports;
  const base = checkAddress(options.address, rules);
  const milliseconds = options.timeoutSeconds * 1_000;
  const agent = new Agent({
    connections: options.concurrency,
    headersTimeout: milliseconds,
    bodyTimeout: milliseconds,
    maxResponseSize: largestAnswer,
    connect: { timeout: 10_000 },
  });
  if (options.auth.kind === "clientCredentials") checkAddress(options.auth.tokenAddress, rules);
  const credentials = createCredentials(
    options.auth,
    secret,
    clock,
    async (address, form, headers, signal) => {
      const { statusCode, body } = await once(checkAddress(address, rules), {
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
        },
        body: form.toString(),
        signal,
      });
      return { status: statusCode, text: await body.text() };
    },
  );

  async function once(
    url: URL,
    what: {
      method: HttpRequest["method"];
      headers: Record<string, string>;
      body?: string | undefined;
      signal?: AbortSignal | undefined;
    },
  ) {
    try {
      return await request(url, {
        dispatcher: agent,
        method: what.method,
        headers: what.headers,
        ...(what.body === undefined ? {} : { body: what.body }),
        ...(what.signal === undefined ? {} : { signal: what.signal }),
      });
    } catch (error) {
      what.signal?.throwIfAborted();
      throw networkError(url, error);
    }
  }

  /** One exchange, redirects within the same system included. */
  async function exchange(what: HttpRequest): Promise<HttpAnswer & { retryAfter: string | undefined }> {
    let { url } = what;
    for (let redirects = 0; ; redirects += 1) {
      const sent = await credentials.headers(what.signal);
      const body = what.body === undefined ? undefined : JSON.stringify(what.body);
      const answer = await once(url, {
        method: what.method,
        headers: {
          accept: "application/json",
          ...lowerCased(options.headers),
          ...what.headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...sent,
        },
        body,
        signal: what.signal,
      });
      const { statusCode: status, headers } = answer;
      const said = await answer.body.text().catch((error: unknown) => {
        throw networkError(url, error);
      });
      // Errors are told to people and kept with failed rows; some systems say in them what they were sent.
      const text = status < 400 ? said : withoutSecrets(said, [secret, ...credentialsIn(sent)]);
      const location = one(headers.location);
      const moved = [301, 302, 307, 308].includes(status) && location !== undefined;
      if (moved && redirects < mostRedirects && (what.method === "GET" || status >= 307)) {
        url = checkSameOrigin(location, url);
        continue;
      }
      return {
        status,
        text,
        body: jsonIn(text),
        link: one(headers.link),
        retryAfter: one(headers["retry-after"]),
      };
    }
  }

  return {
    base,
    async send(what) {
      let renewed = false;
      for (let tries = 1; ; tries += 1) {
        what.signal?.throwIfAborted();
        try {
          const answer = await exchange(what);
          if (answer.status === 401) {
            if (!renewed && credentials.renew()) {
              renewed = true;
              continue;
            }
            throw unauthorised(base, answer);
          }
          const busy = answer.status === 429 || answer.status === 503;
          if (!busy || tries >= mostTries) return answer;
          await clock.sleep(waitOf(answer.retryAfter, tries, clock.now()), what.signal);
        } catch (error) {
          if (!(error instanceof NoAnswer) || !what.repeatable || tries >= mostTries) throw error;
          await clock.sleep(waitOf(undefined, tries, clock.now()), what.signal);
        }
      }
    },
    close: () => agent.close(),
  };
}

/** Milliseconds: what the system asks for (RFC 9110 section 10.2.3), or a growing time. */
export function waitOf(retryAfter: string | undefined, tries: number, now: number): number {
  const asked = retryAfter === undefined ? Number.NaN : Number(retryAfter) * 1_000;
  const until = Number.isNaN(asked) && retryAfter !== undefined ? Date.parse(retryAfter) - now : asked;
  const wait = Number.isNaN(until) ? 500 * 2 ** (tries - 1) : until;
  return Math.min(Math.max(wait, 0), longestWait);
}

/** What headers hold besides the name of a scheme: "Basic bWU6..." holds "bWU6...", the whole of it first. */
function credentialsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(headers).flatMap((value) => [value, value.split(" ").at(-1) ?? ""]);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function jsonIn(text: string): Value | undefined {
  try {
    return text === "" ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

function networkError(url: URL, cause: unknown): Error {
  if (cause instanceof HubError) return cause;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = String((inner as { code?: unknown })?.code ?? "");
  const tls = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
  if (notSent.has(code) || tls) {
    return new HubError({
      kind: "upstream",
      code: "endpoint.unreachable",
      message: `${url.host} cannot be reached (${code}).`,
      meaning: tls
        ? "Its certificate is not trusted here, so that somebody else may be answering in its place."
        : "The name is not known, nothing answers there, or a firewall is in between. Nothing was sent.",
      remedy: "Check the address, and whether this machine may reach it.",
      cause,
    });
  }
  const why =
    cause instanceof errors.HeadersTimeoutError || cause instanceof errors.BodyTimeoutError
      ? "took too long"
      : "broke off";
  return new NoAnswer(
    `${url.host} ${why} (${code || "no code"}); whether it did what was asked is not known.`,
    { cause },
  );
}

function unauthorised(base: URL, { status }: HttpAnswer): HubError {
  return new HubError({
    kind: "upstream",
    code: "endpoint.refused",
    message: `${base.host} does not take our credentials (${status}).`,
    meaning: "The token, password or key is wrong, has expired, or was revoked.",
    remedy: "Enter a new one at the endpoint's settings.",
    details: { status },
  });
}
