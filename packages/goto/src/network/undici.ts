/**
 * Network over undici: a pool of kept-alive connections per host, time limits, a limit to the size of answers,
 * decompression. Sends once; retries and redirects are no business of this file.
 */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { Agent } from "undici";
import { type GoToError, NetworkError, type NetworkFailure, UnexpectedAnswerError } from "../errors.ts";
import type { Network, NetworkAnswer } from "../ports.ts";

/** Time limits of one try, in milliseconds, and the longest answer. */
export interface TimeLimits {
  /** To make a connection. Default 10,000. */
  readonly connectMs: number;
  /** From sending to the answer's headers. Default 60,000. */
  readonly headersMs: number;
  /** Between two pieces of the answer's body. Default 30,000. */
  readonly bodyMs: number;
  /** Longest body after decompression, in bytes. Default 64 MiB. */
  readonly maxBodyBytes: number;
}

const defaultLimits: TimeLimits = {
  connectMs: 10_000,
  headersMs: 60_000,
  bodyMs: 30_000,
  maxBodyBytes: 64 * 1024 * 1024,
};

/** More than 10 requests a second can have under way unless each takes 6 s; beyond it, calls wait in line here. */
const CONNECTIONS = 64;

/** A Network over a pool of kept-alive connections. Opens none before the first request. */
export function createNetwork(limits: Partial<TimeLimits> = {}): Network {
  const { connectMs, headersMs, bodyMs, maxBodyBytes } = { ...defaultLimits, ...limits };
  const agent = new Agent({
    connections: CONNECTIONS,
    // One broken connection shall cost one call, so neither pipelining nor HTTP/2.
    pipelining: 1,
    allowH2: false,
    connect: { timeout: connectMs },
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxResponseSize: maxBodyBytes,
  });
  return {
    async send({ method, url, headers, body }, signal): Promise<NetworkAnswer> {
      signal?.throwIfAborted();
      const { origin, pathname, search } = new URL(url);
      let answered = false;
      try {
        const response = await agent.request({
          origin,
          path: pathname + search,
          method,
          headers: { "accept-encoding": "gzip, br", ...headers },
          body: body ?? null,
          signal: signal ?? null,
        });
        answered = true;
        const received = joined(response.headers);
        const bytes = Buffer.from(await response.body.arrayBuffer());
        return {
          status: response.statusCode,
          headers: received,
          body: await decompressed(bytes, received["content-encoding"], maxBodyBytes),
        };
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw networkError(error, origin, answered);
      }
    },
    close: () => agent.destroy(),
  };
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return result;
}

const decompressors = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
};

/** undici has an interceptor for this; it is marked as experimental and says so on every start. */
async function decompressed(
  bytes: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === "identity" || bytes.length === 0) return bytes;
  if (!(encoding in decompressors)) {
    throw new UnexpectedAnswerError(
      `GoTo's answer is packed in a way that was not asked for ("${encoding}").`,
    );
  }
  return decompressors[encoding as keyof typeof decompressors](bytes, { maxOutputLength });
}

/** What undici, Node's sockets and zlib call things, by what it means for the caller. */
const failures: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "refused",
  EAI_AGAIN: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  UND_ERR_CONNECT_TIMEOUT: "refused",
  DEPTH_ZERO_SELF_SIGNED_CERT: "refused",
  SELF_SIGNED_CERT_IN_CHAIN: "refused",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "refused",
  CERT_HAS_EXPIRED: "refused",
  ERR_TLS_CERT_ALTNAME_INVALID: "refused",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ETIMEDOUT: "timeout",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "cut",
  Z_BUF_ERROR: "cut",
  Z_DATA_ERROR: "cut",
  UND_ERR_DESTROYED: "closed",
  UND_ERR_CLOSED: "closed",
};

const meanings: Readonly<Record<NetworkFailure, string>> = {
  refused: "No connection could be made, so nothing was sent. Check the network, the proxy and the address",
  timeout: "It did not answer in time",
  cut: "Its answer ended early",
  reset: "The connection broke",
  closed: "This client was closed meanwhile",
  "not-json": "Something else than GoTo answered",
};

/** Exported for the tests. */
export function networkError(cause: unknown, origin: string, answered: boolean): GoToError {
  if (cause instanceof UnexpectedAnswerError) return cause;
  const { code, syscall } = cause as { code?: string; syscall?: string };
  if (
    code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" ||
    code === "ERR_BUFFER_TOO_LARGE" ||
    code === "UND_ERR_HEADERS_OVERFLOW"
  ) {
    return new UnexpectedAnswerError(
      `The answer of ${origin} is longer than this client accepts. Ask for smaller pages.`,
      {
        carriedOut: "unknown",
        cause,
      },
    );
  }
  const failure =
    code === "ETIMEDOUT" && syscall === "connect"
      ? "refused"
      : (failures[code ?? ""] ?? (answered ? "cut" : "reset"));
  return new NetworkError(
    `GoTo at ${origin} could not be reached: ${meanings[failure]} (${code ?? String(cause)}).`,
    {
      failure,
      cause,
    },
  );
}
