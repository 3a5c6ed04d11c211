/**
 * Transport: the words. See `transport.ts` for what it does.
 */

import type { Api } from "../budget/types.ts";
import type { ErrorCode } from "../errors.ts";
import type { CallOptions, Method, Priority } from "../ports.ts";

export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One call to GoTo. */
export interface Request {
  /** The budget it counts against; found from the path when left out. */
  readonly api?: Api | undefined;
  /** GoTo's operationId, for errors and counters; "METHOD /path" when left out. */
  readonly operation?: string | undefined;
  readonly method: Method;
  /** From the root of the API host, encoded, without query: "/G2W/rest/v2/organizers/123/webinars". */
  readonly path: string;
  /** Left out where undefined; a list becomes one comma-separated value. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Beside those the transport sets itself. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON by `stringify` of `json.ts` when not undefined, whatever the method. */
  readonly body?: unknown;
  /**
   * Whether it may be sent again when nobody knows if it was carried out. Defaults to GET and HEAD only;
   * a search by POST says true.
   */
  readonly repeatable?: boolean | undefined;
  /**
   * "json": a 2xx without JSON is an error. "none": the body is not looked at (202, 204).
   * "any": JSON if it says so and is, else text. Defaults to "any".
   */
  readonly expect?: "json" | "none" | "any" | undefined;
}

/** An answer with a 2xx status. Everything else is thrown as a GoToError. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Lossless JSON (long integers as strings), text, or undefined when there is none. */
  readonly body: unknown;
}

/** Sends one call: budget, token, retries, understanding. */
export type Send = (request: Request, options?: CallOptions) => Promise<Reply>;

/** What the observer hears of each try (a retried call is told several times). */
export interface CallRecord {
  readonly api: Api;
  readonly operation: string;
  readonly method: Method;
  readonly priority: Priority;
  /** 0 for the first try. */
  readonly retry: number;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  /** Undefined when all went well. "aborted" when the caller gave up. */
  readonly error: ErrorCode | "aborted" | undefined;
  /** From sending to the end of the answer, in milliseconds; without waiting for the budget. */
  readonly ms: number;
  /** Waited for token and budget before this try, in milliseconds. */
  readonly waitedMs: number;
  /** Bytes of the answer after decompression. */
  readonly bytes: number;
}

/** How long a call is tried again. All times in milliseconds. */
export interface RetryPolicy {
  /** Tries for server and network errors, the first included. Default 8. */
  readonly attempts: number;
  /** The first pause; each next one doubles. Default 250. */
  readonly backoffMs: number;
  /** The longest pause. Default 20,000. */
  readonly maxBackoffMs: number;
  /** How long a call that is answered 429 is tried again. Default 15 minutes. */
  readonly rateLimitedForMs: number;
}
